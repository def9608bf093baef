import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { Connection } from '../../support/connection.js';
import { databaseLanes, type DatabaseLane } from '../../support/lanes.js';
import { basic, scimError } from '../../support/scim-client.js';
import { restOf } from '../../rest/rest-client.js';

// What a path is does not depend on the database.
const [sqlite] = databaseLanes() as [DatabaseLane];

interface WireAnswer {
  status: number;
  headers: Map<string, string>;
  body: Record<string, unknown>;
}

describe('the target of a request', () => {
  let app: TestApp;
  let acme: TestAccount;
  let number = 0;

  beforeAll(async () => {
    app = await bootApp(sqlite);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  /** Sends a head as it is, with the credential if there is one. */
  const send = async (line: string, hosts = ['declaree.example'], authorization?: string) => {
    const connection = await Connection.to(app.url);
    const headers = hosts.map((host) => `Host: ${host}`);
    if (authorization !== undefined) headers.push(`Authorization: ${authorization}`);
    connection.write([line, ...headers, 'Connection: close', '', ''].join('\r\n'));
    await connection.closed;
    return parsed(connection.received);
  };
  const get = (target: string, authorization?: string) =>
    send(`GET ${target} HTTP/1.1`, undefined, authorization);

  /** A SCIM error that no cache keeps. */
  const scimRefusal = (status: number) => ({
    status,
    body: scimError(status),
    type: 'application/scim+json',
    caches: 'no-store',
  });
  const asRefusal = ({ status, headers, body }: WireAnswer) => ({
    status,
    body,
    type: headers.get('content-type')?.split(';')[0],
    caches: headers.get('cache-control'),
  });

  it.each([
    'http://declaree.example/SCIM/v2/Users',
    'HTTP://declaree.example/scim/V2/Users',
    'https://declaree.example:443/SCIM/v2/Users?count=1',
    'http://other.example/SCIM/v2',
    'http://[::1]:3000/SCIM/v2/Users',
    'http://declaree.example//SCIM//v2/Users',
    '/SCIM/v2',
    '/SCIM/v2/Users#',
    '/SCIM/v2/Users;a=b',
    '/%53CIM/%76%32/Users',
    '//SCIM//v2//Users',
    '/SCIM/v2/../../api/v1/users',
    '/SCIM/v2/./Users',
    '/SCIM/v2/%2e%2e/%2e%2e/health/live',
    '/SCIM/v2/Users%2F..%2F',
    '/SCIM/v2/Users/%',
    `/SCIM/v2/Users/${'x'.repeat(1_025)}`,
    `/SCIM/v2/Users/${'x'.repeat(15_000)}`,
  ])('%s is of SCIM: a credential is asked for, and no cache keeps the answer', async (target) => {
    expect(asRefusal(await get(target))).toMatchObject(scimRefusal(401));
  });

  it.each([
    '/SCIM%2Fv2/Users',
    '/SCIM/v2%2FUsers',
    '/SCIM/v2;/Users',
    '/SCIM/v2#/Users',
    '/SCIM/v2x/Users',
    '/x/../SCIM/v2/Users',
  ])('%s is beside SCIM: nothing is there, whatever the credential', async (target) => {
    for (const authorization of [undefined, acme.scim.authorization]) {
      expect(asRefusal(await get(target, authorization))).toMatchObject({
        status: 404,
        body: scimError(404),
      });
    }
  });

  it.each(['/api/v1#', '/?/SCIM/v2/Users', '/SCIM\\v2\\Users'])(
    '%s is not of SCIM, and nothing is there',
    async (target) => {
      const { status, headers } = await get(target, acme.scim.authorization);
      expect(status).toBeGreaterThanOrEqual(300);
      expect(headers.get('content-type') ?? '').not.toContain('scim');
    },
  );

  it.each(['http://declaree.example/api/v1/users', '/api/v1/../v1/users', '/%61pi/v1/users'])(
    '%s is of REST: its errors are problems, and no cache keeps them',
    async (target) => {
      const { status, headers } = await get(target);
      expect([401, 404]).toContain(status);
      expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(headers.get('cache-control')).toBe('no-store');
    },
  );

  it.each([
    ['where blanks are %20, a plus', 'userName%20eq%20%22jo+test@plus.example%22', ['jo+test@plus.example']],
    [
      'where blanks are %20, a plus too',
      'userName%20eq%20%22jo%2Btest@plus.example%22',
      ['jo+test@plus.example'],
    ],
    ['where blanks are +, a blank', 'userName+eq+%22jo%2Btest@plus.example%22', ['jo+test@plus.example']],
    [
      'where blanks are +, a blank everywhere',
      'userName+eq+%22jo+test@plus.example%22',
      ['jo test@plus.example'],
    ],
    [
      'of a time zone, a plus',
      'meta.created%20gt%20%222020-01-01T00:00:00+02:00%22%20and%20userName%20ew%20%22@plus.example%22',
      ['jo+test@plus.example', 'jo test@plus.example'],
    ],
  ])('has in its query a + that is %s', async (_, filter, expected) => {
    for (const userName of ['jo+test@plus.example', 'jo test@plus.example']) {
      await acme.scim.post('/Users', { userName });
    }
    for (const base of ['', 'http://declaree.example']) {
      const { body } = await get(`${base}/SCIM/v2/Users?count=9&filter=${filter}`, acme.scim.authorization);
      const found = body['Resources'] as { userName: string }[];
      expect(found.map(({ userName }) => userName)).toEqual(expected);
    }
  });

  it('in absolute form is served as in the ordinary form, and its host counts (RFC 9112 §3.2.2)', async () => {
    const config = '/SCIM/v2/ServiceProviderConfig';
    const ordinary = await get(config, acme.scim.authorization);
    const absolute = await send(
      `GET http://declaree.example${config}?x=http://y/z HTTP/1.1`,
      ['other.example'],
      acme.scim.authorization,
    );
    expect(absolute.status).toBe(200);
    expect(absolute.body).toEqual(ordinary.body);
    expect(JSON.stringify(absolute.body)).toContain(`http://declaree.example${config}`);
  });

  it('in absolute form leaves the event that the ordinary form leaves', async () => {
    const wrong = basic(acme.admin.userName, `wrong ${(number += 1)}`);
    expect(asRefusal(await get('http://declaree.example/SCIM/v2/Users/4711', wrong))).toMatchObject(
      scimRefusal(401),
    );
    expect(
      asRefusal(await get('http://declaree.example/SCIM/v2/Users/4711', acme.scim.authorization)),
    ).toMatchObject(scimRefusal(404));
    const { items } = await restOf(app, acme).read('/provisioning/events?outcome=failure&limit=2');
    expect(items).toMatchObject([
      { status: 404, operation: 'read', resourceType: 'User', resourceId: '4711' },
      { status: 401, operation: 'authenticate' },
    ]);
  });

  it.each([
    ['two of the same', ['declaree.example', 'declaree.example']],
    ['two that differ', ['declaree.example', 'other.example']],
    ['none', []],
    ['an empty one', ['']],
    ['two in one', ['declaree.example, other.example']],
    ['one with a path', ['declaree.example/x']],
    ['one with a user', ['x@declaree.example']],
    ['one with markup', ['<b>declaree</b>']],
    ['one with quotes', ['declaree"example']],
    ['one with a port that is none', ['declaree.example:x']],
  ])('with %s for its Host is refused (RFC 9112 §3.2)', async (_, hosts) => {
    const answer = await send('GET /SCIM/v2/Users HTTP/1.1', hosts, acme.scim.authorization);
    expect(asRefusal(answer)).toMatchObject(scimRefusal(400));
    const rest = await send('GET /api/v1/users HTTP/1.1', hosts, acme.scim.authorization);
    expect(rest).toMatchObject({ status: 400, body: { code: 'invalid-host', instance: '/api/v1/users' } });
    expect(rest.headers.get('cache-control')).toBe('no-store');
    expect(rest.headers.has('x-request-id')).toBe(true);
  });

  it.each([['declaree'], ['declaree.example:3000'], ['127.0.0.1:80'], ['[::1]:3000'], ['my_host']])(
    'is taken with the Host %s',
    async (host) => {
      expect((await send('GET /SCIM/v2/Users HTTP/1.1', [host], acme.scim.authorization)).status).toBe(200);
    },
  );

  it('needs no Host in HTTP/1.0, as health checks of load balancers send it', async () => {
    expect((await send('GET /health/live HTTP/1.0', [])).status).toBe(200);
  });

  it.each([
    ['ftp://declaree.example/SCIM/v2/Users'],
    ['http://x@declaree.example/SCIM/v2/Users'],
    ['http:///SCIM/v2/Users'],
  ])('%s is refused', async (target) => {
    const { status, body } = await get(target, acme.scim.authorization);
    expect({ status, text: JSON.stringify(body) }).toEqual({
      status: 400,
      text: expect.not.stringContaining('totalResults'),
    });
  });

  it.each([
    'OPTIONS * HTTP/1.1',
    'GET * HTTP/1.1',
    'CONNECT declaree.example:443 HTTP/1.1',
    'GET declaree.example:80 HTTP/1.1',
  ])('is refused as %s', async (line) => {
    const connection = await Connection.to(app.url);
    connection.write(`${line}\r\nHost: declaree.example\r\nConnection: close\r\n\r\n`);
    await connection.closed;
    expect(connection.received).not.toMatch(/^HTTP\/1.1 [235]/);
  });

  it.each([
    ['GET http://declaree.example/SCIM/v2/Users?filter=', 'scim+json'],
    ['GET /%53CIM/v2/Users?filter=', 'scim+json'],
    ['GET http://declaree.example/api/v1/users?search=', 'problem+json'],
  ])('%s… that is too long has an answer of its surface', async (start, type) => {
    const { status, headers } = await send(`${start}${'x'.repeat(20_000)} HTTP/1.1`);
    expect(status).toBe(431);
    expect(headers.get('content-type')).toContain(type);
  });
});

function parsed(answer: string): WireAnswer {
  const [head = '', ...rest] = answer.split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = new Map(
    lines.map((line) => {
      const [name = '', ...value] = line.split(': ');
      return [name.toLowerCase(), value.join(': ')];
    }),
  );
  const text = rest.join('\r\n\r\n').replaceAll(/(?:^|\r\n)[\da-f]+\r\n/gi, '');
  const isJson = headers.get('content-type')?.includes('json') && text.startsWith('{');
  return {
    status: Number(statusLine.split(' ')[1]),
    headers,
    body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
  };
}
