import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes, type DatabaseLane } from '../../support/lanes.js';
import { Nginx, NGINX } from '../../support/nginx.js';
import { scimError } from '../../support/scim-client.js';

// Whether a connection is reset does not depend on the database.
const [sqlite] = databaseLanes() as [DatabaseLane];

const MEGABYTE = 1_048_576;
const LARGE = 9 * MEGABYTE;
const TOO_LARGE = 11 * MEGABYTE;
const NEVER_ENDING = 1_000 * MEGABYTE;

describe('a request that is answered before it has been received in full', () => {
  let app: TestApp;
  let acme: TestAccount;
  let off: TestAccount;
  let nginx: Nginx | undefined;

  beforeAll(async () => {
    app = await bootApp(sqlite);
    acme = await addAccount(app);
    off = await addAccount(app, { scim: false });
    if (NGINX) nginx = await Nginx.start([app.url, app.url], { asDocumented: false });
  });

  afterAll(async () => {
    await nginx?.stop();
    await app.close();
  });

  const headOf = (authorization: string, ...headers: string[]) =>
    [
      'POST /SCIM/v2/Users HTTP/1.1',
      'host: declaree',
      `authorization: ${authorization}`,
      'content-type: application/json',
      'connection: close',
      ...headers,
      '',
      '',
    ].join('\r\n');

  const open = async (url: string): Promise<Socket> => {
    const { hostname, port } = new URL(url);
    const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
    await once(socket, 'connect');
    return socket;
  };

  const sent = (socket: Socket, data: Buffer | string) =>
    new Promise<void>((resolve, reject) =>
      socket.write(data, (error) => (error ? reject(error) : resolve())),
    );

  /** The whole answer to a client that reads nothing until it has sent everything. */
  const answerTo = async (url: string, head: string, body: Buffer): Promise<string> => {
    const socket = await open(url);
    socket.pause();
    await sent(socket, head);
    await sent(socket, body);
    let received = '';
    socket
      .setEncoding('utf8')
      .on('data', (data: string) => (received += data))
      .resume();
    await once(socket, 'end');
    socket.destroy();
    return received;
  };

  const parsed = (answer: string) => {
    const [head = '', text = ''] = answer.split('\r\n\r\n');
    return { status: Number(head.split(' ')[1]), body: JSON.parse(text) as object };
  };

  const refused = [
    ['401 without a credential', 401, LARGE, () => 'Bearer nobody'],
    ['403 where SCIM is off', 403, LARGE, () => off.scim.authorization],
    ['413 for its size', 413, TOO_LARGE, () => acme.scim.authorization],
  ] as const;

  const body = (length: number) => Buffer.alloc(length, ' ');

  it.each(refused)(
    'is read to its end, so that the client gets %s',
    async (_, status, length, credential) => {
      const head = headOf(credential(), `content-length: ${length}`);
      expect(parsed(await answerTo(app.url, head, body(length)))).toMatchObject({
        status,
        body: scimError(status),
      });
    },
  );

  it('is read to its end without a declared length too', async () => {
    const chunked = Buffer.concat([
      Buffer.from(`${TOO_LARGE.toString(16)}\r\n`),
      body(TOO_LARGE),
      Buffer.from('\r\n0\r\n\r\n'),
    ]);
    const head = headOf(acme.scim.authorization, 'transfer-encoding: chunked');
    expect(parsed(await answerTo(app.url, head, chunked)).status).toBe(413);
  });

  it('is read on if its head is too long', async () => {
    const head = headOf(acme.scim.authorization, `x-long: ${'x'.repeat(MEGABYTE)}`);
    expect(parsed(await answerTo(app.url, head, body(0)))).toMatchObject({
      status: 431,
      body: scimError(431),
    });
  });

  it.runIf(NGINX).each(refused)(
    'gets %s through an nginx that opens a connection for each request and buffers bodies',
    async (_, status, length, credential) => {
      for (let again = 0; again < 3; again++) {
        const answer = await answerTo(
          nginx?.url ?? '',
          headOf(credential(), `content-length: ${length}`),
          body(length),
        );
        expect(parsed(answer)).toMatchObject({ status, body: scimError(status) });
      }
    },
  );

  /** How many bytes are sent to the server until it cuts off a client that never stops. */
  const sentUntilCutOff = async (socket: Socket): Promise<number> => {
    const piece = body(MEGABYTE);
    const isSent = () =>
      sent(socket, piece).then(
        () => true,
        () => false,
      );
    while (await isSent());
    return socket.bytesWritten;
  };

  it.each(['close', 'keep-alive'])('is cut off when too much follows, with "Connection: %s"', async (how) => {
    const socket = await open(app.url);
    let received = '';
    socket.setEncoding('utf8').on('data', (data: string) => (received += data));
    const head = headOf('Bearer nobody', `content-length: ${NEVER_ENDING}`);
    socket.write(head.replace('connection: close', `connection: ${how}`));
    socket.on('error', () => {});
    expect(await sentUntilCutOff(socket)).toBeLessThan(40 * MEGABYTE);
    expect(received).toMatch(/^HTTP\/1\.1 401 /);
    expect(received).toMatch(/^connection: close/m);
  });

  it('is cut off when nothing follows any more', async () => {
    const socket = await open(app.url);
    socket.resume();
    const began = performance.now();
    socket.write(headOf('Bearer nobody', `content-length: ${LARGE}`));
    await once(socket, 'end');
    // Half closed: the server would still take the rest.
    await sent(socket, 'the beginning');
    const failed = once(socket, 'error').catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 7_000));
    socket.write('and more');
    socket.write('and more');
    await failed;
    expect(performance.now() - began).toBeGreaterThan(4_000);
  });

  it('keeps its connection where the client asks for that and sends all', async () => {
    const socket = await open(app.url);
    let received = '';
    socket.setEncoding('utf8').on('data', (data: string) => (received += data));
    const head = headOf('Bearer nobody', `content-length: ${TOO_LARGE}`).replace('close', 'keep-alive');
    for (let request = 0; request < 2; request++) {
      await sent(socket, head);
      await sent(socket, body(TOO_LARGE));
    }
    socket.write('GET /health/live HTTP/1.1\r\nhost: declaree\r\nconnection: close\r\n\r\n');
    await once(socket, 'end');
    expect(received.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 401', 'HTTP/1.1 401', 'HTTP/1.1 200']);
  });

  it('is closed at once while much is being discarded for the same sender, and others are not', async () => {
    const waiting = await Promise.all(Array.from({ length: 64 }, () => open(app.url)));
    for (const socket of waiting) {
      socket.on('error', () => {}).resume();
      socket.write(headOf(off.scim.authorization, `content-length: ${LARGE}`));
    }
    await Promise.all(waiting.map((socket) => once(socket, 'end')));
    // So that they are waited for once more.
    for (const socket of waiting) socket.write('x');
    const [oneMore, ofOther] = [await open(app.url), await open(app.url)];
    for (const [socket, authorization] of [
      [oneMore, off.scim.authorization],
      [ofOther, 'Bearer nobody'],
    ] as const) {
      socket.on('error', () => {}).resume();
      socket.write(headOf(authorization, `content-length: ${LARGE}`));
      await once(socket, 'end');
    }
    expect(await sentUntilCutOff(oneMore)).toBeLessThan(LARGE);
    await sent(ofOther, body(LARGE));
    for (const socket of [...waiting, ofOther]) socket.destroy();
  });
});
