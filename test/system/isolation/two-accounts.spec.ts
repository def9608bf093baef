import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { UsersService } from '../../../src/users/users.service.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { ownedTables, unscopedStatements } from '../../support/sql-guard.js';
import { basic } from '../../support/scim-client.js';
import {
  ADMIN,
  addTwoAccounts,
  patchOf,
  scimCall,
  type ScimBody,
  type Tenant,
} from '../../support/two-accounts.js';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const EXPENSE = 'urn:declaree:params:scim:schemas:extension:expense:2.0:User';

/** What both accounts hold, down to the last letter. */
interface People {
  jan: ScimBody;
  mira: ScimBody;
  group: ScimBody;
}

async function populate({ scim }: Tenant): Promise<People> {
  const jan = await scim('POST /Users', {
    body: { userName: 'jan@twin.example', externalId: 'e-jan', displayName: 'Jan Peeters' },
  });
  const mira = await scim('POST /Users', {
    body: {
      userName: 'mira@twin.example',
      externalId: 'e-mira',
      emails: [{ value: 'mira@twin.example', type: 'work' }],
      [ENTERPRISE]: { manager: { managerId: 'e-jan' } },
      [EXPENSE]: { organization: 'Twin NL' },
    },
  });
  const members = [{ value: jan.body.id }, { value: mira.body.id }];
  const group = await scim('POST /Groups', {
    body: { displayName: 'Approvers', externalId: 'g-approvers', members },
  });
  expect([jan.status, mira.status, group.status]).toEqual([201, 201, 201]);
  return { jan: jan.body, mira: mira.body, group: group.body };
}

