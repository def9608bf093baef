import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, addUser, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { until } from '../../support/condition.js';
import { databaseLanes, type DatabaseLane } from '../../support/lanes.js';
import { sendRaw } from '../../support/raw-http.js';
import { basic } from '../../support/scim-client.js';
import { openOutbox, type Outbox } from '../../rest/auth/outbox.js';

const PUBLIC_URL = 'https://app.declaree.example';
const FORGED = {
  host: 'evil.example',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'https',
  forwarded: 'host=evil.example',
};

const [sqlite] = databaseLanes() as [DatabaseLane];

describe.each([
  ['PUBLIC_URL and no proxy', { PUBLIC_URL }, PUBLIC_URL],
  ['PUBLIC_URL and a proxy that passes everything on', { PUBLIC_URL, TRUST_PROXY: 'true' }, PUBLIC_URL],
  ['neither', {}, 'http://own.example'],
])('headers that name another host or client, with %s', (_, environment, base) => {
  let app: TestApp;
  let outbox: Outbox;
  let acme: TestAccount;

  /** Only the operator's own setting outweighs the host that a request names. */
  const headers = base === PUBLIC_URL ? FORGED : { ...FORGED, host: 'own.example' };

  beforeAll(async () => {
    outbox = await openOutbox();
    app = await bootApp(sqlite, environment);
    acme = await addAccount(app);
  });

  afterAll(async () => {
    await app.close();
    await outbox.remove();
  });

  it('do not lead the link of a mail elsewhere', async () => {
    const userName = `mira@${acme.slug}.example`;
    await addUser(app, acme, { userName, password: 'correct horse' });
    const { status } = await sendRaw(app.url, {
      method: 'POST',
      path: '/api/v1/auth/password-reset',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ username: userName }),
    });
    expect(status).toBe(202);
    await until('the mail is sent', async () => (await outbox.mailsTo(userName)).length > 0);
    const [mail] = await outbox.mailsTo(userName);
    expect(mail?.text).toContain(`\n${base}/reset-password?token=`);
    expect(mail?.text).not.toContain('evil');
  });

  it('do not lead a Location elsewhere', async () => {
    const answer = await sendRaw(app.url, {
      method: 'POST',
      path: '/SCIM/v2/Users',
      headers: { ...headers, authorization: acme.scim.authorization },
      body: JSON.stringify({ userName: 'new@x.example' }),
    });
    expect(answer.headers.location).toMatch(new RegExp(`^${base}/SCIM/v2/Users/`));
    expect(answer.text).not.toContain('evil');
  });
});

describe('an X-Forwarded-For that no proxy vouches for', () => {
  it('does not allow more guesses', async () => {
    const app = await bootApp(sqlite);
    const { slug } = await addAccount(app);
    const guess = (number: number) =>
      sendRaw(app.url, {
        method: 'GET',
        path: '/SCIM/v2/Users',
        headers: {
          authorization: basic(`okta@${slug}.example`, `guess ${number}`),
          'x-forwarded-for': `192.0.2.${number}`,
        },
      });
    for (let number = 0; number < 10; number++) expect((await guess(number)).status).toBe(401);
    expect((await guess(10)).status).toBe(429);
    await app.close();
  });
});

describe('the scheme from several proxies', () => {
  it.each([
    ['https', 'https'],
    ['https,http', 'https'],
    ['HTTPS , http', 'https'],
    ['http, https', 'http'],
    ['javascript', 'http'],
    ['', 'http'],
  ])('is the first of %j', async (forwarded, scheme) => {
    const app = await bootApp(sqlite, { TRUST_PROXY: 'true' });
    try {
      const { scim } = await addAccount(app);
      const { body } = await scim.get('/Me', { 'x-forwarded-proto': forwarded });
      expect(body['meta']).toMatchObject({
        location: expect.stringMatching(new RegExp(`^${scheme}://`)) as string,
      });
    } finally {
      await app.close();
    }
  });
});
