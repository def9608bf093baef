import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addAccount, addOperator, addUser, addUsers, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { items, problem, RestClient, restOf, stored } from '../rest-client.js';

describe.each(databaseLanes())('groups over REST on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let rest: RestClient;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    acme = await addAccount(app);
    rest = restOf(app, acme);
  });

  const membersOf = async (id: string) => (await rest.read(`/groups/${id}`))['members'];

  it('are created, read, renamed and deleted', async () => {
    const answer = await rest.post('/groups', { displayName: ' Approvers NL ', externalId: '00g1' });
    const group = stored(answer, 201);
    expect(group).toMatchObject({ displayName: 'Approvers NL', externalId: '00g1', version: 1 });
    expect(answer.headers.get('location')).toBe(`${app.url}/api/v1/groups/${group.id}`);
    expect(await rest.read(`/groups/${group.id}`)).toEqual({ ...group, members: [] });

    const renamed = stored(await rest.patch(`/groups/${group.id}`, { displayName: 'Approvers BE' }));
    expect(renamed).toMatchObject({ displayName: 'Approvers BE', externalId: '00g1', version: 2 });
    expect(Object.keys(renamed)).toEqual(Object.keys(group));
    const cleared = stored(await rest.patch(`/groups/${group.id}`, { externalId: null }));
    expect(cleared).toMatchObject({ displayName: 'Approvers BE', externalId: null });

    expect((await rest.delete(`/groups/${group.id}`)).status).toBe(204);
    expect(await rest.get(`/groups/${group.id}`)).toMatchObject(problem(404, 'not-found'));
  });

  it('add and remove members, and ignore repetitions', async () => {
    const { id } = await rest.create('/groups', { displayName: 'Approvers' });
    const mira = await addUser(app, acme, { userName: 'mira@acme.example', displayName: 'Mira Vos' });
    const member = `/groups/${id}/members/${mira}`;
    expect((await rest.put(member)).status).toBe(204);
    const filled = await rest.read(`/groups/${id}`);
    expect(filled).toMatchObject({
      version: 2,
      members: [{ id: mira, userName: 'mira@acme.example', displayName: 'Mira Vos' }],
    });
    expect((await rest.put(member)).status).toBe(204);
    expect(await rest.read(`/groups/${id}`)).toEqual(filled);
    expect(await acme.scim.read(`/Groups/${id}`)).toMatchObject({ members: [{ value: mira }] });

    expect((await rest.delete(member)).status).toBe(204);
    expect((await rest.delete(member)).status).toBe(204);
    expect(await rest.read(`/groups/${id}`)).toMatchObject({ version: 3, members: [] });
    expect((await rest.get(`/users/${mira}`)).status).toBe(200);
  });

  it('answer 404 for unknown users and unknown groups', async () => {
    const { id } = await rest.create('/groups', { displayName: 'Approvers' });
    const paths = [`/groups/${id}/members/nobody`, `/groups/nothing/members/${acme.admin.id}`];
    for (const path of paths) {
      expect(await rest.put(path)).toMatchObject(problem(404, 'not-found'));
      expect(await rest.delete(path)).toMatchObject(problem(404, 'not-found'));
    }
    expect(await membersOf(id)).toEqual([]);
  });

  it('lose a deleted user', async () => {
    const { id } = await rest.create('/groups', { displayName: 'Approvers' });
    const mira = await addUser(app, acme, { userName: 'mira@acme.example' });
    await rest.put(`/groups/${id}/members/${mira}`);
    expect((await rest.delete(`/users/${mira}`)).status).toBe(204);
    expect(await membersOf(id)).toEqual([]);
  });

  it('have names that are unique in the account, in any letter case', async () => {
    const taken = problem(409, 'group-name-taken', '/displayName');
    await rest.create('/groups', { displayName: 'Approvers' });
    const { id } = await rest.create('/groups', { displayName: 'Payers' });
    expect(await rest.post('/groups', { displayName: 'APPROVERS' })).toMatchObject(taken);
    expect(await rest.patch(`/groups/${id}`, { displayName: 'approvers' })).toMatchObject(taken);
  });

  it('are listed by name, in pages, and found by part of the name', async () => {
    for (const displayName of ['b payers', 'Approvers', 'C Payers'])
      await rest.create('/groups', { displayName });
    const names = async (query: string) =>
      items(await rest.get(`/groups?${query}`)).map(({ displayName }) => displayName);
    expect(await names('')).toEqual(['Approvers', 'b payers', 'C Payers']);
    expect(await names('page=2&limit=2')).toEqual(['C Payers']);
    expect(await names('search=PAYERS')).toEqual(['b payers', 'C Payers']);
    expect(stored(await rest.get('/groups?search=payers&limit=1'))).toMatchObject({ total: 2, page: 1 });
  });

  it('need as many statements to list and change, for any number and size', async () => {
    const people = await addUsers(app, acme, 30);
    const cost = async (call: () => Promise<{ status: number }>) => {
      app.statements.clear();
      expect((await call()).status).toBeLessThan(300);
      return app.statements.statements.length;
    };
    const { id } = await rest.create('/groups', { displayName: 'Group 0' });
    const list = () => cost(() => rest.get('/groups?limit=100'));
    const join = (user: string | undefined) => cost(() => rest.put(`/groups/${id}/members/${user}`));
    const read = () => cost(() => rest.get(`/groups/${id}`));
    const small = [await list(), await join(people[0]), await read()];
    for (const user of people.slice(1, 29)) await join(user);
    for (let number = 1; number < 10; number++)
      await rest.create('/groups', { displayName: `Group ${number}` });
    expect([await list(), await join(people[29]), await read()]).toEqual(small);
  });

  it('are changed and deleted only at the version that If-Match names', async () => {
    const { id } = await rest.create('/groups', { displayName: 'Approvers' });
    const stale = problem(412, 'stale');
    const old = { 'if-match': 'W/"9"' };
    expect(await rest.patch(`/groups/${id}`, { displayName: 'Payers' }, old)).toMatchObject(stale);
    expect(await rest.delete(`/groups/${id}`, old)).toMatchObject(stale);
    expect((await rest.get(`/groups/${id}`)).headers.get('etag')).toBe('W/"1"');
    expect((await rest.delete(`/groups/${id}`, { 'if-match': 'W/"1"' })).status).toBe(204);
  });

  it.each([
    ['no name', {}, '/displayName'],
    ['a blank name', { displayName: '  ' }, '/displayName'],
    ['an empty externalId', { displayName: 'A', externalId: '' }, '/externalId'],
    ['members', { displayName: 'A', members: [] }, '/members'],
  ])('are refused with %s', async (_, body, pointer) => {
    expect(await rest.post('/groups', body)).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
  });

  it('are not for operators', async () => {
    const operator = new RestClient(app, await addOperator(app));
    expect(await operator.get('/groups')).toMatchObject(problem(403, 'operator'));
  });
});
