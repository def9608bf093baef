import { Alarm } from '../../../src/provisioning/alarms/alarm.entity.js';
import { newId } from '../../../src/common/identifier.js';
import { DirectoryCounts } from '../../../src/provisioning/journal/directory-counts.service.js';
import { RunKeeper } from '../../../src/provisioning/journal/run-keeper.service.js';
import { idIs } from '../../../src/platform/database/sql/predicate.js';
import { LateWrites } from '../../../src/platform/database/late-writes.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { ModulesService } from '../../../src/accounts/modules.service.js';
import { UndoJob } from '../../../src/provisioning/undo/undo-job.entity.js';
import { UndoWorker } from '../../../src/provisioning/undo/undo-worker.service.js';
import { UserChanges } from '../../../src/users/user-changes.service.js';
import { UsersService } from '../../../src/users/users.service.js';
import { items, restOf, type RestClient } from '../../rest/rest-client.js';
import { addAccount, makeApiKey } from '../../support/accounts.js';
import { TESTER } from '../../support/authors.js';
import { until } from '../../support/condition.js';
import { openConsole } from '../../support/console.js';
import { basic, OKTA, resource, ScimClient } from '../../support/scim-client.js';
import type { Tour } from './staff-tour.js';

/** More changes of one user than are read at once. */
const MANY_CHANGES = 301;

/** Runs with everything that an undo can meet, planned and undone. */
export async function undos({ app }: Tour): Promise<void> {
  const acme = await addAccount(app);
  const { scim } = acme;
  const rest = restOf(app, acme);
  const person = async (name: string, more: object = {}) =>
    (
      await rest.create('/users', {
        userName: `${name}@acme.example`,
        email: `${name}@acme.example`,
        ...more,
      })
    ).id;
  const [one, two, boss, third] = [
    await person('one'),
    await person('two'),
    await person('boss'),
    await person('third'),
  ];
  const report = await person('report', { managerId: boss });
  await person('staff', { managerId: boss });
  const group = async (displayName: string) => (await rest.create('/groups', { displayName })).id;
  const [sales, ops, gone] = [await group('Sales'), await group('Ops'), await group('Gone')];
  for (const id of [one, two, report]) await rest.put(`/groups/${sales}/members/${id}`);
  await rest.put(`/groups/${gone}/members/${one}`);

  const rename = (path: string, attribute: string, value: string) =>
    scim.patch(path, [{ op: 'replace', path: attribute, value }]);
  await rename(`/Users/${one}`, 'userName', 'other@acme.example');
  await rename(`/Users/${two}`, 'userName', 'one@acme.example');
  await rename(`/Users/${one}`, 'userName', 'two@acme.example');
  await rename(`/Groups/${sales}`, 'displayName', 'Other');
  await rename(`/Groups/${ops}`, 'displayName', 'Sales');
  await rename(`/Users/${third}`, 'title', 'Clerk');
  await rename(`/Users/${third}`, 'externalId', 'third');
  const addresses = Array.from({ length: 40 }, (_, number) => ({
    type: 'work',
    formatted: `${number} ${'x'.repeat(1_000)}`,
  }));
  await scim.patch(`/Users/${third}`, [{ op: 'add', path: 'addresses', value: addresses }]);
  await scim.delete(`/Users/${report}`);
  await scim.delete(`/Users/${boss}`);
  // What is known of who manages the group goes with it, and comes back.
  await rename(`/Groups/${gone}`, 'externalId', 'gone');
  await app.get(LateWrites).flush();
  await scim.delete(`/Groups/${gone}`);
  await scim.create('/Groups', { displayName: 'New' });
  await scim.create('/Users', { userName: 'new@acme.example' });
  const scimRun = await newest(rest, 'scim');
  await rest.patch(`/users/${third}`, { title: 'Lead' });

  await plan(rest, scimRun);
  await undo(rest, scimRun, { only: ['deleted'], users: [report] });
  await undo(rest, scimRun);
  await restless({ app, acme, rest, third });
  await repeated({ app, acme, rest, third }, [one, two]);
  await unmanaged({ app, acme, rest, third });
  await traces({ app, acme, rest, third });
}

