import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, addOperator, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes, type DatabaseLane } from '../../support/lanes.js';

const [sqlite] = databaseLanes() as [DatabaseLane];

describe('the headers of answers', () => {
  let app: TestApp;
  let acme: TestAccount;
  let operator: string;

  beforeAll(async () => {
    app = await bootApp(sqlite, { PUBLIC_URL: 'https://app.declaree.example' });
    acme = await addAccount(app);
    operator = await addOperator(app);
  });

  afterAll(() => app.close());

  const headersOf = async (path: string, authorization?: string): Promise<Record<string, string>> => {
    const response = await fetch(app.url + path, {
      headers: authorization === undefined ? {} : { authorization },
      redirect: 'manual',
    });
    await response.arrayBuffer();
    return Object.fromEntries(response.headers);
  };

  it.each([
    '/SCIM/v2/Users',
    '/SCIM/v2/Nothing',
    '/api/v1/users',
    '/api/v1/nothing',
    '/health/live',
    '/docs',
    '/docs/openapi.json',
    '/login',
    '/nothing',
  ])('of %s keep browsers from guessing, framing, leaking and going back to http', async (path) => {
    for (const credential of [undefined, acme.scim.authorization]) {
      const headers = await headersOf(path, credential);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'referrer-policy': expect.stringMatching(/^(?:no-referrer|same-origin)$/),
        'strict-transport-security': expect.stringMatching(/^max-age=31536000/),
        'content-security-policy': expect.stringMatching(/default-src 'none'/),
      });
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['content-security-policy']).not.toMatch(/unsafe|\*/);
      expect(headers).not.toHaveProperty('x-powered-by');
      expect(headers).not.toHaveProperty('server');
      expect(headers).not.toHaveProperty('access-control-allow-origin');
    }
  });

  it.each([
    ['/SCIM/v2/Users'],
    ['/scim/V2/users/'],
    ['/SCIM/v2/Me'],
    ['/SCIM/v2/Schemas'],
    ['/SCIM/v2/Users/nobody'],
    ['/api/v1/users'],
    ['/api/v1/auth/me'],
    ['/api/v1/api-keys'],
    ['/api/v1/provisioning/events'],
    ['/api/v1/nothing'],
  ])('of %s keep caches from storing personal data', async (path) => {
    for (const credential of [undefined, acme.scim.authorization]) {
      expect(await headersOf(path, credential)).toMatchObject({ 'cache-control': 'no-store' });
    }
  });

  it('keep caches from storing what operators see', async () => {
    const headers = await headersOf(`/api/v1/support/accounts/${acme.id}/events`, operator);
    expect(headers).toMatchObject({ 'cache-control': 'no-store' });
  });

  it('promise no https where the service itself is on http', async () => {
    const plain = await bootApp(sqlite);
    const { headers } = await fetch(`${plain.url}/health/live`);
    expect(headers.get('strict-transport-security')).toBeNull();
    await plain.close();
  });
});
