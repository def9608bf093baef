import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { moment } from '../../src/common/moment.js';
import { ApiKey } from '../../src/auth/api-key.entity.js';
import { equal, idIs } from '../../src/platform/database/sql/predicate.js';
import { LateWrites } from '../../src/platform/database/late-writes.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { ActivityRecord } from '../../src/provisioning/log/activity-record.entity.js';
import { RestClient, restOf } from '../rest/rest-client.js';
import { addAccount, addOperator, addUser, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { basic, ENTRA, OKTA, ScimClient } from '../support/scim-client.js';
import { SupportClient } from '../rest/support/support-client.js';
import { check, examineAsOperator, type CheckResult } from './report.js';

const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

describe.each(sqliteAndOneServer())('the doctor on the credential test, on $name', (lane) => {
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

  const resultOf = async (id = 'credential-test'): Promise<CheckResult> =>
    check(await examineAsOperator(app, account, operator), id);
  const testCredentials = (scim = account.scim) => scim.get('/Users?startIndex=1&count=2');
  const withPassword = (password: string, userName = account.admin.userName) =>
    new ScimClient(account.scim.baseUrl, basic(userName, password));
  const change = (work: Parameters<UnitOfWork['write']>[1]) => app.get(UnitOfWork).write(account.id, work);

  it('warns if there was none', async () => {
    expect(await resultOf()).toMatchObject({
      level: 'warning',
      detail: 'The identity provider has not tested its credentials yet.',
      advice: expect.stringContaining('test the connection'),
    });
  });

  it('accepts one that passed', async () => {
    await testCredentials();
    expect(await resultOf()).toMatchObject({
      level: 'ok',
      detail: expect.stringContaining(`as ${account.admin.userName}. The last call was on `),
    });
  });

  it('says why the last one failed, until one passes', async () => {
    await testCredentials(withPassword('wrong').as(OKTA));
    expect(await resultOf()).toMatchObject({
      level: 'problem',
      detail: expect.stringMatching(
        / UTC: Logging in as .* was refused: .* The answer was 401: The user name or password is wrong\.$/,
      ),
      advice: expect.stringContaining('Provisioning > Integration'),
    });
    await testCredentials();
    expect((await resultOf()).level).toBe('ok');
  });

  it('counts a wrong password after a test that passed, until a call succeeds again', async () => {
    await testCredentials();
    await withPassword('wrong').get('/Groups');
    expect(await resultOf()).toMatchObject({
      level: 'problem',
      detail: expect.stringContaining('The answer was 401'),
    });
    await account.scim.get('/Groups');
    expect((await resultOf()).level).toBe('ok');
  });

  it('is recognized by the request that Okta, Entra ID or Google sends', async () => {
    const guid = '6e2c4d1a-7f0b-4c39-9d55-3f6f1c2b4a60';
    for (const [path, isTest] of [
      ['/Users?startIndex=1&count=2', true],
      ['/Users?count=1', true],
      [`/Users?filter=userName eq "${guid}"`, true],
      ['/Users?count=2&filter=userName eq "mira"', false],
      ['/Users?count=100', false],
    ] as const) {
      const { scim, ...other } = await addAccount(app);
      await scim.as(OKTA).get(path);
      const { level, detail } = check(
        await examineAsOperator(app, { scim, ...other }, operator),
        'credential-test',
      );
      expect({ path, level, detail }).toMatchObject({
        level: isTest ? 'ok' : 'warning',
        detail: expect.stringContaining(
          isTest ? 'The last test passed' : 'has not tested its credentials yet',
        ),
      });
    }
  });

  it('is a search, not a test, if a user name equals that GUID', async () => {
    const guid = '6e2c4d1a-7f0b-4c39-9d55-3f6f1c2b4a61';
    await account.scim.as(ENTRA).create('/Users', { userName: guid });
    await account.scim.as(ENTRA).get(`/Users?filter=userName eq "${guid}"`);
    expect((await resultOf()).detail).toContain('has not tested its credentials yet');
  });

  it('is the first call of a product without a test', async () => {
    await account.scim.as('OneLogin/1.0').get('/ServiceProviderConfig');
    expect((await resultOf()).detail).toContain('The last test passed');
  });

  it('can only be failed by the identity provider', async () => {
    const { slug, admin, scim } = account;
    await addUser(app, account, { userName: `mira@${slug}.example`, password: 'secret' });
    await addUser(app, account, { userName: `boss@${slug}.example`, password: 'secret', role: 'admin' });
    const employee = withPassword('secret', `mira@${slug}.example`);
    await testCredentials(scim.as(OKTA));
    for (const outsider of [
      employee,
      employee.as('curl/8'),
      withPassword('wrong', `mira@${slug}.example`),
      withPassword('wrong', `boss@${slug}.example`),
      withPassword('wrong', admin.userName),
    ]) {
      await testCredentials(outsider);
      await outsider.get('/Groups');
      expect(await resultOf()).toMatchObject({
        level: 'ok',
        detail: expect.stringContaining(`The last test passed on`),
      });
    }
    expect((await resultOf('provisioning-admin')).detail).toContain(`${admin.userName} can log in`);
    await testCredentials(withPassword('wrong').as(OKTA));
    expect((await resultOf()).level).toBe('problem');
  });

  it('is not failed by an employee’s call before the identity provider has ever called', async () => {
    const userName = `mira@${account.slug}.example`;
    await addUser(app, account, { userName, password: 'secret' });
    await testCredentials(withPassword('secret', userName));
    expect(await resultOf()).toMatchObject({
      level: 'warning',
      detail: expect.stringMatching(/has not tested its credentials yet.* is not an administrator\.$/),
      advice: expect.stringContaining('If the identity provider uses that login: Give mira@'),
    });
  });

  it('warns if the identity provider may use another login since', async () => {
    const userName = `mira@${account.slug}.example`;
    await addUser(app, account, { userName, password: 'secret' });
    await testCredentials(account.scim.as(OKTA));
    await testCredentials(withPassword('secret', userName).as(OKTA));
    expect(await resultOf()).toMatchObject({
      level: 'warning',
      detail: expect.stringContaining('is not an administrator'),
      advice: expect.stringContaining('in Okta under Provisioning > Integration'),
    });
    await account.scim.as(OKTA).get('/Groups');
    expect((await resultOf()).level).toBe('ok');
  });

  it('depends only on the key that the identity provider uses', async () => {
    const rest = restOf(app, account);
    const used = await rest.create('/api-keys', { name: 'Entra', expiresAt: inDays(1) });
    const other = await rest.create('/api-keys', { name: 'Script', expiresAt: inDays(1) });
    const expire = (id: string) =>
      change((tx) => tx.update(ApiKey, { expiresAt: inDays(-1) }, idIs(id)).then(() => undefined));
    const withKey = (key: unknown) => new ScimClient(account.scim.baseUrl, `Bearer ${String(key)}`).as(ENTRA);
    await testCredentials(withKey(used['key']));
    await testCredentials(withPassword('wrong').as(ENTRA));
    await expire(other.id);
    expect((await withKey(other['key']).get('/Groups')).status).toBe(401);
    expect((await resultOf()).level).not.toBe('problem');
    expect((await resultOf('api-keys')).level).toBe('warning');
    await expire(used.id);
    expect(await resultOf()).toMatchObject({
      level: 'problem',
      detail: expect.stringMatching(/^The API key that Entra ID uses \("Entra"\) expired on \d/),
      advice: expect.stringContaining('Create a new API key in Declaree, enter it in Entra ID'),
    });
    expect((await resultOf('api-keys')).level).toBe('problem');
    expect((await rest.delete(`/api-keys/${used.id}`)).status).toBe(204);
    expect((await resultOf()).detail).toBe('The API key that Entra ID uses was revoked.');
  });

  it('reports an expired API key, although no password was wrong', async () => {
    const { key, id } = await restOf(app, account).create('/api-keys', {
      name: 'Okta',
      expiresAt: inDays(1),
    });
    const withKey = new ScimClient(account.scim.baseUrl, `Bearer ${String(key)}`);
    expect((await withKey.get('/Groups')).status).toBe(200);
    await change((tx) => tx.update(ApiKey, { expiresAt: inDays(-1) }, idIs(id)).then(() => undefined));
    expect((await withKey.get('/Groups')).status).toBe(401);
    expect(await resultOf()).toMatchObject({
      level: 'problem',
      detail: expect.stringContaining('The answer was 401: The API key is unknown, expired or revoked.'),
      advice: expect.stringContaining('Create a new API key in Declaree'),
    });
  });

  it('reports a login that does not belong to an administrator', async () => {
    await addUser(app, account, { userName: `mira@${account.slug}.example`, password: 'secret' });
    await testCredentials(withPassword('secret', `mira@${account.slug}.example`).as(OKTA));
    expect(await resultOf()).toMatchObject({
      level: 'problem',
      detail: expect.stringContaining('is not an administrator'),
    });
    expect((await resultOf('provisioning-admin')).detail).toContain('has the role employee, not admin');
  });

  it('asks for another test if the cause of the refusal is gone', async () => {
    const support = new SupportClient(app, operator);
    const { userName } = account.admin;
    await support.switchScim(account.id, { enabled: false, reason: 'Ticket 4711' });
    await testCredentials();
    expect((await resultOf()).advice).toContain('Contact Declaree support');
    await support.switchScim(account.id, { enabled: true, reason: 'Ticket 4712' });
    const again = { level: 'warning', advice: expect.stringContaining('test the connection') };
    expect(await resultOf()).toMatchObject({
      ...again,
      detail: expect.stringMatching(
        /the SCIM module is off for this account\. SCIM has been switched on since\.$/,
      ),
    });

    await addUser(app, account, { userName: 'boss@acme.example', role: 'admin', password: 'the boss' });
    const boss = new RestClient(app, basic(`${account.slug}/boss@acme.example`, 'the boss'));
    for (const [fault, remedy] of [
      [{ active: false }, { active: true }],
      [{ role: 'employee' }, { role: 'admin' }],
    ]) {
      await boss.patch(`/users/${account.admin.id}`, fault);
      await testCredentials();
      expect((await resultOf()).level).toBe('problem');
      await boss.patch(`/users/${account.admin.id}`, remedy);
      expect(await resultOf()).toMatchObject({
        ...again,
        detail: expect.stringContaining(`${userName} is now an active administrator.`),
      });
    }
    await testCredentials();
    expect((await resultOf()).level).toBe('ok');
  });

  it('warns about an identity provider that has stopped calling', async () => {
    await testCredentials();
    await app.get(LateWrites).flush();
    const past = { lastTestAt: inDays(-40), providerAt: inDays(-31), lastCallAt: inDays(-31) };
    await change((tx) => tx.update(ActivityRecord, past, equal('lastTestStatus', 200)).then(() => undefined));
    expect(await resultOf()).toMatchObject({
      level: 'warning',
      detail: expect.stringContaining(
        `There have been no calls for more than 30 days, since ${moment(past.lastCallAt)}`,
      ),
    });
  });
});
