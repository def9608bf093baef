import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Webhook } from '../../../src/provisioning/notifications/webhook.entity.js';
import { idIs } from '../../../src/platform/database/sql/predicate.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { Retention } from '../../../src/retention/retention.service.js';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { restoreClock, setClock } from '../../support/clock.js';
import { OPENSSL } from '../../support/certificate.js';
import { until } from '../../support/condition.js';
import { collectGarbage } from '../../support/garbage.js';
import { databaseLanes } from '../../support/lanes.js';
import { items, problem, restOf, stored, type RestClient } from '../../rest/rest-client.js';
import { deliveries, sendDue, tell } from './messages.js';
import { Receiver, verified } from './receiver.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe.runIf(OPENSSL).each(databaseLanes())('deliveries to webhooks on $name', (lane) => {
  let app: TestApp;
  let strict: TestApp;
  let receiver: Receiver;
  let acme: TestAccount;
  let rest: RestClient;

  beforeAll(async () => {
    app = await bootApp(lane, { OAUTH_PRIVATE_KEY_SETS: 'on' });
    strict = await bootApp(lane);
  });

  beforeEach(async () => {
    receiver = await Receiver.start();
    acme = await addAccount(app);
    rest = restOf(app, acme);
  });

  afterEach(async () => {
    restoreClock();
    await receiver.stop();
  });

  afterAll(async () => {
    await app.close();
    await strict.close();
  });

  const hook = async (client = rest, url = receiver.url) => {
    const { id, secret } = await client.create('/notifications/webhooks', { url, kinds: ['alarm'] });
    return { id, secret: String(secret) };
  };

  const test = async (id: string, client = rest) =>
    stored(await client.post(`/notifications/webhooks/${id}/test`, undefined));

  const storedSecrets = (id: string) =>
    app
      .get(UnitOfWork)
      .read(acme.id, (tx) =>
        tx.find(Webhook, { columns: ['previousSecrets', 'previousSecretsUntil'], where: idIs(id) }),
      );

  it('are signed so that a receiver can verify them by the specification', async () => {
    const { id, secret } = await hook();
    await tell(app, acme, 'alarm', { people: 12 });
    const [message] = receiver.received;
    if (!message) throw new Error('nothing has arrived');
    const [delivery] = await deliveries(rest, `?webhookId=${id}`);
    expect(verified(message, secret)).toEqual({
      type: 'alarm.example',
      timestamp: delivery?.['createdAt'],
      data: { people: 12, account: { id: acme.id, slug: acme.slug } },
    });
    expect(message.headers).toMatchObject({
      'webhook-id': `msg_${String(delivery?.['messageId'])}`,
      'content-type': 'application/json',
    });
    expect(delivery).toMatchObject({ state: 'sent', status: 204, attempts: 1, error: null });
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    expect(metrics).toMatch(
      /^declaree_notification_attempts_total\{channel="webhook",outcome="sent"\} [1-9]/m,
    );
    expect(() => verified({ ...message, body: `${message.body} ` }, secret)).toThrow('does not match');
    const other = await hook();
    expect(() => verified(message, other.secret)).toThrow('does not match');
  });

  it('are signed with the secrets before as well, until those end', async () => {
    const { id, secret } = await hook();
    const replace = async (body: object) =>
      String(stored(await rest.post(`/notifications/webhooks/${id}/secret`, body))['secret']);
    const arrived = async () => {
      await test(id);
      const message = receiver.received.at(-1);
      if (!message) throw new Error('nothing has arrived');
      return message;
    };
    const second = await replace({ previousValidHours: 1 });
    const third = await replace({});
    setClock(Date.now());
    const first = await arrived();
    expect(String(first.headers['webhook-signature']).split(' ')).toHaveLength(3);
    for (const each of [secret, second, third]) expect(verified(first, each).type).toBe('test');
    setClock(Date.now() + HOUR + MINUTE);
    const later = await arrived();
    for (const each of [second, third]) verified(later, each);
    expect(() => verified(later, secret)).toThrow('does not match');
    setClock(Date.now() + DAY);
    expect(String((await arrived()).headers['webhook-signature']).split(' ')).toHaveLength(1);
    expect(await rest.read(`/notifications/webhooks/${id}`)).toMatchObject({ previousSecretsUntil: null });
    await app.get(Retention).prune(new Date());
    expect(await storedSecrets(id)).toEqual({ previousSecrets: null, previousSecretsUntil: null });
    const leaked = await replace({});
    const safe = await replace({ previousValidHours: 0 });
    const last = await arrived();
    verified(last, safe);
    for (const each of [third, leaked]) expect(() => verified(last, each)).toThrow('does not match');
  });

  it('go to the webhooks that want the kind and are on, once each', async () => {
    const { id } = await hook();
    const off = await hook();
    await rest.patch(`/notifications/webhooks/${off.id}`, { enabled: false });
    const others = await rest.create('/notifications/webhooks', { url: receiver.url, kinds: ['silence'] });
    await tell(app, acme, 'alarm');
    await sendDue(app);
    expect(receiver.received).toHaveLength(1);
    expect(await deliveries(rest, `?webhookId=${id}`)).toHaveLength(1);
    expect(await deliveries(rest, `?webhookId=${off.id}`)).toEqual([]);
    expect(await deliveries(rest, `?webhookId=${others.id}`)).toEqual([]);
  });

  it('are repeated for a day with longer and longer pauses, then given up, and can be sent again', async () => {
    const { id, secret } = await hook();
    receiver.answer = (reply) => void reply.writeHead(503).end();
    const began = Date.now();
    await tell(app, acme, 'alarm');
    const pauses: number[] = [];
    let [delivery] = await deliveries(rest, `?webhookId=${id}`);
    setClock(Date.now());
    while (delivery?.['state'] === 'waiting') {
      const due = Date.parse(String(delivery['nextAttemptAt']));
      pauses.push(due - Date.parse(String(delivery['attemptedAt'])));
      setClock(due - 100);
      await sendDue(app);
      expect(receiver.received).toHaveLength(pauses.length);
      setClock(due + 1);
      await sendDue(app);
      [delivery] = await deliveries(rest, `?webhookId=${id}`);
    }
    expect(delivery).toMatchObject({ state: 'failed', attempts: 11, status: 503, nextAttemptAt: null });
    expect(pauses).toEqual(pauses.toSorted((one, other) => one - other));
    const lasted = Date.now() - began;
    expect(lasted).toBeGreaterThan(0.8 * DAY);
    expect(lasted).toBeLessThan(DAY);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await deliveries(rest, '?state=failed')).toHaveLength(1);

    receiver.answer = (reply) => void reply.writeHead(200).end('thanks');
    const again = stored(await rest.post(`/notifications/deliveries/${delivery?.id}/resend`, undefined));
    expect(again).toMatchObject({ id: delivery?.id, state: 'sent', status: 200, attempts: 1 });
    const last = receiver.received.at(-1);
    if (!last) throw new Error('nothing has arrived');
    verified(last, secret);
    expect(last.headers['webhook-id']).toBe(receiver.received[0]?.headers['webhook-id']);
  });

  it('wait for their turn before they can be sent again', async () => {
    const { id } = await hook();
    receiver.answer = (reply) => void reply.writeHead(500).end();
    const delivery = await test(id);
    expect(delivery).toMatchObject({
      state: 'waiting',
      error: 'the answer has the status 500',
      type: 'test',
    });
    expect(await rest.post(`/notifications/deliveries/${delivery.id}/resend`, undefined)).toMatchObject(
      problem(409, 'still-waiting'),
    );
  });

  it('follow no redirect, and stop for good where the receiver says that it is gone', async () => {
    const { id } = await hook();
    receiver.answer = (reply) => void reply.writeHead(307, { location: `${receiver.url}/other` }).end();
    expect(await test(id)).toMatchObject({ state: 'waiting', status: 307 });
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hook']);
    receiver.answer = (reply) => void reply.writeHead(410).end();
    expect(await test(id)).toMatchObject({ state: 'failed', status: 410, attempts: 1 });
    expect(await rest.read(`/notifications/webhooks/${id}`)).toMatchObject({ enabled: false });
    expect(items(await rest.get('/audit?action=webhook.changed'))).toMatchObject([{ actor: 'Declaree' }]);
    await tell(app, acme, 'alarm');
    expect(receiver.received).toHaveLength(2);
  });

  it('of one account do not wait for the receivers of another one', async () => {
    const { id } = await hook();
    const fast = await Receiver.start();
    try {
      const globex = await addAccount(app);
      const other = restOf(app, globex);
      await hook(other, fast.url);
      // It never answers to the first message, and at once to the second.
      receiver.answer = (reply, { headers }) => {
        const [first] = receiver.received;
        if (headers['webhook-id'] !== first?.headers['webhook-id']) reply.writeHead(204).end();
      };
      const hanging = Promise.all([tell(app, acme, 'alarm'), tell(app, acme, 'alarm')]);
      await until('the first receiver hangs', () => receiver.received.length > 0);
      const told = tell(app, globex, 'alarm');
      await until('the other one is told', () => fast.received.length === 1);
      expect(receiver.received).toHaveLength(1);
      // Node.js 20 collects the timeout of an `AbortSignal.any`.
      collectGarbage();
      await until('the first one has timed out', async () => {
        const errors = (await deliveries(rest, `?webhookId=${id}`)).map(({ error }) => error);
        return errors.includes('no answer in time');
      });
      receiver.answer = (reply) => void reply.writeHead(204).end();
      await Promise.all([hanging, told]);
    } finally {
      await fast.stop();
    }
  }, 90_000);

  it('never reach a private address, whatever name it has', async () => {
    const tenant = await addAccount(strict);
    const client = restOf(strict, tenant);
    const { id } = await hook(client);
    expect(await test(id, client)).toMatchObject({
      state: 'waiting',
      status: null,
      error: 'localhost is not at a public address',
    });
    expect(receiver.received).toEqual([]);
  });

  it('are limited, tests too', async () => {
    const { id } = await hook();
    for (let number = 0; number < 30; number++) await test(id);
    expect(await rest.post(`/notifications/webhooks/${id}/test`, undefined)).toMatchObject(
      problem(429, 'too-many-tests'),
    );
    const globex = await addAccount(app);
    const other = restOf(app, globex);
    expect(await test((await hook(other)).id, other)).toMatchObject({ state: 'sent' });
  });
});