/** What was undone is repeated, and some people of a run are chosen. */
async function repeated(
  { app, acme, rest, third }: Parameters<typeof restless>[0],
  others: readonly string[],
): Promise<void> {
  const deactivate = async (ids: readonly string[]) => {
    for (const id of ids)
      await acme.scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'active', value: false }]);
    await app.get(LateWrites).flush();
  };
  await deactivate([third, ...others]);
  const run = await newest(rest, 'scim');
  await undo(rest, run, { only: ['deactivated'] });
  await deactivate([third]);
  await deactivate(others);
  const console = await openConsole(app, acme.admin);
  await console.get(`/runs/${run}`);
  await console.post(`/runs/${run}/undo/people`, { search: 'acme', go: 'all' });
  // Puts everybody back, and closes the alarm.
  await undo(rest, run);
}

/** SCIM is switched off, and those whom it managed are deactivated. */
async function unmanaged({ app, acme, rest }: Parameters<typeof restless>[0]): Promise<void> {
  const work = app.get(UnitOfWork);
  await acme.scim.create('/Users', { userName: 'managed@acme.example' });
  await app.get(LateWrites).flush();
  const switchScim = (enabled: boolean) =>
    work.write(acme.id, (tx) =>
      app.get(ModulesService).switchModule(tx.by(TESTER), 'scim', { enabled, reason: null }),
    );
  await switchScim(false);
  const path = '/provisioning/managed/deactivate';
  await rest.post(path, { dryRun: true });
  const { job } = resource(await rest.post(path, {}), 202);
  await rest.post(path, {});
  await until('those managed are deactivated', async () => {
    const { state } = await rest.read(`/jobs/${String(job)}`);
    return state === 'done';
  });
  await switchScim(true);
}

/** A user who changes often, and an undo that fails. */
async function restless({
  app,
  acme,
  rest,
  third,
}: Pick<Tour, 'app' | 'acme' | 'rest'> & { third: string }): Promise<void> {
  const work = app.get(UnitOfWork);
  await work.write(acme.id, async (tx) => {
    for (let count = 0; count < MANY_CHANGES; count++) {
      const user = await app.get(UsersService).get(tx, third);
      const next = { ...user, title: `Title ${count}` };
      await app.get(UserChanges).update(tx.by({ ...TESTER, name: 'restless' }), user, next);
    }
  });
  await app.get(RunKeeper).countAll(acme.id);
  const [run] = items(await rest.get('/provisioning/runs'));
  await plan(rest, run?.id ?? '');
  await undo(rest, run?.id ?? '');
  await app.get(UndoWorker).workOnDue();
  const running = { state: 'running', choice: '{', step: 0, cursor: '' } as const;
  const [undone] = items(await rest.get('/provisioning/runs'));
  await undo(rest, undone?.id ?? '');
  const [job] = await work.read(acme.id, (tx) => tx.select(UndoJob, { columns: ['id'], limit: 1 }));
  await work.write(acme.id, (tx) => tx.update(UndoJob, running, idIs(job?.id ?? '')));
  await app.get(UndoWorker).work({ accountId: acme.id, id: job?.id ?? '' });
  await rest.get(`/provisioning/runs/${undone?.id}/changes`);
}

/** Somebody is erased who is named where an undo left something, and who has seen an alarm. */
async function traces({ app, acme, rest, third }: Parameters<typeof restless>[0]): Promise<void> {
  const now = new Date().toISOString();
  const seen = { acknowledgedAt: now, acknowledgedBy: 'third@acme.example' };
  await app
    .get(UnitOfWork)
    .write(acme.id, (tx) =>
      tx.insert(Alarm, [{ id: newId(), kind: 'silence', at: now, runId: null, detail: '{}', ...seen }]),
    );
  await app.get(DirectoryCounts).recountOlder(app.get(UnitOfWork), acme.id, new Date(Date.now() + 1_000));
  await rest.post(`/users/${third}/erase`, {});
  const key = await makeApiKey(app, basic(acme.admin.userName, acme.admin.password));
  await new ScimClient(`${app.url}/SCIM/v2`, `Bearer ${key}`).as(OKTA).list('/Users?count=1');
  await app.get(LateWrites).flush();
  await (await openConsole(app, acme.admin)).get('/connection');
}

async function newest(rest: RestClient, via: string): Promise<string> {
  const [run] = items(await rest.get(`/provisioning/runs?via=${via}`));
  return run?.id ?? '';
}

const plan = (rest: RestClient, run: string) => rest.post(`/provisioning/runs/${run}/undo`, { dryRun: true });

async function undo(rest: RestClient, run: string, choice: object = {}): Promise<void> {
  const job = String(resource(await rest.post(`/provisioning/runs/${run}/undo`, choice), 202)['job']);
  await until('the undo has ended', async () => (await rest.read(`/jobs/${job}`))['state'] !== 'running');
}
