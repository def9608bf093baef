import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BODY_LIMIT } from '../../../src/platform/http/body-budgets.js';
import { Program, type ServerProcess } from '../../support/processes.js';
import { basic, ScimClient } from '../../support/scim-client.js';

const PASSWORD = 'the demo password';

/** Megabytes of the program at its largest, and of JavaScript's heap in it. */
const MOST_MB = 512;
const HEAP_MB = 320;

/** Unread answers of about four megabytes each. */
const UNREAD = 120;

/** What the limits allow, all of it at once, and a neighbour who asks for little. One program stands for all: none of it is the database's. */
describe('the memory of the program', () => {
  const sockets: Socket[] = [];
  let folder: string;
  let program: Program;
  let server: ServerProcess;
  let greedy: ScimClient;
  let second: ScimClient;
  let neighbour: ScimClient;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'declaree-memory-'));
    program = await Program.build();
    const environment = {
      DATABASE_URL: `sqlite:${folder}/declaree.sqlite`,
      DEMO: 'on',
      DEMO_PASSWORD: PASSWORD,
    };
    server = await program.start({ ...environment, NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}` });
    for (const slug of ['globex', 'initech']) {
      const admin = `okta@${slug}.example`;
      const create = ['account', 'create', '--name', slug, '--slug', slug, '--admin', admin, '--scim', 'on'];
      const enable = ['scim', 'enable', slug];
      const { stdout } = await program.run(
        'cli.js',
        slug === 'globex' ? enable : [...create, '--json'],
        environment,
      );
      const password = slug === 'globex' ? PASSWORD : (JSON.parse(stdout) as { password: string }).password;
      const client = new ScimClient(`${server.url}/SCIM/v2`, basic(admin, password));
      if (slug === 'globex') second = client;
      else neighbour = client;
    }
    greedy = new ScimClient(`${server.url}/SCIM/v2`, basic('okta@acme.example', PASSWORD));
  });

  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await program.remove();
    await rm(folder, { recursive: true });
  });

  const largest = async () => {
    const status = await readFile(`/proc/${server.pid}/status`, 'utf8');
    return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1_024);
  };

  /** The neighbour is served while that goes on, and the program stays small. */
  const beside = async (work: Promise<number[]>): Promise<number[]> => {
    const state = { ended: false };
    const ends = work.finally(() => (state.ended = true));
    const served = new Set<number>();
    do served.add((await neighbour.get('/Users?count=10')).status);
    while (!state.ended);
    const statuses = await ends;
    expect([...served]).toEqual([200]);
    expect(await largest()).toBeLessThan(MOST_MB);
    return statuses;
  };

  const at = (client: ScimClient, path: string, body: string) =>
    client.post(path, body).then(({ status }) => status);

  it('holds a dozen bodies of nothing but brackets, and searches for very many attributes', async () => {
    const brackets = '['.repeat(BODY_LIMIT);
    const names = `{"attributes":[${'"displayName",'.repeat(700_000)}"id"]}`;
    const sent = Array.from({ length: 12 }, () => at(greedy, '/Users', brackets));
    const searches = Array.from({ length: 4 }, () => at(greedy, '/.search', names));
    const statuses = await beside(Promise.all([...sent, ...searches]));
    expect(new Set(statuses)).toEqual(new Set([400]));
  });

  it('holds large bulk requests of two accounts', async () => {
    const operation = (bulkId: string) => ({
      method: 'POST',
      path: '/Users',
      bulkId,
      data: { userName: `${bulkId}@bulk.example`, unknown: 'x'.repeat(900_000) },
    });
    const bulk = (name: string) =>
      JSON.stringify({
        Operations: Array.from({ length: 10 }, (_, number) => operation(`${name}-${number}`)),
      });
    const sent = [greedy, second].flatMap((client) =>
      [1, 2, 3, 4].map((name) => at(client, '/Bulk', bulk(`${name}`))),
    );
    const statuses = await beside(Promise.all(sent));
    // A request that waits too long for others of its account is refused with Retry-After.
    expect(statuses.filter((status) => status !== 429)).toContain(200);
    expect(statuses.filter((status) => status !== 200 && status !== 429)).toEqual([]);
  });

  it('holds large pages that are read, and many that nobody reads', async () => {
    const photos = Array.from({ length: 60 }, (_, number) => ({
      value: `https://x/${number}/`.padEnd(16_000, 'x'),
    }));
    for (let number = 0; number < 6; number++) {
      await greedy.create('/Users', { userName: `large${number}@acme.example`, photos });
    }
    const pages = Array.from({ length: 12 }, () =>
      greedy.get('/Users?count=1000').then(({ status }) => status),
    );
    const read = await beside(Promise.all(pages));
    expect(read.filter((status) => status !== 429)).toContain(200);
    expect(read.filter((status) => status !== 200 && status !== 429)).toEqual([]);

    const { hostname, port } = new URL(server.url);
    const unread = Array.from({ length: UNREAD }, async () => {
      const socket = connect(Number(port), hostname);
      sockets.push(socket);
      socket.pause();
      await once(socket, 'connect');
      socket.write(
        `GET /SCIM/v2/Users?count=1000 HTTP/1.1\r\nhost: x\r\nauthorization: ${basic('okta@acme.example', PASSWORD)}\r\n\r\n`,
      );
      return 0;
    });
    await beside(Promise.all(unread));
    for (let number = 0; number < 20; number++) expect((await neighbour.get('/Users')).status).toBe(200);
    expect(await largest()).toBeLessThan(MOST_MB);
  });
});