describe.each(databaseLanes())('two accounts with the same names on $name', (lane) => {
  let app: TestApp;
  let left: Tenant;
  let right: Tenant;
  let ours: People;
  let theirs: People;

  beforeAll(async () => {
    app = await bootApp(lane);
    [left, right] = await addTwoAccounts(app);
    ours = await populate(left);
    theirs = await populate(right);
  });

  afterAll(() => app.close());

  const manager = (user: ScimBody) => (user[ENTERPRISE] as { manager?: Record<string, string> }).manager;

  /** Everything that the other account shows, which nothing done in this one may change. */
  const theirView = async () => {
    const users = await right.scim('GET /Users');
    const groups = await right.scim('GET /Groups');
    return { users: users.body.Resources, groups: groups.body.Resources };
  };

  it('are apart from the beginning: equal names, other ids, and each bound to its own', () => {
    expect(theirs.mira.id).not.toBe(ours.mira.id);
    expect(manager(ours.mira)?.['value']).toBe(ours.jan.id);
    expect(manager(theirs.mira)?.['value']).toBe(theirs.jan.id);
    expect(theirs.group.members?.map(({ value }) => value)).toEqual([theirs.jan.id, theirs.mira.id]);
  });

  it('answer 404 to each verb on an id of the other, as to an id of nobody', async () => {
    const before = await theirView();
    const user = { body: { userName: 'taken.over@twin.example' } };
    const group = { body: { displayName: 'Taken over', members: [] } };
    const changes = { body: patchOf({ op: 'replace', value: { displayName: 'Taken over' } }) };
    const attempts = (userId: string, groupId: string) => [
      () => left.scim(`GET /Users/${userId}`),
      () => left.scim(`GET /Users/${userId}`, { headers: { 'if-none-match': 'W/"1"' } }),
      () => left.scim(`PUT /Users/${userId}`, user),
      () => left.scim(`PATCH /Users/${userId}`, changes),
      () => left.scim(`PATCH /Users/${userId}`, { ...changes, headers: { 'if-match': 'W/"99"' } }),
      () => left.scim(`DELETE /Users/${userId}`),
      () => left.scim(`DELETE /Users/${userId}`, { headers: { 'if-match': 'W/"99"' } }),
      () => left.scim(`GET /Groups/${groupId}`),
      () => left.scim(`PUT /Groups/${groupId}`, group),
      () => left.scim(`PATCH /Groups/${groupId}`, changes),
      () => left.scim(`DELETE /Groups/${groupId}`),
    ];
    const answersTo = async (userId: string, groupId: string) => {
      const answers = [];
      for (const attempt of attempts(userId, groupId)) answers.push(await attempt());
      return answers.map(({ status, body }) => ({
        status,
        body: JSON.stringify(body).replaceAll(userId, 'ID').replaceAll(groupId, 'ID'),
      }));
    };
    const toTheirs = await answersTo(theirs.mira.id, theirs.group.id);
    expect(toTheirs.map(({ status }) => status)).toEqual(toTheirs.map(() => 404));
    expect(toTheirs).toEqual(await answersTo(randomUUID(), randomUUID()));
    expect(await theirView()).toEqual(before);
  });

  it('refuse members of the other, and name them', async () => {
    const members = [{ value: ours.jan.id }, { value: theirs.jan.id }];
    const answers = [
      await left.scim('POST /Groups', { body: { displayName: 'Mixed', members } }),
      await left.scim(`PUT /Groups/${ours.group.id}`, { body: { displayName: 'Approvers', members } }),
      await left.scim(`PATCH /Groups/${ours.group.id}`, {
        body: patchOf({ op: 'add', path: 'members', value: members }),
      }),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(400);
      expect(body).toMatchObject({ scimType: 'invalidValue' });
      expect(body.detail).toContain(theirs.jan.id);
      expect(body.detail).not.toContain(ours.jan.id);
    }
    const { body } = await left.scim('GET /Groups');
    expect(body.Resources).toEqual([ours.group]);
  });

  it('cannot remove members from a group of the other', async () => {
    const before = await theirView();
    const removal = patchOf({ op: 'remove', path: `members[value eq "${theirs.jan.id}"]` });
    expect((await left.scim(`PATCH /Groups/${ours.group.id}`, { body: removal })).status).toBe(204);
    expect((await left.scim(`GET /Groups/${ours.group.id}`)).body).toEqual(ours.group);
    expect(await theirView()).toEqual(before);
  });

  it('do not bind a manager of the other, by id, by externalId, or once it arrives', async () => {
    const added = [];
    for (const [name, named] of [
      ['by.id', { value: theirs.jan.id }],
      ['by.reference', { managerId: theirs.jan.id }],
      ['waiting', { managerId: 'e-late' }],
    ] as const) {
      const body = { userName: `${name}@twin.example`, [ENTERPRISE]: { manager: named } };
      added.push({ id: (await left.scim('POST /Users', { body })).body.id, named });
    }
    const late = { userName: 'late@twin.example', externalId: 'e-late' };
    expect((await right.scim('POST /Users', { body: late })).status).toBe(201);
    for (const { id, named } of added) {
      const { body } = await left.scim(`GET /Users/${id}`);
      expect(manager(body)).toEqual(named);
      expect((await left.scim(`DELETE /Users/${id}`)).status).toBe(204);
    }
    const { body } = await right.scim('GET /Users?filter=externalId eq "e-late"');
    expect((await right.scim(`DELETE /Users/${body.Resources[0]?.id}`)).status).toBe(204);
  });

  it('do not route users into an organization of the other', async () => {
    const organizationOf = (tenant: Tenant, id: string) =>
      app
        .get(UnitOfWork)
        .read(tenant.accountId, async (tx) => (await app.get(UsersService).get(tx, id)).organizationId);
    const body = {
      userName: 'routed@twin.example',
      [EXPENSE]: { organization: await organizationOf(right, theirs.mira.id) },
    };
    const routed = await left.scim('POST /Users', { body });
    expect(routed.status).toBe(201);
    expect(await organizationOf(left, routed.body.id)).toBe(await organizationOf(left, left.adminId));
    expect(await organizationOf(left, ours.mira.id)).not.toBe(await organizationOf(right, theirs.mira.id));
    expect((await left.scim(`DELETE /Users/${routed.body.id}`)).status).toBe(204);
  });

  it('list and find only their own', async () => {
    const all = [left.adminId, ours.jan.id, ours.mira.id];
    const expected: [resources: 'Users' | 'Groups', filter: string, ids: string[]][] = [
      ['Users', '', all],
      ['Users', 'userName eq "mira@twin.example"', [ours.mira.id]],
      ['Users', 'externalId eq "e-jan"', [ours.jan.id]],
      ['Users', 'emails[type eq "work"].value eq "mira@twin.example"', [ours.mira.id]],
      ['Users', `${ENTERPRISE}:manager.displayName co "jan"`, [ours.mira.id]],
      ['Users', `${EXPENSE}:organization sw "twin"`, all],
      ['Users', 'groups.display eq "approvers"', [ours.jan.id, ours.mira.id]],
      ['Users', `id eq "${theirs.jan.id}"`, []],
      ['Users', `${ENTERPRISE}:manager.value eq "${theirs.jan.id}"`, []],
      ['Users', `groups.value eq "${theirs.group.id}"`, []],
      ['Users', `id pr or id eq "${theirs.jan.id}"`, all],
      ['Users', `not (id eq "${ours.jan.id}")`, [left.adminId, ours.mira.id]],
      ['Groups', '', [ours.group.id]],
      ['Groups', 'displayName eq "Approvers"', [ours.group.id]],
      ['Groups', 'externalId eq "g-approvers"', [ours.group.id]],
      ['Groups', 'members.display co "jan"', [ours.group.id]],
      ['Groups', `members.value eq "${theirs.jan.id}"`, []],
      ['Groups', `not (members.value eq "${theirs.jan.id}")`, [ours.group.id]],
    ];
    for (const [resources, filter, ids] of expected) {
      const query = filter === '' ? '' : `?filter=${encodeURIComponent(filter)}`;
      const { body } = await left.scim(`GET /${resources}${query}`);
      const found = body.Resources.map(({ id }) => id);
      expect({ filter, found: found.toSorted(), total: body.totalResults }).toEqual({
        filter,
        found: ids.toSorted(),
        total: ids.length,
      });
    }
  });

  it('never see the other in a 409, but do see themselves', async () => {
    const user = { body: { userName: 'MIRA@twin.example' } };
    const group = { body: { displayName: 'approvers' } };
    expect((await left.scim('POST /Users', user)).status).toBe(409);
    expect((await left.scim('POST /Groups', group)).status).toBe(409);
    const names = [
      [`PATCH /Users/${ours.jan.id}`, 'userName', 'jan.two@twin.example', 'jan@twin.example'],
      [`PATCH /Groups/${ours.group.id}`, 'displayName', 'Approvers two', 'Approvers'],
    ] as const;
    for (const [line, path, other, own] of names) {
      for (const value of [other, own]) {
        const { status } = await left.scim(line, { body: patchOf({ op: 'replace', path, value }) });
        expect([200, 204]).toContain(status);
      }
    }
  });

  it('replace their own user where a PUT names it by externalId or userName', async () => {
    const before = await theirView();
    const answer = await left.scim('PUT /Users', {
      body: { userName: 'jan@twin.example', externalId: 'e-jan', displayName: 'Jan of the left' },
    });
    expect(answer).toMatchObject({ status: 200, body: { id: ours.jan.id, displayName: 'Jan of the left' } });
    expect(await theirView()).toEqual(before);
  });

  it('are told apart by the password, or by the slug, where the login name is in both', async () => {
    const reached = async (authorization: string) => {
      const filter = encodeURIComponent(`userName eq "${ADMIN}"`);
      const { body } = await scimCall(app.url, authorization)(`GET /Users?filter=${filter}`);
      return body.Resources?.map(({ id }) => id);
    };
    expect(await reached(left.authorization)).toEqual([left.adminId]);
    expect(await reached(right.authorization)).toEqual([right.adminId]);
    expect(await reached(basic(`right/${ADMIN}`, 'right secret'))).toEqual([right.adminId]);
    expect(await reached(basic(`right/${ADMIN}`, 'left secret'))).toBeUndefined();
  });

  it('cannot revoke each other’s API keys', async () => {
    const keys = `${app.url}/api/v1/api-keys`;
    const made = await fetch(keys, {
      method: 'POST',
      headers: { authorization: right.authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Okta' }),
    });
    const { id, key } = (await made.json()) as { id: string; key: string };
    const revoke = ({ authorization }: Tenant) =>
      fetch(`${keys}/${id}`, { method: 'DELETE', headers: { authorization } });
    expect((await revoke(left)).status).toBe(404);
    expect((await scimCall(app.url, `Bearer ${key}`)('GET /Users')).status).toBe(200);
    expect((await revoke(right)).status).toBe(204);
    expect((await scimCall(app.url, `Bearer ${key}`)('GET /Users')).status).toBe(401);
  });

  it('delete their own without touching the other', async () => {
    const before = await theirView();
    expect((await left.scim(`DELETE /Users/${ours.jan.id}`)).status).toBe(204);
    expect((await left.scim(`DELETE /Groups/${ours.group.id}`)).status).toBe(204);
    expect(await theirView()).toEqual(before);
  });

  it('stand behind statements that name no owned table without its account', () => {
    const { statements } = app.statements;
    expect(statements.length).toBeGreaterThan(200);
    expect(unscopedStatements(statements, ownedTables(app.get(DataSource)))).toEqual([]);
  });
});
