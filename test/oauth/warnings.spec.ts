import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ExpiryWarnings } from '../../src/provisioning/notifications/expiry-warnings.service.js';
import { addAccount, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { openConsole } from '../support/console.js';
import { databaseLanes } from '../support/lanes.js';
import { ENTRA } from '../support/scim-client.js';
import { sendDue } from '../provisioning/notifications/messages.js';
import { openOutbox, type Outbox } from '../rest/auth/outbox.js';
import { restOf, type RestClient, type Stored } from '../rest/rest-client.js';
import { accessToken, addClient, scimWith, type TestClient } from './oauth.js';

const DAY = 86_400_000;

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
    expect(sent[0]?.subject).toContain('An API key of Declaree ends soon');
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
