import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes, type TestDatabase } from '../../support/lanes.js';
import { createMigrated } from '../../support/migrated.js';
import type { ScimClient } from '../../support/scim-client.js';
import { TcpProxy } from '../../support/tcp-proxy.js';

/** The timeout of statements, which nobody should have to wait for. */
const GIVEN_UP_AFTER_MS = 20_000;

const servers = databaseLanes().filter(({ name }) => name !== 'sqlite');

describe.each(servers)('connections to $name that a firewall has forgotten', (lane) => {
  let database: TestDatabase;
  let proxy: TcpProxy;
  let app: TestApp;
  let scim: ScimClient;
  let userId: string;

  beforeAll(async () => {
    database = await createMigrated(lane);
    const url = new URL(database.url);
    proxy = await TcpProxy.before(Number(url.port));
    url.port = String(proxy.port);
    app = await bootApp({ ...lane, create: () => Promise.resolve({ ...database, url: url.href }) });
    ({ scim } = await addAccount(app));
    userId = String((await scim.post('/Users', { userName: 'anna@x.example' })).body['id']);
  });

  afterAll(async () => {
    await app?.close();
    await proxy?.close();
  });

  const read = () => scim.get(`/Users/${userId}`);
  const write = (title: string) => scim.put(`/Users/${userId}`, { userName: 'anna@x.example', title });
  const tenAtOnce = (ask: (index: number) => Promise<{ status: number }>) =>
    Promise.all(Array.from({ length: 10 }, (_, index) => ask(index)));

  /** Opens as many connections as possible, and leaves them until the firewall forgets them. */
  const pause = async () => {
    await tenAtOnce(read);
    proxy.forgetsAfterMs = 2_500;
    await sleep(4_000);
  };

  it.each([
    ['reads', read],
    ['writes', (index: number) => write(`title ${index}`)],
  ])('are not used again: of ten %s at once none fails or hangs', async (_, ask) => {
    await pause();
    const startedAt = performance.now();
    const answers = await tenAtOnce(ask);
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(performance.now() - startedAt).toBeLessThan(GIVEN_UP_AFTER_MS);
  });

  it('are not tested one after another: ten requests in a row wait once', async () => {
    await pause();
    const startedAt = performance.now();
    for (let index = 0; index < 10; index++) expect((await read()).status).toBe(200);
    // Each test of a dead one takes two seconds.
    expect(performance.now() - startedAt).toBeLessThan(GIVEN_UP_AFTER_MS);
  });
});
