import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../../src/common/identifier.js';
import { LateWrites } from '../../../src/platform/database/late-writes.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import type { Activity } from '../../../src/provisioning/log/activity.js';
import { ProvisioningActivity } from '../../../src/provisioning/log/provisioning-activity.service.js';
import { addAccount, addOperator, addUser, logIn, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { restoreClock, setClock } from '../../support/clock.js';
import { databaseLanes } from '../../support/lanes.js';
import { basic, OKTA, resource, ScimClient, send } from '../../support/scim-client.js';
import { items, SupportClient } from '../../rest/support/support-client.js';

const INSTANT = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;
const NEVER = { lastCallAt: null, provider: null, lastTest: null };

describe.each(databaseLanes())('the activity of an identity provider on $name', (lane) => {
  let app: TestApp;
  let support: SupportClient;

  beforeAll(async () => {
    app = await bootApp(lane, { TRUST_PROXY: 'true' });
    support = new SupportClient(app, await addOperator(app));
  });

  afterAll(() => app.close());

  /** The activity, checked to be the same before and after it is written. */
  const activityOf = async ({ id }: TestAccount): Promise<Activity> => {
    const activity = app.get(ProvisioningActivity);
    const read = () => app.get(UnitOfWork).read(id, (tx) => activity.read(tx));
    const noted = await read();
    await app.get(LateWrites).flush();
    expect(await read()).toEqual(noted);
    return noted;
  };

  const shown = async ({ id }: TestAccount) => (await support.get(`/${id}`)).body['lastProvisioningActivity'];

  /** `GET` with the account's slug in the login name, so that the account is unambiguous. */
  const get = (account: TestAccount, path: string, password = account.admin.password) =>
    send(`${app.url}/SCIM/v2${path}`, 'GET', {
      headers: { authorization: basic(`${account.slug}/${account.admin.userName}`, password) },
    });

  it('is empty before the first call', async () => {
    const account = await addAccount(app);
    expect(await activityOf(account)).toEqual(NEVER);
    expect(await shown(account)).toBeNull();
  });

  it('is shown to support on the account and in the list of accounts, with the last call', async () => {
    const account = await addAccount(app);
    const before = new Date().toISOString();
    await get(account, '/ServiceProviderConfig');
    const first = await shown(account);
    expect(first).toEqual(INSTANT);
    expect(String(first) >= before).toBe(true);
    await get(account, '/Users?filter=userName eq "nobody"');
    const [row] = items(await support.get(`?search=${account.id}`));
    expect(String(row?.['lastProvisioningActivity']) >= String(first)).toBe(true);
    expect((await activityOf(account)).lastCallAt).toBe(row?.['lastProvisioningActivity']);
  });

  it.each([
    ['a write', (scim: ScimClient) => scim.post('/Users', { userName: 'active.one' })],
    ['a refused write', (scim: ScimClient) => scim.post('/Users', {})],
    ['an unknown path', (scim: ScimClient) => scim.get('/Devices')],
    ['a bulk request', (scim: ScimClient) => scim.post('/Bulk', { Operations: [] })],
  ])('counts %s of Okta as a call, not as a test', async (_, call) => {
    const account = await addAccount(app);
    await call(account.scim.as(OKTA));
    expect(await activityOf(account)).toEqual({
      lastCallAt: INSTANT,
      provider: { time: INSTANT, actor: account.admin.userName, keyId: null, client: 'Okta SCIM Client' },
      lastTest: null,
    });
  });

  it.each(['/Users?startIndex=1&count=2', '/users/?COUNT=1'])('counts %s as a test', async (path) => {
    const account = await addAccount(app);
    expect((await account.scim.get(path)).status).toBe(200);
    expect((await activityOf(account)).lastTest).toEqual({
      time: INSTANT,
      actor: account.admin.userName,
      keyId: null,
      client: 'node',
      status: 200,
      detail: null,
      code: null,
    });
  });

  it.each(['/Users', '/Users?count=3', '/Groups?count=1', '/Users/unknown?count=1'])(
    'does not count %s as a test',
    async (path) => {
      const account = await addAccount(app);
      await account.scim.as(OKTA).get(path);
      expect((await activityOf(account)).lastTest).toBeNull();
    },
  );

  it('keeps why the last test failed, first a wrong password, then too many, without counting a call', async () => {
    const account = await addAccount(app);
    await get(account, '/Users?count=2', 'wrong');
    expect(await activityOf(account)).toEqual({
      lastCallAt: null,
      provider: null,
      lastTest: {
        time: INSTANT,
        actor: account.admin.userName,
        keyId: null,
        client: 'node',
        status: 401,
        detail: 'The user name or password is wrong.',
        code: 'wrong-password',
      },
    });
    for (let guess = 2; guess <= 10; guess++) await get(account, '/Users?count=2', `wrong ${guess}`);
    expect((await get(account, '/Users?count=2')).status).toBe(429);
    expect(await activityOf(account)).toMatchObject({
      lastCallAt: null,
      lastTest: { status: 429, code: 'too-many-attempts' },
    });
  });

  it('keeps that the module was off, and that a later test passed', async () => {
    const account = await addAccount(app, { scim: false });
    await get(account, '/Users?count=2');
    expect(await activityOf(account)).toMatchObject({
      lastCallAt: INSTANT,
      lastTest: { status: 403, code: 'scim-module-off' },
    });
    const switched = await support.switchScim(account.id, { enabled: true, reason: 'ticket 4711' });
    expect(switched.body['lastProvisioningActivity']).toEqual(INSTANT);
    await get(account, '/Users?count=2');
    expect((await activityOf(account)).lastTest).toMatchObject({ status: 200, detail: null, code: null });
  });

  it('keeps a test by a login that is not an administrator if the client is an identity provider', async () => {
    const account = await addAccount(app);
    await addUser(app, account, { userName: 'clerk', password: 'secret' });
    const clerk = new ScimClient(`${app.url}/SCIM/v2`, basic(`${account.slug}/clerk`, 'secret'));
    expect((await clerk.get('/Users?count=1')).status).toBe(403);
    expect(await activityOf(account)).toEqual({ lastCallAt: INSTANT, provider: null, lastTest: null });
    expect((await clerk.as(OKTA).get('/Users?count=1')).status).toBe(403);
    expect((await activityOf(account)).lastTest).toMatchObject({ actor: 'clerk', code: 'not-an-admin' });
  });

  it('does not count a session token, which cannot be used for SCIM', async () => {
    const account = await addAccount(app);
    const session = resource(await logIn(app, account, account.admin.userName, account.admin.password));
    const scim = new ScimClient(`${app.url}/SCIM/v2`, `Bearer ${String(session['accessToken'])}`);
    expect((await scim.get('/Users')).status).toBe(401);
    expect(await activityOf(account)).toEqual(NEVER);
  });

  it('never causes a statement within a request', async () => {
    const account = await addAccount(app);
    await account.scim.get('/ServiceProviderConfig');
    app.statements.clear();
    await account.scim.get('/Users?count=1');
    expect(app.statements.statements.join('\n')).not.toContain('provisioning_activity');
  });

  it('is shown before it is written, so that readers do not wait for the writes of all accounts', async () => {
    const accounts = [await addAccount(app), await addAccount(app)];
    for (const { scim } of accounts) await scim.get('/Users?count=1');
    app.statements.clear();
    for (const account of accounts) expect(await shown(account)).toEqual(INSTANT);
    const written = app.statements.statements.filter((sql) => /^(?:INSERT|UPDATE)/.test(sql));
    expect(written).toEqual([]);
  });

  describe('written by several replicas', () => {
    const failures: string[] = [];
    const logger = pino({ level: 'error' }, { write: (line) => void failures.push(line) });
    const replica = () => {
      const lateWrites = new LateWrites(3_600_000);
      const activity = new ProvisioningActivity(app.get(UnitOfWork), logger, lateWrites);
      return { activity, flush: () => lateWrites.flush() };
    };

    afterEach(restoreClock);

    it('stays the newest, even if an older one is written later', async () => {
      const account = await addAccount(app);
      const [one, other] = [replica(), replica()];
      const use = { actor: 'okta', keyId: null, client: 'Okta SCIM Client' };
      setClock(Date.UTC(2026, 10, 24, 8));
      const okta = { kind: 'user', ownerId: newId() } as const;
      const by = { ...use, userId: okta.ownerId };
      one.activity.noteAccepted(account.id, { ...by, isCarriedOut: true }, okta);
      one.activity.noteAttempt(account.id, {
        ...by,
        isAdmin: true,
        status: 401,
        detail: 'Wrong.',
        code: 'wrong-password',
      });
      setClock(Date.UTC(2026, 10, 24, 9));
      const passed = { status: 200, detail: null, code: null };
      other.activity.noteAccepted(account.id, { ...by, isCarriedOut: true }, okta);
      other.activity.noteAttempt(account.id, { ...by, isAdmin: true, ...passed });
      await other.flush();
      await one.flush();
      const time = '2026-11-24T09:00:00.000Z';
      expect(await activityOf(account)).toEqual({
        lastCallAt: time,
        provider: { time, ...use },
        lastTest: { time, ...use, ...passed },
      });
      expect(failures).toEqual([]);
    });

    it('holds only the newest attempts of a few logins', async () => {
      const account = await addAccount(app);
      const { activity, flush } = replica();
      const use = { userId: null, keyId: null, client: 'Okta SCIM Client', isAdmin: true };
      for (let number = 0; number < 100; number++) {
        const refusal = { status: 401, detail: null, code: 'wrong-password' };
        activity.noteAttempt(account.id, { ...use, actor: `login ${number}`, ...refusal });
      }
      await flush();
      expect((await activityOf(account)).lastTest).toMatchObject({ actor: 'login 99' });
      expect(failures).toEqual([]);
    });

    it('is inserted once, even if many start at the same moment', async () => {
      const account = await addAccount(app);
      const replicas = Array.from({ length: 8 }, replica);
      const okta = { kind: 'user', ownerId: newId(), keyId: null, client: null } as const;
      for (const one of replicas) one.activity.noteCall(account.id, okta);
      await Promise.all(replicas.map((one) => one.flush()));
      expect((await activityOf(account)).lastCallAt).toEqual(INSTANT);
      expect(failures).toEqual([]);
    });
  });

  it('is dropped and logged if it cannot be written', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'error' }, { write: (line) => void lines.push(line) });
    const lateWrites = new LateWrites(3_600_000);
    const activity = new ProvisioningActivity(app.get(UnitOfWork), logger, lateWrites);
    const okta = { kind: 'user', ownerId: newId(), keyId: null, client: null } as const;
    activity.noteCall('no-such-account'.padEnd(40, '-'), okta);
    await lateWrites.flush();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('no-such-account');
    await lateWrites.flush();
    expect(lines).toHaveLength(1);
  });
});
