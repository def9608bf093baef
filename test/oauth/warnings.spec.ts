import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LateWrites } from '../../src/platform/database/late-writes.js';
import { ExpiryWarnings } from '../../src/provisioning/notifications/expiry-warnings.service.js';
import { addAccount, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { restoreClock, setClock } from '../support/clock.js';
import { openConsole } from '../support/console.js';
import { databaseLanes } from '../support/lanes.js';
import { ENTRA } from '../support/scim-client.js';
import { sendDue } from '../provisioning/notifications/messages.js';
import { openOutbox, type Outbox } from '../rest/auth/outbox.js';
import { restOf, type RestClient, type Stored } from '../rest/rest-client.js';
import { accessToken, addClient, scimWith, type TestClient } from './oauth.js';

const DAY = 86_400_000;
const MINUTE = 60_000;

describe.each(databaseLanes())('client secrets that end, on $name', (lane) => {
  let app: TestApp;
  let outbox: Outbox;
  let acme: TestAccount;
  let rest: RestClient;

  beforeAll(async () => {
    outbox = await openOutbox();
    app = await bootApp(lane);
  });

  beforeEach(async () => {
    acme = await addAccount(app);
    rest = restOf(app, acme);
  });

  afterEach(restoreClock);

  afterAll(async () => {
    await app.close();
    await outbox.remove();
  });

  /** A connection whose only secret ends in so many days. */
  const ending = async (days: number): Promise<TestClient> => {
    const client = await addClient(app, acme, { name: 'Entra ID' });
    const { secrets } = (await rest.read(`/oauth-clients/${client.id}`)) as unknown as { secrets: Stored[] };
    const { secret } = await addSecret(client, days);
    await rest.delete(`/oauth-clients/${client.id}/secrets/${secrets[0]?.id}`);
    return { ...client, secret: String(secret) };
  };

  const addSecret = (client: TestClient, days: number) => {
    const expiresAt = new Date(Date.now() + days * DAY).toISOString();
    return rest.create(`/oauth-clients/${client.id}/secrets`, { expiresAt });
  };

  /** When each of its secrets was last used, oldest first. */
  const usesOf = async (client: TestClient) => {
    const { secrets } = (await rest.read(`/oauth-clients/${client.id}`)) as unknown as {
      secrets: { lastUsedAt: string | null }[];
    };
    return secrets.map(({ lastUsedAt }) => lastUsedAt);
  };

  const check = async (id: string) => {
    const { checks } = (await rest.read('/provisioning/doctor')) as unknown as {
      checks: { id: string; level: string; detail: string }[];
    };
    return checks.find((each) => each.id === id);
  };

  const mails = () => outbox.mailsTo(acme.admin.userName);

  it('are announced by mail 30, 7 and 1 days before, once each, whichever replica looks first', async () => {
    await ending(40);
    const lookAfter = (days: number) => app.get(ExpiryWarnings).warn(new Date(Date.now() + days * DAY));
    const counts: number[] = [];
    for (const days of [0, 9, 11, 12, 32, 34, 34, 38, 39.5, 39.6, 41]) {
      await lookAfter(days);
      await sendDue(app);
      counts.push((await mails()).length);
    }
    expect(counts).toEqual([0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]);
    const [mail] = await mails();
    expect(mail?.subject).toContain('client secret');
    expect(mail?.text).toContain('"Entra ID"');
    expect(mail?.text).not.toMatch(/dcs_/);
  });

  it('are announced like API keys that end', async () => {
    const expiresAt = new Date(Date.now() + 20 * DAY).toISOString();
    const { key } = await rest.create('/api-keys', { name: 'Okta', expiresAt });
    for (const days of [0, 1, 12.5, 13.5, 18.5, 19.5]) {
      await app.get(ExpiryWarnings).warn(new Date(Date.now() + days * DAY));
      await sendDue(app);
    }
    const sent = await mails();
    expect(sent).toHaveLength(3);
    expect(sent[0]?.subject).toContain('A Declaree API key ends soon');
    expect(sent[0]?.text).toContain('"Okta"');
    expect(sent[0]?.text).not.toContain(String(key));
  });

  it('are shown by the doctor and on the pages, until a newer secret takes their place', async () => {
    expect(await check('client-secrets')).toBeUndefined();
    const client = await ending(20);
    expect(await check('client-secrets')).toMatchObject({ level: 'warning' });
    const console = await openConsole(app, acme.admin);
    for (const path of ['/connection', '/connections']) {
      expect((await console.get(path)).text).toContain('The client secret of Entra ID ends on');
    }
    await addSecret(client, 300);
    expect(await check('client-secrets')).toBeUndefined();
    expect((await console.get('/connections')).text).not.toContain('The client secret of Entra ID');
    await app.get(ExpiryWarnings).warn(new Date());
    await sendDue(app);
    expect(await mails()).toEqual([]);
  });

  it('are told of as long as the provider uses one that ends, although there is a newer one', async () => {
    const client = await ending(20);
    const scim = scimWith(app, await accessToken(app, client));
    // The overview takes the place of the set-up with the first user.
    await scim.create('/Users', { userName: 'first@acme.example' });
    const { secret } = await addSecret(client, 300);
    await app.get(LateWrites).flush();
    expect(await usesOf(client)).toEqual([expect.stringMatching(/Z$/), null]);
    expect(await check('client-secrets')).toMatchObject({
      level: 'warning',
      detail: expect.stringContaining('"Entra ID" still uses a secret that ends on'),
      advice: expect.stringContaining('If there is a newer secret, enter it'),
    });
    const console = await openConsole(app, acme.admin);
    const words = 'The client secret of Entra ID that the identity provider still uses ends on';
    expect((await console.get('/connections')).text).toContain(words);
    expect((await console.get('/')).text).toContain('still uses it, although there is a newer one');
    await app.get(ExpiryWarnings).warn(new Date());
    await sendDue(app);
    const [mail, ...others] = await mails();
    expect(others).toEqual([]);
    expect(mail?.text).toContain('The connection has a newer secret');

    await accessToken(app, { ...client, secret: String(secret) });
    await app.get(LateWrites).flush();
    expect(await check('client-secrets')).toBeUndefined();
    for (const path of ['/', '/connections'])
      expect((await console.get(path)).text).not.toContain('still uses');
    await app.get(ExpiryWarnings).warn(new Date(Date.now() + 15 * DAY));
    await sendDue(app);
    expect(await mails()).toHaveLength(1);
    expect((await console.get(`/connections/${client.id}`)).text).toContain('Last used');
  });

  it('do not count a newer one that has ended itself', async () => {
    const client = await ending(2);
    await accessToken(app, client);
    await addSecret(client, 3);
    await app.get(LateWrites).flush();
    setClock(Date.now() + 4 * DAY);
    const found = await check('client-secrets');
    expect(found?.detail).toContain('the last secret of "Entra ID" ended on');
  });

  it('know their last use to the hour', async () => {
    const client = await ending(20);
    const start = Date.now();
    const usedAt = async (ms: number) => {
      setClock(start + ms);
      await accessToken(app, client);
      await app.get(LateWrites).flush();
      return Date.parse((await usesOf(client))[0] ?? '');
    };
    expect([await usedAt(0), await usedAt(59 * MINUTE), await usedAt(60 * MINUTE)]).toEqual([
      start,
      start,
      start + 60 * MINUTE,
    ]);
  });

  it('leave the doctor content: it knows the connection that the identity provider uses', async () => {
    const client = await addClient(app, acme, { name: 'Entra ID' });
    const scim = scimWith(app, await accessToken(app, client)).as(ENTRA);
    const test = `/Users?filter=${encodeURIComponent('userName eq "6d2b4a90-2f0e-4d1a-9c55-0b1f6e7a8c93"')}`;
    expect((await scim.get(test)).status).toBe(200);
    expect(await check('provisioning-admin')).toMatchObject({
      level: 'ok',
      detail: 'The identity provider uses the connection "Entra ID"; new users join Acme Group.',
    });
    expect(await check('credential-test')).toMatchObject({
      level: 'ok',
      detail: expect.stringContaining('as Entra ID'),
    });
    const below = await addClient(app, acme, { organizationId: acme.organizations.be.id, name: 'Below' });
    const other = scimWith(app, await accessToken(app, below)).as(ENTRA);
    await other.get(test);
    expect(await check('provisioning-admin')).toMatchObject({ level: 'warning' });
    await rest.delete(`/oauth-clients/${below.id}`);
    expect(await check('credential-test')).toMatchObject({ level: 'problem' });
  });
});
