import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OPENSSL } from '../support/certificate.js';
import { until } from '../support/condition.js';
import { databaseLanes, type TestDatabase } from '../support/lanes.js';
import { createMigrated } from '../support/migrated.js';
import { Program, type ServerProcess } from '../support/processes.js';
import { basic, send } from '../support/scim-client.js';
import type { Stored } from '../rest/rest-client.js';
import { Receiver, verified } from './receiver.js';

const ADMIN = { userName: 'okta@acme.example', password: 'a few random words' };
const MESSAGES = 20;

describe.runIf(OPENSSL).each(databaseLanes())('a program that is killed on $name', (lane) => {
  let program: Program;
  let database: TestDatabase;
  let receiver: Receiver;
  let server: ServerProcess;

  beforeAll(async () => {
    program = await Program.build();
  });

  beforeEach(async () => {
    receiver = await Receiver.start();
    database = await createMigrated(lane);
  });

  afterEach(async () => {
    await server.stop('SIGKILL');
    await receiver.stop();
    await database.drop();
  });

  afterAll(() => program.remove());

  const start = () =>
    program.start({
      DATABASE_URL: database.url,
      OAUTH_PRIVATE_KEY_SETS: 'on',
      NODE_EXTRA_CA_CERTS: receiver.certificateFile,
    });

  const call = async (method: string, path: string, body?: unknown) => {
    const { body: answer } = await send(`${server.url}/api/v1/notifications${path}`, method, {
      headers: {
        authorization: basic(ADMIN.userName, ADMIN.password),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body,
    });
    return answer as Stored & { items: Stored[]; secret: string };
  };

  const deliveries = async () => (await call('GET', '/deliveries?limit=100')).items;

  const addAccount = async () => {
    const create = ['account', 'create', '--name', 'Acme', '--admin', ADMIN.userName, '--json'];
    const made = await program.run('cli.js', create, { DATABASE_URL: database.url });
    ADMIN.password = (JSON.parse(made.stdout) as { password: string }).password;
    return call('POST', '/webhooks', { url: receiver.url, kinds: ['alarm'] });
  };

  it('or stopped in the middle of an attempt makes the attempt after the next start', async () => {
    server = await start();
    const { id } = await addAccount();
    receiver.answer = (reply) => void reply.writeHead(500).end();
    await call('POST', `/webhooks/${id}/test`);
    receiver.answer = () => undefined;
    await until('the second attempt has begun', () => receiver.received.length === 2);
    await server.stop('SIGTERM');
    receiver.answer = (reply) => void reply.writeHead(204).end();
    server = await start();
    await until('it is sent', async () => (await deliveries()).every(({ state }) => state === 'sent'));
    expect(await deliveries()).toMatchObject([{ attempts: 2 }]);
    expect(receiver.received).toHaveLength(3);
  }, 120_000);

  it('in the middle of its deliveries sends every message after the next start, under its id', async () => {
    server = await start();
    const { id, secret } = await addAccount();
    receiver.answer = (reply) => void setTimeout(() => reply.writeHead(204).end(), 100);
    const asked = Array.from({ length: MESSAGES }, () =>
      call('POST', `/webhooks/${id}/test`).catch(() => undefined),
    );
    await until('some have arrived', () => receiver.received.length >= 4);
    await server.stop('SIGKILL');
    await Promise.all(asked);

    server = await start();
    const left = await deliveries();
    expect(left.some(({ state }) => state === 'waiting')).toBe(true);
    await until('all are sent', async () => (await deliveries()).every(({ state }) => state === 'sent'), 120);
    for (const message of receiver.received) verified(message, secret);
    const arrived = new Set(receiver.received.map(({ headers }) => headers['webhook-id']));
    expect(arrived).toEqual(new Set(left.map(({ messageId }) => `msg_${String(messageId)}`)));
  }, 240_000);
});
