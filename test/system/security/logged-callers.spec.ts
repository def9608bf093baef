import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandsOn } from '../../cli/in-process.js';
import { databaseLanes, type DatabaseLane, type TestDatabase } from '../../support/lanes.js';
import { createMigrated } from '../../support/migrated.js';
import { Program, type ServerProcess } from '../../support/processes.js';
import { sendRaw } from '../../support/raw-http.js';
import { basic } from '../../support/scim-client.js';

const ADMIN = 'okta@acme.example';
const OPERATOR = 'support@declaree.example';
const PASSWORD = 'correct horse battery';
const WRONG = 'wrong horse battery';

// What the log says does not depend on the database.
const [sqlite] = databaseLanes() as [DatabaseLane];

describe('the request log', () => {
  let program: Program;
  let database: TestDatabase;
  let server: ServerProcess;
  const sent: { number: number; expected: object }[] = [];

  beforeAll(async () => {
    program = await Program.build();
    database = await createMigrated(sqlite);
    server = await program.start({ DATABASE_URL: database.url, LOG_LEVEL: 'info', TRUST_PROXY: 'true' });
    const declaree = commandsOn(database.url);
    const create = ['account', 'create', '--name', 'Acme', '--admin', ADMIN, '--scim', 'on'];
    await declaree([...create, '--admin-password-stdin'], PASSWORD);
    await declaree(['operator', 'create', OPERATOR, '--password-stdin'], PASSWORD);
  });

  afterAll(async () => {
    await database.drop();
    await program.remove();
  });

  /** Sends a request whose line in the log is to hold `expected`. */
  const send = async (expected: object, path: string, headers: Record<string, string>, body?: string) => {
    const number = sent.push({ number: sent.length, expected });
    const method = body === undefined ? 'GET' : 'POST';
    await sendRaw(server.url, {
      method,
      path,
      headers: { 'user-agent': `request ${number - 1}`, 'x-forwarded-for': '192.0.2.7:4711', ...headers },
      ...(body !== undefined && { body }),
    });
  };
  const logIn = (expected: object, username: string, password: string) =>
    send(expected, '/api/v1/auth/login', {}, JSON.stringify({ username, password }));
  const logInOnPage = (expected: object, username: string, password: string) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return send(expected, '/login', headers, new URLSearchParams({ username, password }).toString());
  };

  it('names who was let in, and the login name of who was not, and never a password or a token', async () => {
    const admin = { account: 'acme', user: ADMIN, userId: expect.any(String) as string, login: undefined };
    const operator = { account: undefined, user: OPERATOR, operator: true, login: undefined };
    const tried = (login: string) => ({ user: undefined, account: undefined, login });
    const token = `dk_${'k'.repeat(43)}`;
    for (const path of ['/SCIM/v2/Users', '/api/v1/users']) {
      await send({ ...admin, status: 200 }, path, { authorization: basic(ADMIN, PASSWORD) });
      await send({ ...tried(ADMIN), status: 401 }, path, { authorization: basic(ADMIN, WRONG) });
      await send({ ...tried('nobody'), status: 401 }, path, { authorization: basic('nobody', WRONG) });
      await send({ ...tried('[token]'), status: 401 }, path, { authorization: basic(token, WRONG) });
      await send({ login: undefined, status: 401 }, path, { authorization: `Bearer ${token}` });
      await send({ ...operator, status: 403 }, path, { authorization: basic(OPERATOR, PASSWORD) });
    }
    const hostile = `\u001B[31m\u2028${'x'.repeat(300)}`;
    const shown = String.raw`\u001b[31m\u2028${'x'.repeat(193)}…`;
    await send({ ...tried(shown), status: 401 }, '/SCIM/v2/Users', { authorization: basic(hostile, WRONG) });
    await logIn({ ...admin, status: 200 }, ADMIN, PASSWORD);
    await logIn({ ...tried(ADMIN), status: 401 }, ADMIN, WRONG);
    await logIn({ ...operator, status: 200 }, OPERATOR, PASSWORD);
    await logInOnPage({ ...admin, status: 303 }, ADMIN, PASSWORD);
    await logInOnPage({ ...tried('müller'), status: 401 }, 'müller', WRONG);

    const { stdout } = await server.stop();
    const lines = stdout.split('\n').filter((line) => line.includes('"msg":"request"'));
    const logged = lines.map((line) => JSON.parse(line) as { client?: string });
    for (const { number, expected } of sent) {
      const line = logged.find(({ client }) => client === `request ${number}`);
      const nobody = { account: undefined, user: undefined, operator: undefined, login: undefined };
      expect({ ...nobody, ...line }).toMatchObject({ address: '192.0.2.7', ...expected });
    }
    expect(stdout).not.toContain(PASSWORD);
    expect(stdout).not.toContain(WRONG);
    expect(stdout).not.toContain(token);
  });
});
