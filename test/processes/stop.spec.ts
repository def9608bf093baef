import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../support/condition.js';
import { Connection } from '../support/connection.js';
import { Program, type ServerProcess } from '../support/processes.js';
import { databaseLanes, type TestDatabase } from '../support/lanes.js';

const LOGIN = 'okta@acme.example';
const PASSWORD = 'a demo password';

let program: Program;

beforeAll(async () => {
  program = await Program.build();
});

afterAll(() => program.remove());

async function refusesConnections(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  return new Promise((resolve) => {
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', () => resolve(true));
  });
}

const credential = `authorization: Basic ${Buffer.from(`${LOGIN}:${PASSWORD}`).toString('base64')}`;

/** The head of a POST whose body is still to come, on a connection that would be kept. */
const head = (length: number) =>
  [
    'POST /SCIM/v2/Users HTTP/1.1',
    'host: declaree',
    credential,
    'content-type: application/scim+json',
    `content-length: ${length}`,
    '',
    '',
  ].join('\r\n');

describe.each(databaseLanes())('SIGTERM on $name', (lane) => {
  let database: TestDatabase;
  let server: ServerProcess;

  beforeEach(async () => {
    database = await lane.create();
    server = await program.start({ DATABASE_URL: database.url, DEMO: 'on', DEMO_PASSWORD: PASSWORD });
  });

  afterEach(async () => {
    await server.stop('SIGKILL');
    await database.drop();
  });

  it('lets a body that is still being sent come in, answers it, and takes no new connections', async () => {
    const body = JSON.stringify({ userName: 'slow@acme.example', displayName: 'Slow' });
    const connection = await Connection.to(server.url);
    connection.write(head(body.length) + body.slice(0, 5));
    await sleep(300);
    const ended = server.stop();
    for (const piece of body.slice(5).match(/.{1,10}/g) ?? []) {
      await sleep(200);
      expect(await refusesConnections(server.url)).toBe(true);
      connection.write(piece);
    }
    await connection.until(/"slow@acme\.example"/);
    expect(connection.received).toMatch(/^HTTP\/1\.1 201 /);
    const { code, milliseconds } = await ended;
    expect(code).toBe(0);
    expect(milliseconds).toBeLessThan(5_000);

    const again = await program.start({ DATABASE_URL: database.url });
    const stored = await fetch(`${again.url}/SCIM/v2/Users?filter=userName eq "slow@acme.example"`, {
      headers: { authorization: credential.slice('authorization: '.length) },
    });
    expect(await stored.json()).toMatchObject({ totalResults: 1 });
    await again.stop();
  });

  it('cuts off a body that never comes to its end, and still ends in order within ten seconds', async () => {
    const connection = await Connection.to(server.url);
    connection.write(`${head(1_000)}{`);
    await sleep(300);
    const { code, milliseconds } = await server.stop();
    expect(code).toBe(0);
    expect(milliseconds).toBeLessThan(10_000);
    await connection.closed;
  });

  it('does not wait for connections that are open and idle', async () => {
    const used = await Connection.to(server.url);
    used.write('GET /health/live HTTP/1.1\r\nhost: declaree\r\n\r\n');
    await used.until(/^HTTP\/1\.1 200 [\s\S]*"ok"/);
    const unused = await Connection.to(server.url);
    const { code, milliseconds } = await server.stop();
    expect(code).toBe(0);
    expect(milliseconds).toBeLessThan(2_000);
    await Promise.all([used.closed, unused.closed]);
  });

  it('answers what comes on open connections at that moment, and says on each that it closes', async () => {
    const ask = 'GET /health/live HTTP/1.1\r\nhost: declaree\r\n\r\n';
    const connections = await Promise.all(Array.from({ length: 20 }, () => Connection.to(server.url)));
    for (const connection of connections) connection.write(ask);
    for (const connection of connections) await connection.until(/"ok"/);
    const ended = server.stop();
    await until('it takes no new connections', () => refusesConnections(server.url));
    for (const connection of connections) connection.write(ask);
    for (const connection of connections) await connection.until(/connection: close[^]*"ok"/i);
    expect((await ended).code).toBe(0);
  });

  it('ends it on SIGINT as well, and once asked twice', async () => {
    const [first, second] = await Promise.all([server.stop('SIGINT'), server.stop('SIGTERM')]);
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(first.stderr).toBe('');
  });

  it.each(['npm alone', 'its whole process group'])(
    'reaches a server that npm has started, sent to %s, and cuts nobody off',
    async (whom) => {
      const byNpm = await program.startByNpm({ DATABASE_URL: database.url });
      const body = JSON.stringify({ userName: `${whom.length}@acme.example` });
      const connection = await Connection.to(byNpm.url);
      connection.write(head(body.length) + body.slice(0, 5));
      await sleep(300);
      if (whom !== 'npm alone' && byNpm.pid !== undefined) {
        process.kill(-byNpm.pid, 'SIGTERM');
        // Signals that come together are one.
        await sleep(300);
      }
      const ended = byNpm.stop();
      await sleep(1_000);
      connection.write(body.slice(5));
      await connection.until(/^HTTP\/1\.1 201 /);
      expect((await ended).code).toBe(0);
      expect(await refusesConnections(byNpm.url)).toBe(true);
    },
  );
});
