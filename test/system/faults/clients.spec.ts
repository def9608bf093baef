import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../support/condition.js';
import { databaseLanes, type TestDatabase } from '../../support/lanes.js';
import { createMigrated } from '../../support/migrated.js';
import { Program, type ServerProcess } from '../../support/processes.js';
import { sendRaw } from '../../support/raw-http.js';
import { basic, ScimClient } from '../../support/scim-client.js';

const PASSWORD = 'the demo password';
const OKTA = basic('okta@acme.example', PASSWORD);
const IDLE = 10_000;
const SLOW = 500;
const LARGE = 30;
const MEGABYTE = 1_048_576;

/** The memory limit of the server above its idle use. Exceeding it ends the server. */
const MORE_MEMORY = 400 * MEGABYTE;

const lane = databaseLanes()[0];

describe.runIf(lane)('overload by clients', () => {
  let program: Program;
  let database: TestDatabase;
  let server: ServerProcess;
  const sockets: Socket[] = [];

  beforeAll(async () => {
    if (!lane) return;
    program = await Program.build();
    database = await createMigrated(lane);
    server = await program.start({ DATABASE_URL: database.url, DEMO: 'on', DEMO_PASSWORD: PASSWORD });
    // A server is idle after it has done its work once.
    await answerToOthers();
    const limit = (await memory()) + MORE_MEMORY;
    await promisify(execFile)('prlimit', [`--pid=${server.pid}`, `--data=${limit}`]);
  });

  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
  });

  afterAll(async () => {
    const ended = await server?.stop();
    await program?.remove();
    await database?.drop();
    if (ended && ended.code !== 0) throw new Error(`the server ended with ${ended.code}: ${ended.stderr}`);
  });

  const open = async (head: string) => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    sockets.push(socket);
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    socket.write(head);
  };

  const openMany = async (count: number, head: string) => {
    // As many at a time as fit in the server's accept queue.
    while (sockets.length < count) {
      const batch = Math.min(200, count - sockets.length);
      await Promise.all(Array.from({ length: batch }, () => open(head)));
    }
  };

  /** The answer to another client, who creates a user and deletes it. */
  const answerToOthers = async () => {
    const scim = new ScimClient(`${server.url}/SCIM/v2`, OKTA);
    const userName = `${crypto.randomUUID()}@x.example`;
    const { id } = await scim.create('/Users', { userName });
    return (await scim.delete(`/Users/${id}`)).status;
  };

  /** What the server has for data, in bytes, as the system's limit counts it. */
  const memory = async () => {
    const status = await readFile(`/proc/${server.pid}/status`, 'utf8');
    return Number(/VmData:\s+(\d+)/.exec(status)?.[1]) * 1_024;
  };

  /** Its connections and other open files. */
  const openFiles = async () => (await readdir(`/proc/${server.pid}/fd`)).length;

  const hasTaken = (connections: number) =>
    until(`it has ${connections} connections`, async () => (await openFiles()) > connections);

  const headOf = (length: number, authorization = OKTA) =>
    `POST /SCIM/v2/Users HTTP/1.1\r\nhost: x\r\nauthorization: ${authorization}\r\ncontent-type: application/json\r\n` +
    `content-length: ${length}\r\n\r\n`;

  it('10,000 idle connections, or as many as the system lets one process have, leave the others served', async () => {
    const count = Math.min(IDLE, (await openFilesAllowed()) - 500);
    await openMany(count, '');
    await hasTaken(count);
    expect(await answerToOthers()).toBe(204);
  });

  it('bodies that stop half-way, and heads that do, leave the others served', async () => {
    await openMany(SLOW, `${headOf(1_000)}{"userName": "half`);
    await openMany(SLOW * 2, 'GET /SCIM/v2/Users HTTP/1.1\r\nhost: x\r\nauthorization: Ba');
    await hasTaken(SLOW * 2);
    expect(await answerToOthers()).toBe(204);
  });

  it('bodies of 11 MB are refused, declared or not, with a credential or without, in little memory', async () => {
    const piece = Buffer.alloc(MEGABYTE, ' ');
    const pieces = Array.from({ length: 11 }, () => piece);
    const request = (authorization: string, body: Buffer | Buffer[]) =>
      sendRaw(server.url, {
        method: 'POST',
        path: '/SCIM/v2/Users',
        headers: { authorization, 'content-type': 'application/json' },
        body,
      });
    const many = (authorization: string, body: Buffer | Buffer[]) =>
      Promise.all(Array.from({ length: LARGE }, () => request(authorization, body)));
    const statuses = async (authorization: string, body: Buffer | Buffer[]) => [
      ...new Set((await many(authorization, body)).map(({ status }) => status)),
    ];
    expect(await statuses(OKTA, Buffer.concat(pieces))).toEqual([413]);
    expect(await statuses(OKTA, pieces)).toEqual([413]);
    expect(await statuses('Bearer nobody', pieces)).toEqual([401]);
    expect(await answerToOthers()).toBe(204);
  });

  it('unread answers leave the others served', async () => {
    const list = `GET /docs/openapi.json HTTP/1.1\r\nhost: x\r\n\r\n`;
    await openMany(100, list.repeat(5));
    for (const socket of sockets) socket.pause();
    await hasTaken(100);
    expect(await answerToOthers()).toBe(204);
    for (const socket of sockets.splice(0)) socket.destroy();
    await until('the connections are given back', async () => (await openFiles()) < 100);
  });
});

async function openFilesAllowed(): Promise<number> {
  const limits = await readFile('/proc/self/limits', 'utf8');
  return Number(/Max open files\s+(\d+)/.exec(limits)?.[1]);
}
