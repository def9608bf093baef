import { randomBytes } from 'node:crypto';
import { existsSync, statfsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { SERVER_KINDS, withServer, type ServerKind } from './lanes.js';
import { BUILD_FOLDER } from './processes.js';
import { chooseSeed } from './seed.js';

/** Where to look for a server: at the URL of the variable, else at the local address. */
const PLACES = [
  { variable: 'TEST_DATABASE_URL', local: 'mysql://root@127.0.0.1:3306' },
  { variable: 'TEST_MYSQL_URL', local: 'mysql://root@127.0.0.1:3397' },
];

/** Linux's file system in memory. */
const MEMORY = '/dev/shm';
/** What a run may need there. */
const ROOM_BYTES = 2 ** 31;

type Servers = Partial<Record<ServerKind, string>>;

/** Decides the database lanes of the run; the returned function drops leftovers of broken tests. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const runName = `declaree_test_${randomBytes(4).toString('hex')}`;
  const folder = folderOf(runName);
  const seed = chooseSeed(process.env['TEST_SEED']);
  console.log(`Seed of random tests: ${seed} (TEST_SEED=${seed} repeats it)`);
  const servers = await findServers();
  project.provide('seed', seed);
  project.provide('runName', runName);
  project.provide('runFolder', folder);
  project.provide('servers', servers);
  project.provide('mysqlCommand', servers.mysql === undefined ? undefined : await commandOf(servers.mysql));
  process.env[BUILD_FOLDER] = join(folder, 'build');
  return async () => {
    await rm(folder, { recursive: true, force: true });
    for (const server of Object.values(servers)) await dropLeftovers(server, runName);
  };
}

/** Where the run called `runName` keeps its SQLite files: in memory where there is room, because no test needs them on a disk. */
function folderOf(runName: string): string {
  return join(hasRoom(MEMORY) ? MEMORY : tmpdir(), runName);
}

function hasRoom(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize >= ROOM_BYTES;
}

/** The first server of each kind; says which lanes are skipped. Throws where one is missing and `CI` is `true`. */
async function findServers(): Promise<Servers> {
  const servers: Servers = {};
  const reasons: string[] = [];
  for (const { variable, local } of PLACES) {
    const url = new URL(process.env[variable] || local);
    // Tests create their own databases and never use the one in the URL.
    url.pathname = '';
    try {
      servers[await kindOf(url.href)] ??= url.href;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      reasons.push(`no server at ${url.host} (${reason}); set ${variable}`);
    }
  }
  const missing = SERVER_KINDS.filter((kind) => servers[kind] === undefined);
  if (missing.length > 0) {
    const notice = `Lanes skipped: ${missing.join(', ')}. ${reasons.join('. ')}`;
    if (process.env['CI'] === 'true') throw new Error(notice);
    console.log(notice);
  }
  return servers;
}

async function kindOf(url: string): Promise<ServerKind> {
  const rows = await withServer(url, (query) => query('SELECT VERSION() AS version'));
  return /mariadb/i.test(JSON.stringify(rows)) ? 'mariadb' : 'mysql';
}

/** The program of a server, with where its own files are. Throws where it runs elsewhere, and `CI` is `true`. */
async function commandOf(url: string): Promise<readonly [string, ...string[]] | undefined> {
  try {
    const rows = await withServer(url, (query) => query('SELECT @@pid_file AS pidFile'));
    const [{ pidFile } = { pidFile: '' }] = rows as { pidFile: string }[];
    const pid = (await readFile(pidFile, 'utf8')).trim();
    const [program = '', ...args] = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
    // A loader may add its own arguments.
    const loader = args.slice(0, Math.max(0, args.indexOf('--no-defaults')));
    const folders = args.filter((arg) => /^--(?:basedir|lc-messages-dir)=/.test(arg));
    return [program, ...loader, '--no-defaults', ...folders];
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    console.log(
      `Tests skipped: MySQL runs elsewhere, so that no other can be started like it (${String(error)})`,
    );
    return undefined;
  }
}

async function dropLeftovers(server: string, runName: string): Promise<void> {
  await withServer(server, async (query) => {
    const rows = await query(
      `SELECT schema_name AS name FROM information_schema.schemata WHERE schema_name LIKE '${runName}%'`,
    );
    for (const { name } of rows as { name: string }[]) await query(`DROP DATABASE ${name}`);
  });
}
