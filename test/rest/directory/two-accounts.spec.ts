import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { ownedTables, unscopedStatements } from '../../support/sql-guard.js';
import { addTwoAccounts } from '../../support/two-accounts.js';
import { items, problem, RestClient } from '../rest-client.js';

/** The data of one account; the other has the same names. */
interface Own {
  rest: RestClient;
  user: string;
  group: string;
  organization: string;
}

async function populate(rest: RestClient): Promise<Own> {
  const organization = await rest.create('/organizations', { name: 'Twin FR' });
  const user = await rest.create('/users', { userName: 'jan@twin.example', organizationId: organization.id });
  const group = await rest.create('/groups', { displayName: 'Approvers' });
  await rest.put(`/groups/${group.id}/members/${user.id}`);
  return { rest, user: user.id, group: group.id, organization: organization.id };
}

describe.each(databaseLanes())('two accounts over REST on $name', (lane) => {
  let app: TestApp;
  let ours: Own;
  let theirs: Own;

  beforeAll(async () => {
    app = await bootApp(lane);
    const [left, right] = await addTwoAccounts(app);
    ours = await populate(new RestClient(app, left.authorization));
    theirs = await populate(new RestClient(app, right.authorization));
  });

  afterAll(() => app.close());

  const everything = async ({ rest, group }: Own) => [
    items(await rest.get('/users')),
    items(await rest.get('/organizations')),
    items(await rest.get('/groups')),
    await rest.read(`/groups/${group}`),
  ];

  it('answer 404 to each method for an id of the other, as for an unknown id', async () => {
    const before = await everything(theirs);
    const { rest } = ours;
    const attempts = (id: (kind: 'user' | 'group' | 'organization') => string) => [
      () => rest.get(`/users/${id('user')}`),
      () => rest.patch(`/users/${id('user')}`, { title: 'Taken over' }, { 'if-match': 'W/"99"' }),
      () => rest.delete(`/users/${id('user')}`),
      () => rest.get(`/groups/${id('group')}`),
      () => rest.patch(`/groups/${id('group')}`, { displayName: 'Taken over' }),
      () => rest.delete(`/groups/${id('group')}`),
      () => rest.put(`/groups/${id('group')}/members/${ours.user}`),
      () => rest.put(`/groups/${ours.group}/members/${id('user')}`),
      () => rest.delete(`/groups/${ours.group}/members/${id('user')}`),
      () => rest.get(`/organizations/${id('organization')}`),
      () => rest.patch(`/organizations/${id('organization')}`, { name: 'Taken over' }),
      () => rest.delete(`/organizations/${id('organization')}`),
    ];
    const nobody = randomUUID();
    const toNobody = attempts(() => nobody);
    for (const [index, attempt] of attempts((kind) => theirs[kind]).entries()) {
      const answer = await attempt();
      expect(answer).toMatchObject(problem(404, 'not-found'));
      const detail = String(answer.body['detail']).replace(/"[^"]*"/, '"ID"');
      const other = await toNobody[index]?.();
      expect(detail).toBe(String(other?.body['detail']).replace(/"[^"]*"/, '"ID"'));
    }
    expect(await everything(theirs)).toEqual(before);
  });

  it('refuse the other’s users as managers, and its organizations for users and as parents', async () => {
    const { rest, user, organization } = ours;
    expect(await rest.patch(`/users/${user}`, { managerId: theirs.user })).toMatchObject(
      problem(400, 'unknown-manager', '/managerId'),
    );
    expect(await rest.patch(`/users/${user}`, { organizationId: theirs.organization })).toMatchObject(
      problem(400, 'unknown-organization', '/organizationId'),
    );
    expect(
      await rest.patch(`/organizations/${organization}`, { parentId: theirs.organization }),
    ).toMatchObject(problem(400, 'unknown-parent', '/parentId'));
  });

  it('list and find only their own', async () => {
    const ids = async (path: string) => items(await ours.rest.get(path)).map(({ id }) => id);
    expect(await ids('/users?search=jan')).toEqual([ours.user]);
    expect(await ids('/groups')).toEqual([ours.group]);
    expect(await ids('/organizations?search=fr')).toEqual([ours.organization]);
  });

  it('use no statement on an owned table without the account', () => {
    const { statements } = app.statements;
    expect(statements.length).toBeGreaterThan(100);
    expect(unscopedStatements(statements, ownedTables(app.get(DataSource)))).toEqual([]);
  });
});
