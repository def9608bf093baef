import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpAdapterHost } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerConnectionErrors } from '../../../src/platform/http/connection-errors.js';
import { UnreadRequests } from '../../../src/platform/http/unread-requests.js';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { Connection } from '../../support/connection.js';
import { databaseLanes, type DatabaseLane } from '../../support/lanes.js';
import { scimError } from '../../support/scim-client.js';

// Nothing of this reaches a database.
const [sqlite] = databaseLanes() as [DatabaseLane];

const TOO_LONG = 'x'.repeat(20_000);

describe('what comes over the wire', () => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(sqlite);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  /** Sends bytes as they are, and gives all that comes back until the server closes the connection. */
  const answerTo = async (...lines: string[]): Promise<string> => {
    const connection = await Connection.to(app.url);
    connection.write(lines.join('\r\n'));
    await connection.closed;
    return connection.received;
  };

  const parsed = (answer: string) => {
    const [head = '', text = ''] = answer.split('\r\n\r\n');
    const [statusLine = '', ...headers] = head.split('\r\n');
    return { status: Number(statusLine.split(' ')[1]), headers, body: JSON.parse(text) as object };
  };

  it.each([
    ['URL', [`GET /scim/V2/Users?filter=${TOO_LONG} HTTP/1.1`, 'host: declaree', '', '']],
    ['header', ['GET /SCIM/v2/Users HTTP/1.1', 'host: declaree', `x-long: ${TOO_LONG}`, '', '']],
  ])('and has too long a %s gets a SCIM error under /SCIM/v2, and the connection ends', async (_, lines) => {
    const { status, headers, body } = parsed(await answerTo(...lines));
    expect(status).toBe(431);
    expect(headers).toContain('content-type: application/scim+json');
    expect(body).toEqual(scimError(431, { detail: expect.stringContaining('POST to /.search') }));
  });

  it('and is too long gets problem details elsewhere', async () => {
    const answer = await answerTo(`GET /api/v1/users?search=${TOO_LONG} HTTP/1.1`, 'host: declaree', '', '');
    const { status, headers, body } = parsed(answer);
    expect(status).toBe(431);
    expect(headers).toContain('content-type: application/problem+json');
    expect(body).toMatchObject({ status: 431, code: 'head-too-large', instance: '/api/v1/users' });
    expect(answer).not.toContain('xxx');
  });

  const smuggled = () =>
    [
      'GET /SCIM/v2/ServiceProviderConfig HTTP/1.1',
      'host: declaree',
      `authorization: ${acme.scim.authorization}`,
      '',
      '',
    ].join('\r\n');

  it.each([
    ['two lengths', ['content-length: 0', 'content-length: 9']],
    ['a length and chunks', ['content-length: 0', 'transfer-encoding: chunked']],
    ['chunks that are hidden', ['transfer-encoding: chunked', 'transfer-encoding: x']],
    ['chunks that are not last', ['transfer-encoding: chunked, identity']],
    ['a blank before the colon', ['content-length : 0']],
    ['a length that is none', ['content-length: +1']],
    ['a folded header', ['x-folded: a', ' b']],
    ['a bare line feed', ['x-feed: a\nx-other: b']],
  ])(
    'and could hide a second request behind %s is refused, and nothing after it is read',
    async (_, headers) => {
      const answer = await answerTo(
        'POST /SCIM/v2/Users HTTP/1.1',
        'host: declaree',
        ...headers,
        '',
        `0\r\n\r\n${smuggled()}`,
      );
      expect(parsed(answer)).toMatchObject({
        status: 400,
        body: { detail: expect.stringContaining('not valid HTTP') },
      });
      expect(answer).not.toContain('ServiceProviderConfig');
    },
  );

  it('and never ends its head is cut off', async () => {
    const answer = await answerTo('GET /SCIM/v2/Users HTTP/1.1', 'host: declaree', 'x-slow: ');
    expect(parsed(answer)).toMatchObject({
      status: 408,
      body: { detail: expect.stringContaining('in time') },
    });
  });

  it('and is not a request, after one whose answer has started, does not change that answer', async () => {
    const server = createServer((_, response) => void response.write('the first part'));
    answerConnectionErrors(server, () => ({ status: 400, headers: {}, body: {} }), new UnreadRequests());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const connection = await Connection.to(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    connection.write('GET / HTTP/1.1\r\nhost: declaree\r\n\r\n');
    await connection.until(/the first part/);
    connection.write('no request\r\n\r\n');
    await connection.closed;
    server.close();
    expect(connection.received.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });

  it('has a timeout for the head, and for the whole request', () => {
    const server: Server = app.get(HttpAdapterHost).httpAdapter.getHttpServer();
    const { headersTimeout, requestTimeout } = server;
    expect({ headersTimeout, requestTimeout }).toEqual({ headersTimeout: 10_000, requestTimeout: 60_000 });
  });

  it.each(['TRACE', 'CONNECT', 'PROPFIND', 'PURGE'])('with the method %s does nothing', async (method) => {
    const answer = await answerTo(
      `${method} /SCIM/v2/Users HTTP/1.1`,
      'host: declaree',
      `authorization: ${acme.scim.authorization}`,
      'cookie: a=b',
      'connection: close',
      '',
      '',
    );
    expect(answer).not.toMatch(/^HTTP\/1\.1 2/);
    expect(answer).not.toContain(acme.scim.authorization);
  });
});
