import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AnswerBudgets } from '../../../src/platform/http/answer-budgets.js';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { until } from '../../support/condition.js';
import { databaseLanes, type DatabaseLane } from '../../support/lanes.js';

const [sqlite] = databaseLanes() as [DatabaseLane];

/** Users of a megabyte each, all on one page. */
const LARGE = 4;

/** So many that the system's buffers cannot hold the answers of one connection. */
const PAGES_EACH = 8;
const CONNECTIONS = 6;

describe('answers that nobody reads', () => {
  const sockets: Socket[] = [];
  let app: TestApp;
  let greedy: TestAccount;
  let other: TestAccount;

  beforeAll(async () => {
    app = await bootApp(sqlite);
    [greedy, other] = [await addAccount(app), await addAccount(app)];
    const photos = Array.from({ length: 60 }, (_, number) => ({
      value: `https://x/${number}/`.padEnd(16_000, 'x'),
    }));
    for (const { scim } of [greedy, other]) {
      for (let number = 0; number < LARGE; number++) {
        await scim.create('/Users', { userName: `large${number}@acme.example`, photos });
      }
    }
  });

  afterAll(() => app.close());

  it('are limited to the account’s memory budget, and others do not wait', async () => {
    const { hostname, port } = new URL(app.url);
    for (let number = 0; number < CONNECTIONS; number++) {
      const socket = connect(Number(port), hostname);
      sockets.push(socket);
      socket.pause();
      await once(socket, 'connect');
      const head = `GET /SCIM/v2/Users?count=1000 HTTP/1.1\r\nhost: x\r\nauthorization: ${greedy.scim.authorization}\r\n\r\n`;
      socket.write(head.repeat(PAGES_EACH));
    }
    const budgets = app.get(AnswerBudgets);
    await until('some wait', () => budgets.waiting > 0);
    const page = await other.scim.list('/Users?count=1000');
    expect(page.Resources.length).toBeGreaterThan(1);
    expect((await greedy.scim.get('/Users?count=1')).status).toBe(200);
    expect(budgets.waiting).toBeGreaterThan(0);

    for (const socket of sockets) socket.destroy();
    await until('nobody waits', () => budgets.waiting === 0);
    expect((await greedy.scim.list('/Users?count=1000')).totalResults).toBe(LARGE + 1);
  });
});
