import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiKeysService } from '../../../src/auth/api-keys.service.js';
import { PasswordResetLinks } from '../../../src/auth/password-reset-links.service.js';
import { pruneJournal } from '../../../src/provisioning/journal/journal-pruning.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { addAccount, logIn, whoAmI, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { resource, scimError, type Resource } from '../../support/scim-client.js';
import { TESTER } from '../../support/authors.js';
import { rawStatement } from '../../../src/platform/database/sql/raw-statement.js';

describe.each(databaseLanes())('deletion on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let number = 0;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  const create = (facts: Record<string, unknown> = {}): Promise<Resource> =>
    acme.scim.create('/Users', { userName: `person${++number}@acme.example`, ...facts });

  it('of a user answers 204 without a body, and 404 everywhere afterwards', async () => {
    const user = await create({ externalId: `gone-${lane.name}` });
    const { status, body } = await acme.scim.delete(`/Users/${user.id}`);
    expect({ status, body }).toEqual({ status: 204, body: {} });
    const answers = [
      await acme.scim.get(`/Users/${user.id}`),
      await acme.scim.put(`/Users/${user.id}`, user),
      await acme.scim.patch(`/Users/${user.id}`, [{ op: 'replace', value: { active: true } }]),
      await acme.scim.delete(`/Users/${user.id}`),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(404);
      expect(answer.body).toMatchObject(scimError(404, { detail: expect.stringContaining(user.id) }));
    }
    for (const filter of [
      `id eq "${user.id}"`,
      `externalId eq "gone-${lane.name}"`,
      `userName eq "${String(user['userName'])}"`,
    ]) {
      expect(await acme.scim.search('/Users', filter)).toEqual([]);
    }
    expect((await acme.scim.list('/Users')).Resources.map(({ id }) => id)).not.toContain(user.id);
  });

  it('of a user ends login and sessions', async () => {
    const user = await create({ password: 'secret' });
    const userName = String(user['userName']);
    const session = `Bearer ${String((await logIn(app, acme, userName, 'secret')).body['accessToken'])}`;
    expect((await whoAmI(app, session)).status).toBe(200);
    await acme.scim.delete(`/Users/${user.id}`);
    expect((await whoAmI(app, session)).status).toBe(401);
    expect((await logIn(app, acme, userName, 'secret')).status).toBe(401);
  });

  it('of a user keeps the row and the log, but no secrets and no unusable values', async () => {
    const person = await create({
      password: 'secret',
      title: 'Clerk',
      emails: [{ value: 'gone@acme.example', type: 'work' }],
    });
    await app.get(UnitOfWork).write(acme.id, async (tx) => {
      await app.get(ApiKeysService).issue(tx.by(TESTER), person.id, { name: 'Okta' });
      await app.get(PasswordResetLinks).issue(tx.by(TESTER), {
        userId: person.id,
        userName: 'gone',
        passwordHash: null,
      });
    });
    const rowsOf = (table: string, column: string) =>
      app
        .get(UnitOfWork)
        .readPlatform((tx) =>
          tx.queryAcrossAccounts(
            rawStatement<Record<string, unknown>>(
              `SELECT * FROM "${table}" WHERE "accountId" = ? AND "${column}" = ?`,
              {},
            ),
            [acme.id, person.id],
          ),
        );
    const belongings = ['api_keys', 'password_resets', 'user_sessions', 'user_values'];
    expect((await rowsOf('user_values', 'userId')).length).toBeGreaterThan(0);
    await acme.scim.delete(`/Users/${person.id}`);
    for (const table of belongings) expect([table, await rowsOf(table, 'userId')]).toEqual([table, []]);
    const [row] = await rowsOf('users', 'id');
    expect(row).toMatchObject({ userName: person['userName'], title: 'Clerk' });
    // The hash is only kept for as long as the deletion can be undone.
    await app.get(UnitOfWork).write(acme.id, (tx) => pruneJournal(tx, new Date(Date.now() + 120_000)));
    expect(await rowsOf('users', 'id')).toMatchObject([{ passwordHash: null }]);
    const events = await rowsOf('provisioning_events', 'resourceId');
    expect(new Set(events.map(({ operation }) => operation))).toEqual(new Set(['create', 'delete']));
  });

  it('of a user frees the userName for a new user with a new id and none of the old data', async () => {
    const first = await create({ title: 'Controller', password: 'secret', externalId: 'again' });
    const userName = String(first['userName']);
    await acme.scim.create('/Groups', { displayName: 'First', members: [{ value: first.id }] });
    await acme.scim.delete(`/Users/${first.id}`);
    const second = await acme.scim.create('/Users', {
      userName: userName.toUpperCase(),
      externalId: 'again',
    });
    expect(second.id).not.toBe(first.id);
    expect(second).not.toHaveProperty('title');
    expect(second).not.toHaveProperty('groups');
    expect((await logIn(app, acme, userName, 'secret')).status).toBe(401);
    const found = await acme.scim.search('/Users', 'externalId eq "again"');
    expect(found.map(({ id }) => id)).toEqual([second.id]);
    expect((await acme.scim.get(`/Users/${first.id}`)).status).toBe(404);
  });

  it('of a user removes it from its groups, which changes them', async () => {
    const [leaver, stayer] = [await create(), await create()];
    const group = await acme.scim.create('/Groups', {
      displayName: 'Sales',
      members: [{ value: leaver.id }, { value: stayer.id }],
    });
    await acme.scim.delete(`/Users/${leaver.id}`);
    const after = await acme.scim.read(`/Groups/${group.id}`);
    expect(after['members']).toMatchObject([{ value: stayer.id }]);
    expect(after.meta.version).not.toBe(group.meta.version);
    expect(await acme.scim.search('/Groups', `members.value eq "${leaver.id}"`)).toEqual([]);
    const again = await acme.scim.patch(`/Groups/${group.id}`, [
      { op: 'add', path: 'members', value: [{ value: leaver.id }] },
    ]);
    expect(again.status).toBe(400);
    expect(again.body).toMatchObject(
      scimError(400, { scimType: 'invalidValue', detail: expect.stringContaining(leaver.id) }),
    );
  });

  it('of a group keeps its members and frees its name', async () => {
    const user = await create();
    const facts = { displayName: 'Passing', members: [{ value: user.id }] };
    const group = await acme.scim.create('/Groups', facts);
    expect((await acme.scim.delete(`/Groups/${group.id}`)).status).toBe(204);
    for (const answer of [
      await acme.scim.get(`/Groups/${group.id}`),
      await acme.scim.put(`/Groups/${group.id}`, facts),
      await acme.scim.patch(`/Groups/${group.id}`, [{ op: 'remove', path: 'members' }]),
      await acme.scim.delete(`/Groups/${group.id}`),
    ]) {
      expect(answer.status).toBe(404);
      expect(answer.body).toMatchObject(scimError(404));
    }
    expect(await acme.scim.read(`/Users/${user.id}`)).toEqual(user);
    const next = await acme.scim.create('/Groups', { ...facts, displayName: 'PASSING' });
    expect(next.id).not.toBe(group.id);
  });

  it("of another account's resource is 404, and deletes nothing", async () => {
    const globex = await addAccount(app);
    const user = await create();
    const group = await acme.scim.create('/Groups', { displayName: 'Ours', members: [{ value: user.id }] });
    expect((await globex.scim.delete(`/Users/${user.id}`)).status).toBe(404);
    expect((await globex.scim.delete(`/Groups/${group.id}`)).status).toBe(404);
    expect(resource(await acme.scim.get(`/Groups/${group.id}`))).toEqual(group);
  });
});
