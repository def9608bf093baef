import { copyFile, mkdtemp, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseLanes } from '../../support/lanes.js';
import { Program } from '../../support/processes.js';
import { basic, ScimClient } from '../../support/scim-client.js';

const PASSWORD = 'the demo password';
const OKTA = basic('okta@acme.example', PASSWORD);

let program: Program;
let folder: string;

beforeAll(async () => {
  program = await Program.build();
});

afterAll(() => program.remove());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'declaree-backup-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const path = (name: string) => join(folder, name);
const environment = () => ({
  DATABASE_URL: `sqlite:${path('declaree.sqlite')}`,
  DEMO: 'on',
  DEMO_PASSWORD: PASSWORD,
});
const declaree = (...parameters: string[]) => program.run('cli.js', parameters, environment());

const json = ({ code, stdout, stderr }: { code: number | null; stdout: string; stderr: string }) => {
  expect({ code, stderr }).toEqual({ code: 0, stderr: `Database: ${environment().DATABASE_URL}\n` });
  return JSON.parse(stdout) as Record<string, unknown>;
};

const refused = async (reason: RegExp, ...parameters: string[]) => {
  const { code, stdout, stderr } = await declaree(...parameters);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(new RegExp(`^declaree: [^\\n]*${reason.source}[^\\n]*declaree\\.sqlite\\)\\n$`));
};

it('a backup is taken while the server serves, and restored once it has ended', async () => {
  const server = await program.start(environment());
  const scim = new ScimClient(`${server.url}/SCIM/v2`, OKTA);
  await scim.post('/Users', { userName: 'before@acme.example' });
  expect(json(await declaree('db', 'backup', path('backup.sqlite'), '--json'))).toEqual({
    file: path('backup.sqlite'),
  });
  expect((await stat(path('backup.sqlite'))).mode & 0o777).toBe(0o600);
  await refused(/already exists/, 'db', 'backup', path('backup.sqlite'));
  await scim.post('/Users', { userName: 'after@acme.example' });
  await refused(/A server or another command has the database open/, 'db', 'restore', path('backup.sqlite'));
  expect((await scim.post('/Users', { userName: 'still@acme.example' })).status).toBe(201);

  expect((await server.stop()).code).toBe(0);
  // All is in the one file, so that a copy of it is whole.
  expect(await readdir(folder)).toEqual(['backup.sqlite', 'declaree.sqlite']);
  const { kept } = json(await declaree('db', 'restore', path('backup.sqlite'), '--json'));
  expect(kept).toMatch(/declaree\.sqlite\.replaced-\d{8}T\d{6}Z$/);
  expect((await stat(path('declaree.sqlite'))).mode & 0o777).toBe(0o600);
  expect(userNames(String(kept))).toEqual(expect.arrayContaining(['after@acme.example']));

  const again = await program.start(environment());
  const users = await new ScimClient(`${again.url}/SCIM/v2`, OKTA).search(
    '/Users',
    'userName ew "acme.example"',
  );
  const names = users.map(({ userName }) => userName);
  expect(names).toContain('before@acme.example');
  expect(names).not.toContain('after@acme.example');
  expect((await again.stop()).code).toBe(0);
  expect((await readdir(folder)).filter((name) => /-(?:wal|shm)$|unfinished|incoming/.test(name))).toEqual(
    [],
  );
});

it('a backup is restored where the database is damaged, or there is none', async () => {
  json(await declaree('db', 'migrate', '--json'));
  json(await declaree('db', 'backup', path('backup.sqlite'), '--json'));
  await writeFile(path('declaree.sqlite'), 'no database at all');
  await writeFile(path('declaree.sqlite-wal'), 'nor a log');
  const { kept } = json(await declaree('db', 'restore', path('backup.sqlite'), '--json'));
  expect(json(await declaree('db', 'status', '--json'))).toEqual({ upToDate: true, pending: [] });
  expect((await stat(String(kept))).size).toBe('no database at all'.length);
  await rm(path('declaree.sqlite'));
  expect(json(await declaree('db', 'restore', path('backup.sqlite'), '--json'))).toMatchObject({
    kept: null,
  });
  expect(json(await declaree('db', 'status', '--json'))).toEqual({ upToDate: true, pending: [] });
});

it('a file that is not a backup is refused, and the database stays', async () => {
  json(await declaree('db', 'migrate', '--json'));
  await refused(/There is no file/, 'db', 'restore', path('nothing.sqlite'));
  await refused(/is the database itself/, 'db', 'restore', path('declaree.sqlite'));
  await writeFile(path('text'), 'x'.repeat(10_000));
  await refused(/is not a SQLite database/, 'db', 'restore', path('text'));
  const other = new Libsql(path('other.sqlite'));
  other.exec('CREATE TABLE users (id INTEGER)');
  other.close();
  await refused(/is not a database of Declaree/, 'db', 'restore', path('other.sqlite'));
  await copyFile(path('declaree.sqlite'), path('damaged.sqlite'));
  const damaged = await open(path('damaged.sqlite'), 'r+');
  // Its first page says what is in it; the rest is gone.
  const { size } = await damaged.stat();
  await damaged.write(Buffer.alloc(size - 8_192, 0xab), 0, size - 8_192, 8_192);
  await damaged.close();
  await refused(/damaged|malformed/, 'db', 'restore', path('damaged.sqlite'));
  await copyFile(path('declaree.sqlite'), path('part.sqlite'));
  await writeFile(path('part.sqlite-wal'), 'newer changes');
  await refused(/newer changes are in/, 'db', 'restore', path('part.sqlite'));
  expect(json(await declaree('db', 'status', '--json'))).toEqual({ upToDate: true, pending: [] });
});

describe('without a database', () => {
  it.each([
    [['db', 'status']],
    [['db', 'backup', 'backup.sqlite']],
    [['account', 'list']],
    [['scim', 'doctor', 'acme', '--json']],
  ])('%j refuses in a line that names the file, and creates nothing', async (parameters) => {
    await refused(/There is no database .*declaree db migrate/, ...parameters);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe.each(databaseLanes().filter(({ name }) => name !== 'sqlite'))('on $name', () => {
  it.each([
    ['backup', /--single-transaction/],
    ['restore', /with "mysql" or "mariadb"/],
  ])('db %s says in one line which tool does it', async (command, advice) => {
    const url = 'mysql://declaree:hunter2@127.0.0.1:9/declaree';
    const result = await program.run('cli.js', ['db', command, path('file')], { DATABASE_URL: url });
    expect(result).toMatchObject({ code: 1, stdout: '' });
    expect(result.stderr).toMatch(
      new RegExp(
        `^declaree: [^\\n]*${advice.source}[^\\n]* \\(database: mysql://declaree@127\\.0\\.0\\.1:9/declaree\\)\\n$`,
      ),
    );
  });
});

it.each(['main.js', 'cli.js'] as const)('%s --version says its version', async (script) => {
  const { code, stdout, stderr } = await program.run(script, ['--version'], environment());
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(await readdir(folder)).toEqual([]);
});

function userNames(file: string): unknown[] {
  const database = new Libsql(file);
  const rows = database.prepare('SELECT userName FROM users').all() as { userName: string }[];
  database.close();
  return rows.map(({ userName }) => userName);
}
