import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addAccount, addOperatorLogin, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { until } from '../../support/condition.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { basic, OKTA } from '../../support/scim-client.js';
import { items, problem, RestClient, restOf, stored } from '../rest-client.js';

const EXPENSE = 'urn:declaree:params:scim:schemas:extension:expense:2.0:User';
const IBAN = 'NL91ABNA0417164300';
const NOWHERE = '00000000-0000-7000-8000-000000000000';

describe.each(sqliteAndOneServer())("support's runs and their undo, over REST on $name", (lane) => {
  let app: TestApp;
  let operator: { userName: string; password: string };
  let support: RestClient;
  let acme: TestAccount;
  let mira: string;
  let account: string;
  let run: string;

  beforeAll(async () => {
    app = await bootApp(lane);
    operator = await addOperatorLogin(app);
    support = new RestClient(app, basic(operator.userName, operator.password));
  });

  afterAll(() => app.close());

  /** A person whom an identity provider has deactivated, and whose IBAN it has changed. */
  beforeEach(async () => {
    acme = await addAccount(app);
    mira = (await restOf(app, acme).create('/users', { userName: 'mira@acme.example' })).id;
    await acme.scim.as(OKTA).patch(`/Users/${mira}`, [
      { op: 'replace', path: `${EXPENSE}:iban`, value: IBAN },
      { op: 'replace', path: 'active', value: false },
    ]);
    account = `/support/accounts/${acme.id}`;
    const [first] = items(await support.get(`${account}/provisioning/runs?via=scim`));
    run = first?.id ?? '';
  });

  const undo = (body: Record<string, unknown>) =>
    support.post(`${account}/provisioning/runs/${run}/undo`, body);
  const ended = async (job: unknown) => {
    await until('the job has ended', async () => {
      return (await support.read(`${account}/jobs/${String(job)}`))['state'] === 'done';
    });
    return support.read(`${account}/jobs/${String(job)}`);
  };
  const isActive = async () => (await acme.scim.get(`/Users/${mira}`)).body['active'];

  it('show the runs as administrators see them, and the changes masked', async () => {
    const own = await restOf(app, acme).read(`/provisioning/runs/${run}`);
    expect(own).toMatchObject({ counts: { deactivated: 1 } });
    expect(await support.read(`${account}/provisioning/runs/${run}`)).toEqual(own);
    const changes = await support.get(`${account}/provisioning/runs/${run}/changes`);
    expect(JSON.stringify(changes.body)).not.toContain(IBAN);
    const [change] = items(changes);
    expect(change).toMatchObject({ name: 'mira@acme.example', resourceId: mira });
    expect(change?.['changes']).toContainEqual({ path: 'iban', old: null, new: '•••4300' });
  });

  it('undo a run for a reason, which the account can read', async () => {
    const plan = stored(await undo({ dryRun: true, only: ['deactivated'], reason: 'Ticket 4711' }));
    expect(plan).toMatchObject({ totals: { restore: 1, skip: 0, impossible: 0 } });
    expect(await isActive()).toBe(false);
    const audit = async () => items(await restOf(app, acme).get('/audit?action=run.undone'));
    expect(await audit()).toEqual([]);

    const { job } = stored(
      await undo({ only: ['deactivated'], users: [mira], reason: ' Ticket 4711 ' }),
      202,
    );
    expect(await ended(job)).toMatchObject({ kind: 'undo', result: { run, totals: { restore: 1 } } });
    expect(await isActive()).toBe(true);
    expect(await audit()).toMatchObject([
      { actor: operator.userName, actorKind: 'operator', via: 'rest', detail: 'deactivated: Ticket 4711' },
    ]);
  });

  it('mask what the reason of an entry quotes', async () => {
    const userName = '+31 20 123 4567';
    const rest = restOf(app, acme);
    const { id } = await rest.create('/users', { userName });
    await acme.scim
      .as(OKTA)
      .patch(`/Users/${id}`, [{ op: 'replace', path: 'userName', value: 'renamed@acme.example' }]);
    await rest.create('/users', { userName });
    const impossible = [{ path: 'userName', reason: 'The user name ••• is taken by another user.' }];
    const choice = { users: [id], reason: 'Ticket 4711' };
    expect(stored(await undo({ ...choice, dryRun: true }))).toMatchObject({ impossible });
    const { job } = stored(await undo(choice), 202);
    expect(await ended(job)).toMatchObject({ result: { impossible } });
  });

  it('need a reason', async () => {
    for (const body of [{}, { reason: ' ' }, { dryRun: true }, { reason: 'x'.repeat(501) }])
      expect(await undo(body)).toMatchObject(problem(400, 'invalid-input', '/reason'));
    expect(await isActive()).toBe(false);
  });

  it('are refused to others, and for accounts, runs and jobs that do not exist', async () => {
    const admin = restOf(app, acme);
    const reason = { reason: 'mine' };
    const { job } = stored(await undo({ reason: 'Ticket 4711' }), 202);
    await ended(job);
    const other = `/support/accounts/${(await addAccount(app)).id}`;
    const nowhere = `/support/accounts/${NOWHERE}`;
    const ofAccount = [
      `/provisioning/runs/${run}`,
      `/provisioning/runs/${run}/changes`,
      `/jobs/${String(job)}`,
    ];
    for (const path of ['/provisioning/runs', ...ofAccount]) {
      expect((await admin.get(account + path)).status).toBe(403);
      expect((await support.get(nowhere + path)).status).toBe(404);
    }
    for (const path of ofAccount) expect((await support.get(other + path)).status).toBe(404);
    const path = `/provisioning/runs/${run}/undo`;
    expect((await admin.post(account + path, reason)).status).toBe(403);
    for (const of of [nowhere, other]) expect((await support.post(of + path, reason)).status).toBe(404);
  });
});
