import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Program } from '../../support/processes.js';
import { databaseLanes, type DatabaseLane, type TestDatabase } from '../../support/lanes.js';

const [sqlite] = databaseLanes() as [DatabaseLane];

describe('the two programs', () => {
  let program: Program;
  let database: TestDatabase;

  beforeAll(async () => {
    program = await Program.build();
    database = await sqlite.create();
  });

  afterAll(async () => {
    await program.remove();
    await database.drop();
  });

  it.each(['main.js', 'cli.js'] as const)(
    '%s tells its version and how it is used, and does nothing else',
    async (script) => {
      const environment = { DATABASE_URL: 'sqlite:./never-made.sqlite' };
      expect(await program.run(script, ['--version'], environment)).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
        stderr: '',
      });
      const { code, stdout, stderr } = await program.run(script, ['--help'], environment);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^Usage: /);
    },
  );

  it('the server names every setting, and refuses arguments that it does not know', async () => {
    const { stdout } = await program.run('main.js', ['--help'], {});
    for (const name of ['DATABASE_URL', 'PUBLIC_URL', 'DELETED_USER_DAYS'])
      expect(stdout).toContain(`  ${name} `);
    const refused = await program.run('main.js', ['--port', '3000'], {});
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^Declaree cannot start: .*--port.*\n$/);
  });

  it('in production prints nothing but JSON, from the first migration to the stop', async () => {
    const server = await program.start({
      DATABASE_URL: database.url,
      NODE_ENV: 'production',
      LOG_LEVEL: 'info',
    });
    const live = (await (await fetch(`${server.url}/health/live`)).json()) as { version: string };
    expect(live).toEqual({ status: 'ok', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string });
    expect(await (await fetch(`${server.url}/metrics`)).text()).toContain(
      `declaree_build_info{version="${live.version}"} 1`,
    );
    const { stdout, stderr } = await server.stop();
    expect(stderr).toBe('');
    const messages = stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { msg: string }).msg);
    expect(messages[0]).toBe('the database was migrated');
    expect(messages).toContain(`Declaree runs on ${server.url}`);
    expect(messages.at(-1)).toBe('stopped');
  });

  it('are silent when the reader closes the pipe', async () => {
    const environment = { DATABASE_URL: database.url };
    await program.run('cli.js', ['db', 'migrate'], environment);
    const child = spawn(process.execPath, [join(program.directory, 'dist/cli.js'), '--help'], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    const [code] = (await once(child, 'close')) as [number | null];
    expect({ code, said }).toEqual({ code: 0, said: '' });
  });
});
