import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../support/free-port.js';
import { Program } from '../../support/processes.js';
import { sqliteAndOneServer } from '../../support/lanes.js';

let program: Program;

beforeAll(async () => {
  program = await Program.build();
});

afterAll(() => program.remove());

const started = (environment: Record<string, string>) => program.run('main.js', [], environment);

/** One line, without a stack, that says why. */
const oneLine = (reason: RegExp) => new RegExp(`^Declaree cannot start: [^\\n]*${reason.source}[^\\n]*\\n$`);

async function listening(): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { server, port: typeof address === 'object' && address ? address.port : 0 };
}

describe('a start that must fail', () => {
  it.each([
    ['PORT', { PORT: 'http' }],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://localhost/declaree' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['MIGRATE_ON_START', { MIGRATE_ON_START: 'later' }],
  ])('names the bad setting %s: %o', async (name, environment) => {
    const { code, stderr, stdout } = await started(environment);
    expect(code).toBe(1);
    expect(stderr).toMatch(oneLine(new RegExp(`${name} must be`)));
    expect(stdout).toBe('');
  });

  it('names every bad setting at once', async () => {
    const { stderr } = await started({ PORT: '-1', DEMO: 'maybe' });
    expect(stderr).toMatch(oneLine(/PORT must be .*DEMO must be/));
  });

  it('does not print the password of a bad DATABASE_URL', async () => {
    const { stderr } = await started({ DATABASE_URL: 'mysql://declaree:hunter2@' });
    expect(stderr).toMatch(oneLine(/DATABASE_URL must be/));
    expect(stderr).not.toContain('hunter2');
  });

  it('says in one line that nothing listens at the database’s address', async () => {
    const { code, stderr } = await started({
      DATABASE_URL: `mysql://root@127.0.0.1:${await freePort()}/declaree`,
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(oneLine(/DATABASE_URL cannot be opened: .*ECONNREFUSED/));
  });

  it('says in one line that the other side is not a database', async () => {
    const { server, port } = await listening();
    const { code, stderr } = await started({ DATABASE_URL: `mysql://root@127.0.0.1:${port}/declaree` });
    server.close();
    expect(code).toBe(1);
    expect(stderr).toMatch(oneLine(/DATABASE_URL cannot be opened/));
  });

  it('says in a line that a SQLite file cannot be opened', async () => {
    const { code, stderr } = await started({ DATABASE_URL: 'sqlite:/proc/declaree.sqlite' });
    expect(code).toBe(1);
    expect(stderr).toMatch(oneLine(/DATABASE_URL cannot be opened/));
  });

  it('names HOST if it is not an address of this machine', async () => {
    const { code, stderr } = await started({ DATABASE_URL: 'sqlite:host.sqlite', HOST: '192.0.2.1' });
    expect(code).toBe(1);
    expect(stderr).toMatch(oneLine(/HOST is not available: .*192\.0\.2\.1/));
  });

  it('names METRICS_PORT if it is in use', async () => {
    const { server, port } = await listening();
    const taken = { DATABASE_URL: 'sqlite:metrics.sqlite', METRICS_PORT: String(port) };
    const { code, stderr } = await started(taken);
    server.close();
    expect(code).toBe(1);
    expect(stderr).toMatch(oneLine(/METRICS_PORT is not available: .*EADDRINUSE/));
  });

  it('has printed the logins of the demo data by then, which are printed only once', async () => {
    const { server, port } = await listening();
    const demo = { DATABASE_URL: 'sqlite:demo.sqlite', DEMO: 'on', DEMO_PASSWORD: 'of the demo' };
    const failed = await started({ ...demo, PORT: String(port) });
    server.close();
    expect(failed.code).toBe(1);
    expect(failed.stderr).toMatch(oneLine(/PORT is not available: .*EADDRINUSE/));
    expect(failed.stdout).toContain('They all have the password of the demo');
    expect(failed.stdout).toMatch(/support@declaree\.example +operator/);
    expect(failed.stdout).not.toContain('http://');
  });
});

describe.each(sqliteAndOneServer())('a start on $name', (lane) => {
  it('fails with one line that names a port in use, and does not disturb the other server', async () => {
    const database = await lane.create();
    const first = await program.start({ DATABASE_URL: database.url });
    const { port } = new URL(first.url);
    const second = await started({ DATABASE_URL: database.url, PORT: port });
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(oneLine(new RegExp(`PORT is not available: .*EADDRINUSE.*${port}`)));
    expect((await fetch(`${first.url}/health/ready`)).status).toBe(200);
    await first.stop();
    await database.drop();
  });

  it('on an empty database without migrating says in one line what to do', async () => {
    const database = await lane.create();
    const environment = { DATABASE_URL: database.url, MIGRATE_ON_START: 'off' };
    const refused = await started(environment);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(oneLine(/declaree db migrate/));

    expect((await program.run('cli.js', ['db', 'migrate'], environment)).code).toBe(0);
    const server = await program.start(environment);
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    await server.stop();
    await database.drop();
  });
});

describe('a SQLite file that a start makes', () => {
  it('is private, like the files beside it', async () => {
    const folder = join(program.directory, 'new/folder');
    const server = await program.start({ DATABASE_URL: `sqlite:${join(folder, 'declaree.sqlite')}` });
    const modes = await Promise.all(
      (await readdir(folder)).map(async (name) => [name, (await stat(join(folder, name))).mode & 0o777]),
    );
    expect(Object.fromEntries(modes)).toEqual({
      'declaree.sqlite': 0o600,
      'declaree.sqlite-shm': 0o600,
      'declaree.sqlite-wal': 0o600,
    });
    await server.stop();
  });
});

describe.runIf(sqliteAndOneServer().length > 1)('a start with several database hosts', () => {
  const lane = sqliteAndOneServer().at(-1);

  it('takes the first that answers', async () => {
    if (!lane) return;
    const database = await lane.create();
    const withDeadHost = database.url.replace(/@([^/]+)/, `@127.0.0.1:${await freePort()},$1`);
    const server = await program.start({ DATABASE_URL: withDeadHost });
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    await server.stop();
    await database.drop();
  });
});

describe('a start in production', () => {
  it.each([
    [{}, ['SMTP_URL', 'PUBLIC_URL']],
    [{ SMTP_URL: 'smtp://127.0.0.1' }, ['PUBLIC_URL']],
  ])('with %j warns of the settings that are missing', async (environment, missing) => {
    const server = await program.start({
      DATABASE_URL: 'sqlite:production.sqlite',
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      ...environment,
    });
    const { stdout } = await server.stop();
    const warnings = stdout.split('\n').filter((line) => line.includes('"setting"'));
    expect(warnings.map((line) => (JSON.parse(line) as { setting: string }).setting)).toEqual(missing);
  });
});
