import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items, restOf, type RestClient } from '../../rest/rest-client.js';
import { addAccount, addUsers, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { resource, type Operation } from '../../support/scim-client.js';

interface Run {
  id: string;
  connection: { name: string; via: string; kind: string };
  counts: Record<string, number>;
  undoOf: string | null;
}

interface RunChange {
  kind: string;
  name: string | null;
  resourceId: string;
  eventId: string | null;
  changes: { path: string; old: unknown; new: unknown }[];
}

describe.each(databaseLanes())('the runs of changes on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let rest: RestClient;

  beforeAll(async () => {
    app = await bootApp(lane, { RUN_PAUSE_SECONDS: '3' });
    acme = await addAccount(app);
    rest = restOf(app, acme);
  });

  afterAll(() => app.close());

  const runs = async (query = ''): Promise<Run[]> =>
    (await rest.read(`/provisioning/runs${query}`))['items'] as Run[];
  const changesOf = async (id: string): Promise<RunChange[]> =>
    (await rest.read(`/provisioning/runs/${id}/changes?limit=500`))['items'] as RunChange[];
  const user = (userName: string, more: Record<string, unknown> = {}) =>
    acme.scim.post('/Users', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName,
      ...more,
    });
  const patch = (path: string, ...operations: Operation[]) => acme.scim.patch(path, operations);
  /** Longer than the pause that ends a run. */
  const pause = () => new Promise((resolve) => setTimeout(resolve, 3_200));

  it('count what an identity provider does, and keep the old values', async () => {
    const mira = resource(await user('mira@acme.example', { title: 'Clerk' }), 201);
    const jan = resource(await user('jan@acme.example'), 201);
    const group = resource(
      await acme.scim.post('/Groups', {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
        displayName: 'Sales',
        members: [{ value: mira.id }, { value: jan.id }],
      }),
      201,
    );
    await patch(`/Users/${mira.id}`, { op: 'replace', path: 'title', value: 'Lead' });
    await patch(`/Users/${mira.id}`, { op: 'replace', path: 'active', value: false });
    await patch(`/Users/${mira.id}`, { op: 'replace', path: 'active', value: true });
    await patch(`/Groups/${group.id}`, { op: 'remove', path: `members[value eq "${jan.id}"]` });
    await user('mira@acme.example');
    await acme.scim.delete(`/Users/${jan.id}`);
    await acme.scim.delete(`/Groups/${group.id}`);

    const [run] = await runs('?via=scim');
    expect(run).toMatchObject({
      connection: { name: acme.admin.userName, via: 'scim', kind: 'user' },
      counts: {
        created: 2,
        changed: 1,
        deactivated: 1,
        reactivated: 1,
        deleted: 1,
        groupsCreated: 1,
        groupsDeleted: 1,
        membersAdded: 2,
        membersRemoved: 2,
        refused: 1,
      },
      undoOf: null,
    });
    const changes = await changesOf(run?.id ?? '');
    const ofMira = changes.filter(({ resourceId }) => resourceId === mira.id);
    expect(ofMira.map(({ kind, changes: pairs }) => [kind, pairs])).toEqual([
      ['created', []],
      ['changed', [{ path: 'title', old: 'Clerk', new: 'Lead' }]],
      ['deactivated', [{ path: 'active', old: true, new: false }]],
      ['reactivated', [{ path: 'active', old: false, new: true }]],
    ]);
    expect(changes.every(({ eventId }) => eventId !== null)).toBe(true);
  });

  it('end after a pause, and keep the channels apart', async () => {
    await pause();
    const before = await runs();
    await user('lotte@acme.example');
    await rest.create('/users', { userName: 'piet@acme.example' });
    await pause();
    await user('thomas@acme.example');
    const added = (await runs()).slice(0, -before.length);
    expect(added.map(({ connection, counts }) => [connection.via, counts['created']])).toEqual([
      ['scim', 1],
      ['rest', 1],
      ['scim', 1],
    ]);
    expect(await runs('?via=rest')).toHaveLength(1);
  });

  it('leave out what changes nothing', async () => {
    const [before] = await runs('?via=scim');
    const emma = resource(await user('emma@acme.example'), 201);
    await patch(`/Users/${emma.id}`, { op: 'replace', path: 'active', value: true });
    const [run] = await runs('?via=scim');
    const changes = await changesOf(run?.id ?? '');
    expect(run?.counts['created']).toBe((before?.id === run?.id ? (before?.counts['created'] ?? 0) : 0) + 1);
    expect(changes.filter(({ resourceId }) => resourceId === emma.id)).toHaveLength(1);
  });

  it('keep values of any length whole', async () => {
    const long = '𝒳é"\\'.repeat(200);
    const addresses = ['work', 'home', 'other'].flatMap((type) =>
      Array.from({ length: 12 }, (_, number) => ({ type, formatted: `${number} ${long}` })),
    );
    const emails = [{ value: 'x@acme.example', type: 'work' }];
    const noor = resource(await user('noor@acme.example', { emails }), 201);
    const answer = await patch(`/Users/${noor.id}`, { op: 'add', path: 'addresses', value: addresses });
    resource(answer, 200);
    const [run] = await runs('?via=scim');
    const change = (await changesOf(run?.id ?? '')).at(-1);
    expect(change?.changes).toEqual([{ path: 'addresses', old: [], new: addresses }]);
  });

  it('have one change for a PUT of a group that changes one of many members', async () => {
    const globex = await addAccount(app);
    const ids = await addUsers(app, globex, 1_000);
    const put = async (of: readonly string[]) => {
      const members = of.map((value) => ({ value }));
      resource(await globex.scim.put(`/Groups/${group.id}`, { displayName: 'Everybody', members }), 200);
    };
    const group = await globex.scim.create('/Groups', { displayName: 'Everybody' });
    await put(ids);
    const theirs = restOf(app, globex);
    const [run] = items(await theirs.get('/provisioning/runs?via=scim'));
    const changes = async () => items(await theirs.get(`/provisioning/runs/${run?.id}/changes?limit=500`));
    const before = await changes();
    await put(ids.slice(1));
    await put(ids);
    expect((await changes()).slice(before.length)).toMatchObject([
      { kind: 'members', resourceId: group.id, changes: [{ path: 'members', old: [ids[0]], new: [] }] },
      { kind: 'members', resourceId: group.id, changes: [{ path: 'members', old: [], new: [ids[0]] }] },
    ]);
  });

  it('belong to one account', async () => {
    const other = restOf(app, await addAccount(app));
    const [run] = await runs();
    expect((await other.get(`/provisioning/runs/${run?.id}`)).status).toBe(404);
    expect((await other.get(`/provisioning/runs/${run?.id}/changes`)).status).toBe(404);
  });
});
