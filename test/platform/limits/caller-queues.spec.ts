import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CALLERS } from '../../../src/platform/database/account-queues.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { basic, send } from '../../support/scim-client.js';

const ATTACKED_FROM = '192.0.2.7';
const NETWORK = '192.0.2.0/24';
const ELSEWHERE = '198.51.100.2';

describe.each(sqliteAndOneServer())('requests of unknown callers in $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane, { TRUST_PROXY: 'true' });
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  const knock = (authorization: string, address: string) =>
    send(`${app.url}/SCIM/v2/ServiceProviderConfig`, 'GET', {
      headers: { authorization, 'x-forwarded-for': address },
    });

  /** Starts or queues a number of lookups of the network, until the returned function is called. */
  const occupy = (count: number): (() => Promise<void>) => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const held = Array.from({ length: count }, () => app.get(UnitOfWork).findCaller(NETWORK, () => released));
    return async () => {
      release();
      await Promise.all(held);
    };
  };

  it('wait for each other, and do not delay other networks', async () => {
    const leave = occupy(CALLERS.ofOne.atOnce);
    let isAnswered = false;
    const stranger = knock(basic('nobody@elsewhere.example', 'a guess'), ATTACKED_FROM).then((answer) => {
      isAnswered = true;
      return answer.status;
    });
    expect((await knock(acme.scim.authorization, ELSEWHERE)).status).toBe(200);
    expect((await knock('Bearer dk_unknown', ELSEWHERE)).status).toBe(401);
    expect(isAnswered).toBe(false);
    await leave();
    expect(await stranger).toBe(401);
  });

  it('do not delay a recently valid credential from the same network', async () => {
    expect((await knock(acme.scim.authorization, ATTACKED_FROM)).status).toBe(200);
    const leave = occupy(CALLERS.ofOne.atOnce + 50);
    expect((await knock(acme.scim.authorization, ATTACKED_FROM)).status).toBe(200);
    await leave();
  });

  it('are refused with 429 once a thousand of their network wait', async () => {
    const leave = occupy(CALLERS.ofOne.atOnce + CALLERS.ofOne.waiting);
    const { status, headers, body } = await knock(basic('somebody@else.example', 'a guess'), ATTACKED_FROM);
    expect(status).toBe(429);
    expect(headers.get('retry-after')).toBe('2');
    expect(body).toMatchObject({
      detail: expect.stringContaining(
        'Too many requests from your network are waiting to be answered.',
      ) as unknown,
    });
    expect((await knock(acme.scim.authorization, ELSEWHERE)).status).toBe(200);
    await leave();
  });
});
