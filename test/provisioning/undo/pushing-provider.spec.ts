import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LateWrites } from '../../../src/platform/database/late-writes.js';
import { items, restOf, type RestClient } from '../../rest/rest-client.js';
import { addAccount, addUser, addUsers, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { basic, OKTA, resource, ScimClient } from '../../support/scim-client.js';

/** People for several slices of an undo. */
const PEOPLE = 640;

interface Change {
  id: string;
  kind: string;
  resourceId: string;
  changes: { path: string }[];
}

interface Plan {
  restore: { id: string }[];
  totals: { restore: number; skip: number; impossible: number };
}

describe.each(databaseLanes())('an undo while identity providers keep pushing on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let rest: RestClient;
  let ids: string[];
  let run: string;
  /** Another connection, whose changes form another run. */
  let other: ScimClient;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    rest = restOf(app, acme);
    ids = await addUsers(app, acme, PEOPLE, { title: 'Clerk' });
    const password = 'a secret of twelve';
    await addUser(app, acme, { userName: 'entra@acme.example', role: 'admin', password });
    other = new ScimClient(`${app.url}/SCIM/v2`, basic(`${acme.slug}/entra@acme.example`, password));
    await app.get(LateWrites).flush();
    for (let from = 0; from < PEOPLE; from += 320) {
      const Operations = ids.slice(from, from + 320).map((id) => ({
        method: 'PATCH',
        path: `/Users/${id}`,
        data: { Operations: [{ op: 'replace', value: { active: false, title: 'Wrong' } }] },
      }));
      resource(await acme.scim.as(OKTA).post('/Bulk', { Operations }), 200);
    }
    await app.get(LateWrites).flush();
    [run = ''] = items(await rest.get('/provisioning/runs?via=scim')).map(({ id }) => id);
  });

  afterAll(() => app.close());

  const changesOf = async (id: string): Promise<Change[]> => {
    const found: Change[] = [];
    for (let cursor = ''; ;) {
      const page = await rest.read(`/provisioning/runs/${id}/changes?limit=500${cursor}`);
      found.push(...(page['items'] as Change[]));
      if (typeof page['nextCursor'] !== 'string') return found;
      cursor = `&cursor=${page['nextCursor']}`;
    }
  };
  const isRunning = async (job: string) => (await rest.read(`/jobs/${job}`))['state'] === 'running';
  const peopleNow = async () => {
    const found = new Map<string, { active: boolean; title: string }>();
    for (let startIndex = 1; startIndex <= PEOPLE + 2; startIndex += 200) {
      const { Resources } = await acme.scim.list(`/Users?startIndex=${startIndex}&count=200`);
      for (const { id, ...user } of Resources)
        found.set(id, user as unknown as { active: boolean; title: string });
    }
    return found;
  };

  it('leaves each person as put back, or as pushed since, and says which', async () => {
    const job = String(resource(await rest.post(`/provisioning/runs/${run}/undo`, {}), 202)['job']);
    const patch = async (client: ScimClient, id: string, path: string, value: unknown) => {
      const { status } = await client.patch(`/Users/${id}`, [{ op: 'replace', path, value }]);
      if (status !== 200) throw new Error(`the push was answered ${status}`);
    };
    const ending = new AbortController();
    const watch = async () => {
      while (await isRunning(job));
      ending.abort();
    };
    /** The same wrong deactivation, over and over. */
    const deactivate = async (list: readonly string[]) => {
      while (!ending.signal.aborted) {
        for (const id of list)
          if (!ending.signal.aborted) await patch(acme.scim.as(OKTA), id, 'active', false);
      }
    };
    /** A right title of every other person, once each, beginning with those to whom the undo comes last. */
    const even = ids.filter((_, index) => index % 2 === 0).toReversed();
    const retitle = async () => {
      for (const id of even) await patch(other, id, 'title', 'Pushed');
    };
    const [half, quarter] = [PEOPLE / 2, PEOPLE / 4];
    await Promise.all([
      watch(),
      deactivate(ids.slice(0, half)),
      deactivate(ids.slice(quarter, half + quarter).toReversed()),
      retitle(),
    ]);
    await app.get(LateWrites).flush();

    const ended = await rest.read(`/jobs/${job}`);
    expect(ended['state']).toBe('done');
    const { undoRun, totals } = ended['result'] as { undoRun: string; totals: Plan['totals'] };
    const undone = await changesOf(undoRun);
    const pushed = await changesOf(run);
    const people = await peopleNow();

    // Everybody has been put back once: what was pushed before that changed nothing.
    const back = new Map(
      undone.filter(({ kind }) => kind === 'reactivated').map(({ resourceId, id }) => [resourceId, id]),
    );
    expect([...back.keys()].toSorted()).toEqual(ids.toSorted());
    const again = new Set(
      pushed
        .filter(({ kind, resourceId, id }) => kind === 'deactivated' && id > (back.get(resourceId) ?? ''))
        .map(({ resourceId }) => resourceId),
    );
    const faults = ids.filter((id) => people.get(id)?.active !== !again.has(id));
    expect(faults).toEqual([]);
    expect(ended['deactivatedAgain']).toBe(again.size);
    // Nobody pushes the last quarter.
    expect(again.size).toBeLessThanOrEqual(half + quarter);

    // A title that was pushed before the undo came is left, and counted; afterwards, the push wins.
    const isTitle = ({ changes }: Change) => changes.some(({ path }) => path === 'title');
    const titled = new Set(undone.filter(isTitle).map(({ resourceId }) => resourceId));
    const titles = ids.filter((id) => people.get(id)?.title !== (even.includes(id) ? 'Pushed' : 'Clerk'));
    expect(titles).toEqual([]);
    const left = PEOPLE - titled.size;
    expect(totals).toEqual({ restore: PEOPLE + titled.size, skip: left, impossible: 0 });

    // The next plan takes back exactly what was repeated.
    const plan = resource(
      await rest.post(`/provisioning/runs/${run}/undo`, { dryRun: true, only: ['deactivated'] }),
      200,
    ) as unknown as Plan;
    expect(plan.restore.map(({ id }) => id).toSorted()).toEqual([...again].toSorted());
    await rest.patch('/provisioning/settings', { paused: true });
    const second = String(resource(await rest.post(`/provisioning/runs/${run}/undo`, {}), 202)['job']);
    while (await isRunning(second));
    await rest.patch('/provisioning/settings', { paused: false });
    expect([...(await peopleNow()).values()].filter(({ active }) => !active)).toEqual([]);
  });
});
