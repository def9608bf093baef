import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { OPENSSL } from '../../support/certificate.js';
import { until } from '../../support/condition.js';
import { databaseLanes, type DatabaseLane } from '../../support/lanes.js';
import { createMigrated } from '../../support/migrated.js';
import { Program } from '../../support/processes.js';
import { basic, send } from '../../support/scim-client.js';
import type { Stored } from '../../rest/rest-client.js';
import { Receiver, verified } from './receiver.js';

const ADMIN = 'okta@acme.example';
const MESSAGES = 20;
/** How many messages the receiver answers before the kill, so that others are left. */
const ANSWERED = 8;

let program: Program;

beforeAll(async () => {
  program = await Program.build();
});

afterAll(() => program.remove());

let started: Promise<unknown> = Promise.resolve();

/** Runs `work` after what came before it: programs that start at the same time slow each other down. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = started.then(work);
  started = turn.catch(() => undefined);
  return turn;
}

/** A receiver, and an account with a webhook to it, in a database of its own. `start` starts a server for them. */
async function stage(lane: DatabaseLane, { onTestFinished }: Pick<TestContext, 'onTestFinished'>) {
  const receiver = await Receiver.start();
  onTestFinished(() => receiver.stop());
  const database = await createMigrated(lane);
  onTestFinished(() => database.drop());
  const create = ['account', 'create', '--name', 'Acme', '--admin', ADMIN, '--json'];
  const created = await inTurn(() => program.run('cli.js', create, { DATABASE_URL: database.url }));
  const { password } = JSON.parse(created.stdout) as { password: string };

  const start = async () => {
    const environment = {
      DATABASE_URL: database.url,
      OAUTH_PRIVATE_KEY_SETS: 'on',
      NODE_EXTRA_CA_CERTS: receiver.certificateFile,
    };
    const server = await inTurn(() => program.start(environment));
    onTestFinished(() => void server.stop('SIGKILL'));
    const call = async (method: string, path: string, body?: unknown) => {
      const { body: answer } = await send(`${server.url}/api/v1/notifications${path}`, method, {
        headers: {
          authorization: basic(ADMIN, password),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body,
      });
      return answer as Stored & { items: Stored[]; secret: string };
    };
    const deliveries = async () => (await call('GET', '/deliveries?limit=100')).items;
    const areSent = async () => (await deliveries()).every(({ state }) => state === 'sent');
    return { ...server, call, deliveries, areSent };
  };

  const server = await start();
  const hook = await server.call('POST', '/webhooks', { url: receiver.url, kinds: ['alarm'] });
  return { receiver, server, hook, start };
}

// All at once, because most of their time is waiting for the lease of the process that was killed.
describe.runIf(OPENSSL).concurrent.each(databaseLanes())('a program that is killed on $name', (lane) => {
  it('or stopped in the middle of an attempt makes the attempt after the next start', async (context) => {
    const { receiver, server, hook, start } = await stage(lane, context);
    receiver.answer = (reply) => void reply.writeHead(500).end();
    await server.call('POST', `/webhooks/${hook.id}/test`);
    receiver.answer = () => undefined;
    await until('the second attempt has begun', () => receiver.received.length === 2);
    await server.stop('SIGTERM');
    receiver.answer = (reply) => void reply.writeHead(204).end();
    const next = await start();
    await until('it is sent', next.areSent);
    expect(await next.deliveries()).toMatchObject([{ attempts: 2 }]);
    expect(receiver.received).toHaveLength(3);
  }, 480_000);

  it('in the middle of its deliveries sends every message after the next start, under its id', async (context) => {
    const { receiver, server, hook, start } = await stage(lane, context);
    receiver.answer = (reply) => {
      if (receiver.received.length <= ANSWERED) reply.writeHead(204).end();
    };
    const asked = Array.from({ length: MESSAGES }, () =>
      server.call('POST', `/webhooks/${hook.id}/test`).catch(() => undefined),
    );
    await until('some have arrived', () => receiver.received.length > ANSWERED);
    await server.stop('SIGKILL');
    await Promise.all(asked);
    receiver.answer = (reply) => void reply.writeHead(204).end();

    const next = await start();
    const left = await next.deliveries();
    expect(left.some(({ state }) => state === 'waiting')).toBe(true);
    await until('all are sent', next.areSent, 120);
    for (const message of receiver.received) verified(message, hook.secret);
    const arrived = new Set(receiver.received.map(({ headers }) => headers['webhook-id']));
    expect(arrived).toEqual(new Set(left.map(({ messageId }) => `msg_${String(messageId)}`)));
  }, 480_000);
});
