import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadSettings } from '../../../src/config/load-settings.js';
import { dataSourceOptions } from '../../../src/data-source.js';
import { openDataSource } from '../../../src/platform/database/connections/migrate.js';
import { commandsOn, type RunCommand } from '../../cli/in-process.js';
import { readMails } from '../../rest/auth/outbox.js';
import { sqliteAndOneServer, type TestDatabase } from '../../support/lanes.js';
import { createMigrated } from '../../support/migrated.js';
import { Program, type Ended, type ServerProcess } from '../../support/processes.js';
import { Markers, type Written } from './markers.js';
import { visitOauth } from './oauth-visits.js';
import { visitApiKeys, visitLogin, visitSupport, visitUsers } from './rest-visits.js';
import { visitScim } from './scim-visits.js';
import { Visitor } from './visitor.js';
import { visitWire } from './wire-visits.js';

const ADMIN = 'okta@acme.example';
const OPERATOR = 'support@declaree.example';

let program: Program;

beforeAll(async () => {
  program = await Program.build();
});

afterAll(() => program.remove());

describe.each(sqliteAndOneServer())(
  'no secret that was sent stands anywhere afterwards, on $name',
  (lane) => {
    const markers = new Markers();
    const printed: Written[] = [];
    let database: TestDatabase;
    let declaree: RunCommand;
    let server: ServerProcess;
    let visitor: Visitor;
    let admin: { username: string; password: string };
    let operator: string;
    let ended: Ended;

    /** Runs a command with a secret on its standard input, and keeps what it prints. */
    const command = async (args: string[], secret = '') => {
      const result = await declaree(args, secret);
      printed.push({ where: `what declaree ${args.join(' ')} prints`, text: result.stdout + result.stderr });
      return result;
    };

    beforeAll(async () => {
      database = await createMigrated(lane);
      declaree = commandsOn(database.url);
      server = await program.start({ DATABASE_URL: database.url, LOG_LEVEL: 'trace' });
      visitor = new Visitor(server.url, markers);
      admin = { username: ADMIN, password: markers.make('password of the admin') };
      const create = ['account', 'create', '--name', 'Acme', '--admin', ADMIN, '--scim', 'on'];
      await command([...create, '--admin-password-stdin'], admin.password);
      operator = markers.make('password of the operator');
      await command(['operator', 'create', OPERATOR, '--password-stdin'], operator);
    });

    afterAll(async () => {
      await database.drop();
      // The next lane has an outbox of its own.
      await rm(join(program.directory, 'data'), { recursive: true, force: true });
    });

    it('whatever the command line is given', async () => {
      const reset = ['user', 'reset-password', 'acme', ADMIN];
      for (const bad of [
        'short-7Xq',
        `${markers.make('line')}\n${markers.make('line')}`,
        markers.make('x').repeat(60),
      ]) {
        if (bad.length === 9) markers.add('a short password', bad);
        expect((await command([...reset, '--password-stdin'], bad)).exitCode).toBe(1);
        expect((await command(['operator', 'create', 'x', '--password-stdin'], bad)).exitCode).toBe(1);
      }
      await command(['operator', 'create', OPERATOR, '--password-stdin'], markers.make('of one who exists'));
      await command([...reset.slice(0, 3), 'nobody', '--password-stdin'], markers.make('of nobody'));
      admin.password = markers.make('reset password of the admin');
      expect((await command([...reset, '--password-stdin'], admin.password)).exitCode).toBe(0);
      const list = join(program.directory, `${lane.name}.csv`);
      await writeFile(list, `userName,password\nmira,${markers.make('password in a list')}\n`);
      expect((await command(['users', 'import', 'acme', list])).exitCode).toBe(1);
      const wrong = ['operator', 'create', 'sanne'];
      const option = markers.make('password as an option');
      const secret = markers.make('password as an argument');
      const before = printed.length;
      for (const args of [
        [...wrong, `--password=${option}`],
        [...wrong, secret],
      ]) {
        const { stdout, stderr, exitCode } = await declaree(args);
        expect(exitCode).toBe(2);
        printed.push({ where: 'a wrong use', text: stdout + stderr });
      }
      expect(printed).toHaveLength(before + 2);
      expect(printed.flatMap((text) => markers.foundIn(text))).toEqual([]);
    });

    it('whatever SCIM is sent', async () => {
      await visitScim(visitor, markers, markers.basic(ADMIN, admin.password));
      expect(visitor.findings()).toEqual([]);
    });

    it('whatever the token service is sent, or hands out', async () => {
      const logins = {
        authorization: markers.basic(ADMIN, admin.password),
        operator: markers.basic(OPERATOR, operator),
        admin,
      };
      await visitOauth({ url: server.url, visitor, markers }, logins);
      expect(visitor.findings()).toEqual([]);
    });

    it('whatever REST is sent', async () => {
      await visitUsers(visitor, markers, markers.basic(ADMIN, admin.password));
      admin.password = await visitLogin(visitor, markers, admin);
      await visitApiKeys(visitor, markers.basic(ADMIN, admin.password));
      await visitSupport(visitor, markers, markers.basic(OPERATOR, operator));
      await visitLogin(visitor, markers, { username: OPERATOR, password: operator });
      expect(visitor.findings()).toEqual([]);
    });

    it('whatever a password reset is sent, but for the token in the mail', async () => {
      const confirm = (body: unknown) => visitor.send('POST /api/v1/auth/password-reset/confirm', { body });
      await visitor.send('POST /api/v1/auth/password-reset', { body: { username: ADMIN } });
      await visitor.send('POST /api/v1/auth/password-reset', {
        body: { username: [markers.make('reset for a list')] },
      });
      const outbox = join(program.directory, 'data/outbox.jsonl');
      const mail = await vi.waitUntil(async () => (await readMails(outbox)).find(({ to }) => to === ADMIN));
      const token = /dr_[\w-]{43}/.exec(mail.text)?.[0] ?? '';
      markers.add('reset token', token);
      const newPassword = markers.make('password after a reset');
      await confirm({ token: markers.make('wrong token'), newPassword });
      await confirm({ token: [markers.make('token in a list')], newPassword: [newPassword] });
      await confirm({ token, newPassword: markers.make('too long after a reset').repeat(60) });
      expect((await confirm({ token, newPassword })).status).toBe(204);
      expect((await confirm({ token, newPassword })).status).toBe(400);
      admin.password = newPassword;
      const written = { where: 'the outbox', text: await readFile(outbox, 'utf8') };
      expect(markers.foundIn(written, [token])).toEqual([]);
      expect(markers.foundIn(written)).toEqual(['reset token in the outbox']);
    });

    it('whatever is wrong about a request', async () => {
      await visitWire(visitor, markers, markers.basic(ADMIN, admin.password));
      const headers = { authorization: markers.basic(ADMIN, admin.password) };
      await visitor.send('GET /api/v1/provisioning/events?limit=100', { headers });
      await visitor.send('GET /metrics');
      expect(visitor.findings()).toEqual([]);
    });

    it('in any table', async () => {
      const tables = await tablesOf(database.url);
      expect(tables.get('users')).toContain('mira');
      expect(tables.get('provisioning_events')).toContain('pasword');
      const findings = [...tables].flatMap(([where, text]) => markers.foundIn({ where, text }));
      expect(findings).toEqual([]);
    });

    it('in any answer, of whatever status, but for the one that hands a secret out', () => {
      expect([...visitor.statuses.keys()]).toEqual(
        expect.arrayContaining([200, 201, 204, 400, 401, 404, 409, 415]),
      );
      expect(visitor.findings()).toEqual([]);
    });

    it('in any line of the log, not even where the database fails', async () => {
      await withDatabase(database.url, (query) => query('ALTER TABLE user_sessions DROP COLUMN createdAt'));
      await withDatabase(database.url, (query) => query('ALTER TABLE user_values DROP COLUMN region'));
      const headers = { authorization: markers.basic(ADMIN, admin.password) };
      const password = markers.make('password while the database fails');
      const body = { userName: 'late', password, emails: [{ value: 'late@acme.example' }] };
      expect((await visitor.send('POST /SCIM/v2/Users', { headers, body })).status).toBe(500);
      const login = { username: ADMIN, password: admin.password };
      expect((await visitor.send('POST /api/v1/auth/login', { body: login })).status).toBe(500);
      ended = await server.stop();
      const lines = ended.stdout.split('\n').filter((line) => line.startsWith('{'));
      expect(lines.length).toBeGreaterThan(500);
      expect(ended.stdout).toContain('request failed');
      const log = { where: 'the log', text: ended.stdout + ended.stderr };
      expect(markers.foundIn(log)).toEqual([]);
      expect(visitor.findings()).toEqual([]);
    });
  },
);

type Query = (sql: string) => Promise<Record<string, unknown>[]>;

async function withDatabase<T>(url: string, work: (query: Query) => Promise<T>): Promise<T> {
  const dataSource = await openDataSource(
    await dataSourceOptions(loadSettings({ DATABASE_URL: url }).database),
  );
  try {
    return await work((sql) => dataSource.query(sql));
  } finally {
    await dataSource.destroy();
  }
}

/** Every table with every row of it as text. */
async function tablesOf(url: string): Promise<Map<string, string>> {
  const isSqlite = url.startsWith('sqlite:');
  return withDatabase(url, async (query) => {
    const names = await query(
      isSqlite
        ? "SELECT name FROM sqlite_master WHERE type = 'table'"
        : 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()',
    );
    const tables = new Map<string, string>();
    for (const { name } of names) {
      tables.set(String(name), JSON.stringify(await query(`SELECT * FROM \`${String(name)}\``)));
    }
    return tables;
  });
}
