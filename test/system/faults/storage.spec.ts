import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withServer } from '../../support/lanes.js';
import { MARIADB_SERVER, OwnServer } from '../../support/own-server.js';
import { Program, type ServerProcess } from '../../support/processes.js';
import { basic, ScimClient, type Answer } from '../../support/scim-client.js';

const run = promisify(execFile);

const PASSWORD = 'the demo password';
const OKTA = basic('okta@acme.example', PASSWORD);
const DEMO = { DEMO: 'on', DEMO_PASSWORD: PASSWORD, LOG_LEVEL: 'warn' };

let program: Program;
let folder: string;

beforeAll(async () => {
  program = await Program.build();
});

afterAll(() => program.remove());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'declaree-storage-'));
  await chmod(folder, 0o755);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const scimOf = ({ url }: ServerProcess) => new ScimClient(`${url}/SCIM/v2`, OKTA);

const LONG = 'x'.repeat(1_000);

/** Creates a user with long texts. */
const add = (server: ServerProcess, userName: string) => {
  const texts = { title: LONG, nickName: LONG, displayName: LONG, userType: LONG };
  return scimOf(server).post('/Users', { userName, ...texts });
};

/** Creates users until that is refused; returns the refusal and the names of those created. */
async function fill(server: ServerProcess): Promise<{ refusal: Answer; created: string[] }> {
  const created: string[] = [];
  for (;;) {
    const userName = `fill${created.length}@x.example`;
    const refusal = await add(server, userName);
    if (refusal.status !== 201) return { refusal, created };
    created.push(userName);
  }
}

const isFull = ({ status, headers, body }: Answer) => {
  expect({ status, detail: body['detail'] }).toEqual({
    status: 503,
    detail: expect.stringMatching(/cannot store anything at the moment: its disk is full or failing/),
  });
  expect(headers.get('retry-after')).toBe('60');
};

/** Log lines that name a person: the log says why something failed, not for whom. */
const namesIn = (stdout: string) =>
  stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    // Who sent a request may stand there, and nobody else.
    .map((line) => JSON.stringify({ ...(JSON.parse(line) as object), user: '' }))
    .filter((line) => line.includes('.example'));

/** What can do without writing goes on: the log in, reads, both health checks. */
async function stillServes(server: ServerProcess): Promise<void> {
  expect((await scimOf(server).list('/Users?count=5')).Resources).toHaveLength(5);
  expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
}

async function has(server: ServerProcess, names: readonly string[]): Promise<void> {
  const found = await scimOf(server).search('/Users', 'userName sw "fill"');
  expect(found.map(({ userName }) => String(userName)).toSorted()).toEqual(names.toSorted());
}

describe('a SQLite file', () => {
  const environment = () => ({ DATABASE_URL: `sqlite:${join(folder, 'declaree.sqlite')}`, ...DEMO });

  it('that cannot grow: a clear 503, reads continue, the log says why, and nothing acknowledged is lost', async () => {
    const server = await program.start(environment(), { fileSize: 2_000 });
    const { refusal, created } = await fill(server);
    isFull(refusal);
    await stillServes(server);
    isFull(await add(server, 'fill.again@x.example'));
    const { code, stdout } = await server.stop();
    expect(code).toBe(0);
    expect(stdout).toMatch(/"reason":"[^"]*(?:disk I\/O error|full)/);
    expect(namesIn(stdout)).toEqual([]);

    const roomier = await program.start(environment());
    await has(roomier, created);
    expect((await scimOf(roomier).post('/Users', { userName: 'after@x.example' })).status).toBe(201);
    await roomier.stop();
  });

  it('that cannot be created: the start says so in one line', async () => {
    const { code, stderr } = await program.run('main.js', [], environment(), { fileSize: 8 });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Declaree cannot start: [^\n]*(?:disk I\/O error|full)[^\n]*\n$/);
  });

  it('that is read-only: the start says so in one line', async () => {
    const server = await program.start(environment());
    await server.stop();
    await chmod(join(folder, 'declaree.sqlite'), 0o444);
    await chmod(folder, 0o555);
    const { code, stderr } = await program.run('main.js', [], environment(), nobody());
    await chmod(folder, 0o755);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Declaree cannot start: [^\n]*is read-only[^\n]*\n$/);
  });
});

