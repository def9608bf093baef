import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sqliteAndOneServer, type TestDatabase } from '../support/lanes.js';
import { Program } from '../support/processes.js';
import { commandsOn, json, type CommandResult } from './in-process.js';

/** Nothing listens there. */
const UNREACHABLE = 'mysql://root@127.0.0.1:9/declaree';

describe('using the command line', () => {
  const declaree = commandsOn(UNREACHABLE);

  it.each([
    ['no command', []],
    ['no subcommand', ['account']],
    ['an unknown command', ['accounts']],
    ['an unknown subcommand', ['scim', 'toggle', 'acme']],
    ['an unknown option', ['account', 'list', '--all']],
    ['a missing option', ['account', 'create', '--name', 'Acme']],
    ['a missing argument', ['user', 'reset-password', 'acme']],
    ['an argument too many', ['operator', 'create', 'sanne', 'secret']],
    ['a value that is no choice', ['account', 'create', '--name', 'A', '--admin', 'b', '--scim', 'maybe']],
  ])('with %s is wrong, and exits with 2', async (_, args) => {
    const { exitCode, stdout, stderr } = await declaree(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).not.toBe('');
  });

  it.each([
    [['--help'], 'Exit codes'],
    [['help', 'account'], 'customers'],
    [['account', 'create', '--help'], '--admin okta@acme.example'],
    [['scim', 'enable', '--help'], 'declaree scim enable acme'],
  ])('with %j explains, without asking the database', async (args, text) => {
    const { exitCode, stdout } = await declaree(args);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(text);
  });

  it('has every command in the README', async () => {
    /** The commands below this one, by the help; itself if there is none. */
    const commandsBelow = async (path: string[]): Promise<string[][]> => {
      const { stdout } = await declaree([...path, '--help']);
      const list = /^Commands:\n(.*?)^$/ms.exec(`${stdout}\n`)?.[1] ?? '';
      const names = [...list.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name = '']) => name);
      const below = names.filter((name) => name !== 'help').map((name) => commandsBelow([...path, name]));
      // Such as `runs`, which also does something itself.
      const itself = path.length > 0 && /^Usage: declaree .*<slug>/m.test(stdout) ? [path] : [];
      return below.length > 0 ? [...itself, ...(await Promise.all(below)).flat()] : [path];
    };
    const readme = await readFile(join(import.meta.dirname, '../../README.md'), 'utf8');
    const commands = await commandsBelow([]);
    expect(commands).toContainEqual(['account', 'create']);
    const isNamed = (path: string[]) =>
      new RegExp(`\`${path.slice(0, -1).join(' ')} ?(?:[a-z-]+\\\\\\|)*${path.at(-1) ?? ''}\\b`).test(readme);
    expect(commands.filter((path) => !isNamed(path)).map((path) => path.join(' '))).toEqual([]);
  });

  it('says in one line that the database cannot be reached', async () => {
    const { exitCode, stdout, stderr } = await declaree(['account', 'list']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(/^declaree: The database of DATABASE_URL cannot be opened: .*ECONNREFUSED.*\n$/);
  });

  it('says in one line that a setting is invalid', async () => {
    const { exitCode, stderr } = await commandsOn('oracle://db')(['account', 'list']);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^declaree: DATABASE_URL must be .*\n$/);
  });
});

describe.each(sqliteAndOneServer())('the schema on the command line, on $name', (lane) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await lane.create();
  });

  afterAll(() => database.drop());

  it('is brought up to date by db migrate, and until then other commands refuse', async () => {
    const declaree = commandsOn(database.url);
    const refused = await declaree(['account', 'list']);
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain('declaree db migrate');
    const status = await declaree(['db', 'status', '--json']);
    const { migrated } = json(await declaree(['db', 'migrate', '--json'])) as { migrated: string[] };
    expect(migrated).not.toEqual([]);
    // A missing SQLite file has no status; a server's database exists and is empty.
    const before = status.exitCode === 0 ? json(status) : 'refused';
    expect(before).toEqual(lane.name === 'sqlite' ? 'refused' : { upToDate: false, pending: migrated });
    expect(json(await declaree(['db', 'migrate', '--json']))).toEqual({ migrated: [] });
    expect(json(await declaree(['db', 'status', '--json']))).toEqual({ upToDate: true, pending: [] });
    expect(json(await declaree(['account', 'list', '--json']))).toEqual([]);
  });
});

describe('the program declaree', () => {
  let program: Program;
  let script: string;

  beforeAll(async () => {
    program = await Program.build();
    script = join(program.directory, 'dist/cli.js');
  });

  afterAll(() => program.remove());

  const spawn = (url: string, args: readonly string[], { input = '', nodeOptions = '' } = {}) =>
    new Promise<CommandResult>((resolve) => {
      const options = { env: { ...process.env, DATABASE_URL: url, NODE_OPTIONS: nodeOptions } };
      const child = execFile(process.execPath, [script, ...args], options, (_, stdout, stderr) =>
        resolve({ exitCode: child.exitCode ?? -1, stdout, stderr }),
      );
      child.stdin?.end(input);
    });

  it.each(sqliteAndOneServer())(
    'migrates one empty $name database once, started four times at once',
    async (lane) => {
      const database = await lane.create();
      const results = await Promise.all(
        Array.from({ length: 4 }, () => spawn(database.url, ['db', 'migrate', '--json'])),
      );
      const migrated = results.map((result) => (json(result) as { migrated: string[] }).migrated);
      expect(migrated.filter((names) => names.length > 0)).toHaveLength(1);
      const status = await spawn(database.url, ['db', 'status', '--json']);
      expect(json(status)).toEqual({ upToDate: true, pending: [] });
      await database.drop();
    },
  );

  it.each(sqliteAndOneServer())('reads standard input and gives its exit code, on $name', async (lane) => {
    const database = await lane.create();
    await spawn(database.url, ['db', 'migrate']);
    const create = (name: string, password: string) =>
      spawn(database.url, ['operator', 'create', name, '--password-stdin', '--json'], { input: password });
    expect(json(await create('sanne', 'correct horse battery\n'))).toMatchObject({
      operator: { userName: 'sanne' },
    });
    expect(await create('eva', 'too short\n')).toMatchObject({ exitCode: 1, stdout: '' });
    expect(await spawn(database.url, ['operator'])).toMatchObject({ exitCode: 2, stdout: '' });
    await database.drop();
  });

  // They take as long to load as everything else together.
  it.each(sqliteAndOneServer().slice(0, 1))(
    'loads neither the HTTP server nor the validation of requests to list accounts',
    async (lane) => {
      const database = await lane.create();
      await spawn(database.url, ['db', 'migrate']);
      const printLoaded = `import { createRequire } from 'node:module';
        process.on('exit', () => console.log(Object.keys(createRequire('${script}').cache).join(' ')));`;
      const nodeOptions = `--import=data:text/javascript,${encodeURIComponent(printLoaded)}`;
      const { stdout } = await spawn(database.url, ['account', 'list'], { nodeOptions });
      expect(stdout).toMatch(/node_modules\/typeorm\//);
      expect(stdout).not.toMatch(/node_modules\/(?:fastify|@nestjs\/swagger|class-validator)\//);
      await database.drop();
    },
  );
});
