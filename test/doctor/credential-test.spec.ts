import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ApiKey } from '../../src/users/api-key.entity.js';
import { equal, idIs } from '../../src/database/predicate.js';
import { LateWrites } from '../../src/database/late-writes.js';
import { UnitOfWork } from '../../src/database/unit-of-work.js';
import { ActivityRecord } from '../../src/provisioning/activity-record.entity.js';
import { RestClient, restOf } from '../rest/rest-client.js';
import { addAccount, addOperator, addUser, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { basic, ScimClient } from '../support/scim-client.js';
import { SupportClient } from '../support-rest/support-client.js';
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

  const look = async (id = 'credential-test'): Promise<CheckResult> =>
    check(await examineAsOperator(app, account, operator), id);
  const testCredentials = (scim = account.scim) => scim.get('/Users?startIndex=1&count=2');
  const withPassword = (password: string, userName = account.admin.userName) =>
    new ScimClient(account.scim.baseUrl, basic(userName, password));
  const change = (work: Parameters<UnitOfWork['write']>[1]) => app.get(UnitOfWork).write(account.id, work);

  it('warns where there was none', async () => {
    expect(await look()).toMatchObject({
      level: 'warning',
      detail: 'The identity provider has not tested its credentials yet.',
      advice: expect.stringContaining('Test API Credentials'),
    });
  });

  it('is content with one that passed', async () => {
    await testCredentials();
    expect(await look()).toMatchObject({
      level: 'ok',
      detail: expect.stringContaining(`as ${account.admin.userName}. The last call came on `),
    });
  });

  it('tells why the last one failed, until one passes', async () => {
    await testCredentials(withPassword('wrong'));
    expect(await look()).toMatchObject({
      level: 'problem',
      detail: expect.stringMatching(
        / UTC: Logging in as .* was refused: .* The answer was 401: The user name or password is wrong\.$/,
      ),
      advice: expect.stringContaining('Provisioning > Integration'),
    });
    await testCredentials();
    expect((await look()).level).toBe('ok');
  });

  it('counts a wrong password after a test that passed, until somebody comes in again', async () => {
    await testCredentials();
    await withPassword('wrong').get('/Groups');
    expect(await look()).toMatchObject({
      level: 'problem',
      detail: expect.stringContaining('The answer was 401'),
    });
    await account.scim.get('/Groups');
    expect((await look()).level).toBe('ok');
  });

  it('tells of an API key that has expired, though no password was wrong', async () => {
    await testCredentials();
    const { key, id } = await restOf(app, account).create('/api-keys', {
      name: 'Okta',
      expiresAt: inDays(1),
    });
    const withKey = new ScimClient(account.scim.baseUrl, `Bearer ${String(key)}`);
    expect((await withKey.get('/Groups')).status).toBe(200);
    await change((tx) => tx.update(ApiKey, { expiresAt: inDays(-1) }, idIs(id)).then(() => undefined));
    expect((await withKey.get('/Groups')).status).toBe(401);
    expect(await look()).toMatchObject({
      level: 'problem',
      detail: expect.stringContaining('The answer was 401: The API key is unknown, expired or revoked.'),
      advice: expect.stringContaining('Make a new API key in Declaree'),
    });
  });

  it('tells of a user who is no administrator', async () => {
    await addUser(app, account, { userName: `mira@${account.slug}.example`, password: 'secret' });
    await testCredentials(withPassword('secret', `mira@${account.slug}.example`));
    expect(await look()).toMatchObject({
      level: 'problem',
      detail: expect.stringContaining('is not an administrator'),
    });
    expect((await look('provisioning-admin')).detail).toContain('is of role employee, not of role admin');
  });

  it('asks for another test where the cause of the refusal is gone', async () => {
    const support = new SupportClient(app, operator);
    const { userName } = account.admin;
    await support.switchScim(account.id, { enabled: false, reason: 'Ticket 4711' });
    await testCredentials();
    expect((await look()).advice).toContain('Contact Declaree support');
    await support.switchScim(account.id, { enabled: true, reason: 'Ticket 4712' });
    const again = { level: 'warning', advice: expect.stringContaining('press Test API Credentials') };
    expect(await look()).toMatchObject({
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
      expect((await look()).level).toBe('problem');
      await boss.patch(`/users/${account.admin.id}`, remedy);
      expect(await look()).toMatchObject({
        ...again,
        detail: expect.stringContaining(`By now ${userName} is an active administrator.`),
      });
    }
    await testCredentials();
    expect((await look()).level).toBe('ok');
  });

  it('warns of an identity provider that has fallen silent', async () => {
    await testCredentials();
    await app.get(LateWrites).flush();
    const past = { lastTestAt: inDays(-40), lastCallAt: inDays(-31) };
    await change((tx) => tx.update(ActivityRecord, past, equal('lastTestStatus', 200)).then(() => undefined));
    expect(await look()).toMatchObject({
      level: 'warning',
      detail: expect.stringContaining(
        `No call has come for more than 30 days, since ${past.lastCallAt.slice(0, 10)}`,
      ),
    });
  });
});