const mayMount = await canMount();

describe.runIf(mayMount)('a disk that is full', () => {
  let disk: string;

  const mount = async (size: string) => {
    disk = join(folder, 'disk');
    await mkdir(disk);
    await run('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk]);
  };

  afterEach(() => run('umount', ['-l', disk]));

  it('under SQLite: 503, and changes again as soon as there is space, without a restart', async () => {
    await mount('4m');
    const server = await program.start({ DATABASE_URL: `sqlite:${join(disk, 'declaree.sqlite')}`, ...DEMO });
    const { refusal, created } = await fill(server);
    isFull(refusal);
    await stillServes(server);
    await run('mount', ['-o', 'remount,size=40m', disk]);
    const again = await scimOf(server).post('/Users', { userName: 'fill.after@x.example' });
    expect(again.status).toBe(201);
    await has(server, [...created, 'fill.after@x.example']);
    const { stdout } = await server.stop();
    expect(stdout).toMatch(/"reason":"[^"]*full/);
    expect(namesIn(stdout)).toEqual([]);
  });
});

describe.runIf(MARIADB_SERVER)('a MariaDB', () => {
  // On a disk that is full MariaDB gives the same error, unless it ends by itself.
  it('on a full disk can be read, and refuses changes with 503', async () => {
    const space = ['--innodb-file-per-table=0', '--innodb-data-file-path=ibdata1:12M:autoextend:max:20M'];
    const maria = await OwnServer.create({ within: folder, options: space });
    await withServer(maria.url, (query) => query('CREATE DATABASE declaree CHARACTER SET utf8mb4'));
    const server = await program.start({ DATABASE_URL: `${maria.url}/declaree`, ...DEMO });
    const { refusal, created } = await fill(server);
    isFull(refusal);
    await stillServes(server);
    await has(server, created);
    const { stdout } = await server.stop();
    expect(stdout).toMatch(/"reason":"[^"]*full/);
    expect(namesIn(stdout)).toEqual([]);
    await maria.remove();
  });

  it('that becomes read-only can be read, and refuses changes with 503 until it is writable again', async () => {
    const maria = await OwnServer.create({ within: folder });
    const admin = (sql: string) => withServer(maria.url, (query) => query(sql));
    await admin('CREATE DATABASE declaree CHARACTER SET utf8mb4');
    // Who administers a server may always write.
    await admin("GRANT ALL ON declaree.* TO declaree@'127.0.0.1' IDENTIFIED BY 'secret'");
    const url = maria.url.replace('root', 'declaree:secret');
    const server = await program.start({ DATABASE_URL: `${url}/declaree`, ...DEMO });
    await admin('SET GLOBAL read_only = ON');
    const refused = await scimOf(server).post('/Users', { userName: 'new@x.example' });
    expect({ status: refused.status, detail: refused.body['detail'] }).toEqual({
      status: 503,
      detail: 'The database is read-only at the moment, so nothing can be changed.',
    });
    expect(refused.headers.get('retry-after')).toBe('10');
    await stillServes(server);
    await admin('SET GLOBAL read_only = OFF');
    expect((await scimOf(server).post('/Users', { userName: 'new@x.example' })).status).toBe(201);
    const { stdout } = await server.stop();
    expect(stdout).toMatch(/"reason":"[^"]*read-only/);
    expect(namesIn(stdout)).toEqual([]);
    await maria.remove();
  });
});

/** A user for whom file permissions apply; root may always write. */
function nobody(): { uid?: number } {
  return process.getuid?.() === 0 ? { uid: 65_534 } : {};
}

async function canMount(): Promise<boolean> {
  const target = await mkdtemp(join(tmpdir(), 'declaree-mount-'));
  try {
    await run('mount', ['-t', 'tmpfs', 'tmpfs', target]);
    await run('umount', [target]);
    return true;
  } catch {
    return false;
  } finally {
    await rm(target, { recursive: true, force: true });
  }
}
