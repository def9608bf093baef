import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../src/common/identifier.js';
import { LateWrites } from '../../src/platform/database/late-writes.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { idIs } from '../../src/platform/database/sql/predicate.js';
import { ApiKey } from '../../src/auth/api-key.entity.js';
import { User } from '../../src/users/user.entity.js';
import { RestClient, restOf } from '../rest/rest-client.js';
import { addAccount, addOperator, addUser, makeApiKey, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { basic, ENTERPRISE, ENTRA, EXPENSE } from '../support/scim-client.js';
import { SupportClient } from '../rest/support/support-client.js';
import { check, CHECKS, examine, examineAsOperator } from './report.js';

const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

describe.each(sqliteAndOneServer())('the doctor on $name', (lane) => {
  let app: TestApp;
  let operator: string;
  let account: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    operator = await addOperator(app);
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    account = await addAccount(app);
  });

  const resultOf = async (id: string) => check(await examineAsOperator(app, account, operator), id);
  const testCredentials = (scim = account.scim) => scim.get('/Users?startIndex=1&count=2');
  const change = (work: Parameters<UnitOfWork['write']>[1]) => app.get(UnitOfWork).write(account.id, work);

  it('finds nothing wrong with an account that is set up and tested', async () => {
    await testCredentials();
    await account.scim.create('/Users', { userName: 'mira.vos@acme.example' });
    const checks = await examine(app, account);
    expect(checks.map(({ id }) => id)).toEqual(CHECKS);
    expect(checks.filter(({ level, advice }) => level !== 'ok' || advice !== null)).toEqual([]);
    for (const { title, detail } of checks) expect([title, detail]).not.toContain('');
  });

  it('says the same to an operator', async () => {
    await testCredentials();
    await account.scim.create('/Users', { userName: 'mira' });
    expect(await examineAsOperator(app, account, operator)).toEqual(await examine(app, account));
  });

  it('says what to do for every check that is not ok', async () => {
    account = await addAccount(app, { scim: false });
    await testCredentials();
    const wrong = (await examine(app, account)).filter(({ level }) => level !== 'ok');
    expect(wrong.map(({ id }) => id)).toEqual(['module', 'credential-test', 'self-run', 'recent-failures']);
    for (const { advice } of wrong) expect(advice).toMatch(/^[A-Z].*\.$/);
  });

  describe('on the module', () => {
    it('says who switched it, and why', async () => {
      const support = new SupportClient(app, operator);
      await support.switchScim(account.id, { enabled: false, reason: 'Ticket 4711' });
      expect(await resultOf('module')).toMatchObject({
        level: 'problem',
        detail: expect.stringMatching(
          /^SCIM is off .* switched by .*@declaree.example on .* UTC \(Ticket 4711\)\.$/,
        ),
        advice:
          "Ask Declaree support to switch on the SCIM module. Support can do so on the account's overview.",
      });
      await support.switchScim(account.id, { enabled: true, reason: 'Ticket 4712' });
      expect(await resultOf('module')).toMatchObject({
        level: 'ok',
        detail: expect.stringContaining('Ticket 4712'),
      });
    });

    it('says that it has never been on', async () => {
      account = await addAccount(app, { scim: false });
      const { level, detail } = await resultOf('module');
      expect([level, detail]).toEqual([
        'problem',
        'SCIM is off for this account; it has never been switched on.',
      ]);
    });
  });

  describe('on the provisioning administrator', () => {
    it('accepts one in the parent organization', async () => {
      expect(await resultOf('provisioning-admin')).toMatchObject({
        level: 'ok',
        detail: `${account.admin.userName} can log in and is in Acme Group, a parent organization.`,
      });
    });

    it('warns about one below the parent', async () => {
      const { nl } = account.organizations;
      expect(
        (await restOf(app, account).patch(`/users/${account.admin.id}`, { organizationId: nl.id })).status,
      ).toBe(200);
      expect(await resultOf('provisioning-admin')).toMatchObject({
        level: 'warning',
        detail: expect.stringContaining('is in Acme NL, which is below another organization'),
      });
    });

    it('warns if the user whose login was used last is deactivated, and names another', async () => {
      await testCredentials();
      await addUser(app, account, { userName: 'boss@acme.example', role: 'admin', password: 'the boss' });
      const boss = new RestClient(app, basic(`${account.slug}/boss@acme.example`, 'the boss'));
      expect((await boss.patch(`/users/${account.admin.id}`, { active: false })).status).toBe(200);
      expect(await resultOf('provisioning-admin')).toMatchObject({
        level: 'warning',
        detail: `${account.admin.userName}, the user that the identity provider last logged in as, is deactivated. You could use boss@acme.example.`,
      });
    });

    it('reports a problem if no administrator can log in', async () => {
      await testCredentials();
      await change((tx) =>
        tx.update(User, { passwordHash: null }, idIs(account.admin.id)).then(() => undefined),
      );
      expect(await resultOf('provisioning-admin')).toMatchObject({
        level: 'problem',
        detail: expect.stringContaining('has neither a password nor a valid API key'),
      });
      expect(await resultOf('self-run')).toMatchObject({
        level: 'warning',
        detail: 'The simulation did not run: no administrator can log in.',
      });
    });

    it('accepts an API key instead of a password', async () => {
      await makeApiKey(app, account.scim.authorization);
      await change((tx) =>
        tx.update(User, { passwordHash: null }, idIs(account.admin.id)).then(() => undefined),
      );
      expect((await resultOf('provisioning-admin')).level).toBe('ok');
      expect((await resultOf('self-run')).level).toBe('ok');
    });
  });

  it('names user names that are not e-mail addresses', async () => {
    for (const number of [1, 2, 3, 4, 5, 6, 7])
      await account.scim.create('/Users', { userName: `person${number}` });
    await account.scim.create('/Users', { userName: 'mira.vos@acme.example' });
    expect(await resultOf('user-names')).toMatchObject({
      level: 'warning',
      detail: expect.stringMatching(
        /^7 user names are not e-mail addresses: person1, .*, person5 and 2 more\./,
      ),
    });
  });

  it('names users whose manager does not exist yet, until the manager arrives', async () => {
    const manager = { [ENTERPRISE]: { manager: { managerId: 'boss-1' } } };
    await account.scim.create('/Users', { userName: 'mira@acme.example', ...manager });
    expect(await resultOf('managers')).toMatchObject({
      level: 'warning',
      detail: 'The manager of 1 user is not in this account: mira@acme.example (waiting for boss-1).',
    });
    const { id } = await account.scim.create('/Users', {
      userName: 'boss@acme.example',
      externalId: 'boss-1',
    });
    expect((await resultOf('managers')).level).toBe('ok');
    await account.scim.delete(`/Users/${id}`);
    expect((await resultOf('managers')).detail).toContain(
      'mira@acme.example (boss@acme.example was deleted)',
    );
  });

  it.each([
    ['the extension', EXPENSE],
    ['the enterprise extension', ENTERPRISE],
  ])('names users whose organization in %s does not exist', async (_, extension) => {
    const { parent } = account.organizations;
    const add = (userName: string, organization: string) =>
      account.scim.create('/Users', { userName, [extension]: { organization } });
    await add('by-name@acme.example', 'ACME nl');
    await add('by-id@acme.example', parent.id);
    expect((await resultOf('organizations')).level).toBe('ok');
    await add('lost@acme.example', 'Acme FR');
    expect(await resultOf('organizations')).toMatchObject({
      level: 'warning',
      detail: expect.stringContaining(
        '1 user has an organization that does not exist in this account: lost@acme.example ("Acme FR").',
      ),
    });
    await restOf(app, account).create('/organizations', { name: 'Acme FR' });
    expect((await resultOf('organizations')).level).toBe('ok');
  });

  it('names groups that were renamed or refused because of their name', async () => {
    const { id } = await account.scim.create('/Groups', { displayName: 'Sales' });
    expect((await resultOf('groups')).level).toBe('ok');
    expect((await account.scim.post('/Groups', { displayName: 'sales' })).status).toBe(409);
    expect(await resultOf('groups')).toMatchObject({
      level: 'warning',
      detail: expect.stringContaining(
        'In the last 7 days: 1 group change was refused because the name is taken: A group named "sales" already exists in this account.',
      ),
    });
    await account.scim.patch(`/Groups/${id}`, [{ op: 'replace', value: { displayName: 'Sales NL' } }]);
    expect((await resultOf('groups')).detail).toContain('1 group was renamed: "Sales" is now "Sales NL".');
    await account.scim.patch(`/Groups/${id}`, [{ op: 'replace', value: { displayName: 'Sales Benelux' } }]);
    expect((await resultOf('groups')).detail).toContain(
      '1 group was renamed: "Sales" is now "Sales Benelux".',
    );
    await account.scim.patch(`/Groups/${id}`, [{ op: 'replace', value: { displayName: 'Sales' } }]);
    expect((await resultOf('groups')).detail).not.toContain('renamed');
  });

  describe('on API keys', () => {
    const addKey = async (expiresAt: string) => {
      const { id } = await restOf(app, account).create('/api-keys', { name: 'Okta', expiresAt: inDays(60) });
      await change((tx) => tx.update(ApiKey, { expiresAt }, idIs(id)).then(() => undefined));
    };

    it.each([
      ['accepts a key that does not expire soon', 31, 'ok', 'No API key expires'],
      ['ignores a key that expired long ago', -31, 'ok', 'No API key expires'],
      ['warns about a key that will expire', 29, 'warning', '"Okta" of okta@.* expires on'],
      ['warns about a key that has expired', -1, 'warning', '"Okta" of okta@.* expired on'],
    ])('%s', async (_, days, level, detail) => {
      await addKey(inDays(days));
      expect(await resultOf('api-keys')).toMatchObject({ level, detail: expect.stringMatching(detail) });
    });

    it('does not count keys beyond its limit', async () => {
      const key = { userId: account.admin.id, name: 'Okta', createdAt: inDays(0), expiresAt: inDays(9) };
      await change((tx) =>
        tx.insert(
          ApiKey,
          Array.from({ length: 101 }, () => ({ ...key, id: newId(), hash: newId(), lastUsedAt: null })),
        ),
      );
      expect((await resultOf('api-keys')).detail).toMatch(/^100 API keys or more: .* and 95 more\.$/);
    });
  });

  it('counts recent failures by their reason', async () => {
    await account.scim.post('/Users', { userName: account.admin.userName });
    await account.scim.post('/Users', { userName: account.admin.userName });
    await account.scim.get('/Groups/4711');
    // The second one is only counted, and would be written within a minute.
    await app.get(LateWrites).flush();
    expect(await resultOf('recent-failures')).toMatchObject({
      level: 'warning',
      detail: expect.stringMatching(
        /^3 requests failed in the last 7 days \(3 in the last 24 hours\), the last one on \d.* UTC: 2 × the user name is taken by another active user, 1 × there is no such group in Declaree\.$/,
      ),
    });
  });

  it('first names users who should have been deactivated but are still active', async () => {
    const leave = (id: string, more: object = { [EXPENSE]: { role: 'king' } }) =>
      account.scim.patch(`/Users/${id}`, [{ op: 'replace', value: { active: false, ...more } }]);
    const add = (userName: string) => account.scim.create('/Users', { userName });
    const [mira, left] = [await add('mira@acme.example'), await add('left@acme.example')];
    for (const { id } of [mira, left]) expect((await leave(id)).status).toBe(400);
    expect((await leave(left.id, {})).status).toBe(200);
    expect((await account.scim.delete(`/Users/${account.admin.id}`)).status).toBe(403);
    expect(await resultOf('recent-failures')).toMatchObject({
      level: 'problem',
      detail: expect.stringMatching(
        /^1 user is still active although the identity provider tried to deactivate them: mira@acme\.example \(there is no such role\)\. 3 requests failed/,
      ),
      advice: expect.stringMatching(/^Deactivate them in Declaree if they have left\./),
    });
    expect((await leave(mira.id, {})).status).toBe(200);
    expect((await resultOf('recent-failures')).level).toBe('warning');
  });

  it('names users who are their own manager, and circles of managers', async () => {
    const add = (userName: string, manager: object = {}) =>
      account.scim.create('/Users', { userName, externalId: userName, [ENTERPRISE]: { manager } });
    const [a, b, c] = [await add('a@acme.example'), await add('b@acme.example'), await add('c@acme.example')];
    await add('d@acme.example', { value: a.id });
    expect((await resultOf('managers')).level).toBe('ok');
    const report = (id: string, value: string) =>
      account.scim.patch(`/Users/${id}`, [{ op: 'add', path: `${ENTERPRISE}:manager`, value }]);
    await report(a.id, b.id);
    await report(b.id, c.id);
    expect((await resultOf('managers')).level).toBe('ok');
    await report(c.id, a.id);
    expect(await resultOf('managers')).toMatchObject({
      level: 'warning',
      detail:
        'There is a circle of managers: a@acme.example > b@acme.example > c@acme.example > a@acme.example.',
    });
    await report(c.id, 'c@acme.example');
    expect((await resultOf('managers')).detail).toBe('1 user is their own manager: c@acme.example.');
  });

  it('names a deleted manager by user name, not by id', async () => {
    const boss = await account.scim.create('/Users', { userName: 'boss@acme.example' });
    await account.scim.delete(`/Users/${boss.id}`);
    await account.scim.create('/Users', {
      userName: 'mira@acme.example',
      [ENTERPRISE]: { manager: { value: boss.id } },
    });
    expect((await resultOf('managers')).detail).toContain(
      'mira@acme.example (boss@acme.example was deleted)',
    );
  });

  it("gives advice in the identity provider's terms", async () => {
    await testCredentials(account.scim.as(ENTRA));
    await account.scim.create('/Users', { userName: 'mira', [EXPENSE]: { organization: 'Acme FR' } });
    for (const id of ['user-names', 'organizations']) {
      expect((await resultOf(id)).advice?.toLowerCase()).toContain('in entra id');
    }
  });
});
