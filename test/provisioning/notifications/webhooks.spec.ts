import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { items, problem, restOf, stored, type RestClient } from '../../rest/rest-client.js';
import { deliveries, tell } from './messages.js';

const URL = 'https://alerts.acme.example/hooks/secret-token?team=7';
const DAY = 86_400_000;
const ALARMS = { url: URL, kinds: ['alarm'] };

describe.each(sqliteAndOneServer())('webhooks over REST on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let rest: RestClient;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  beforeEach(async () => {
    acme = await addAccount(app);
    rest = restOf(app, acme);
  });

  afterAll(() => app.close());

  const create = (body: unknown = ALARMS) => rest.create('/notifications/webhooks', body);

  it('are created with a secret that no other answer shows', async () => {
    const { secret, ...created } = await create({ ...ALARMS, kinds: ['silence', 'alarm'] });
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
    expect(created).toEqual({
      id: created.id,
      url: URL,
      kinds: ['alarm', 'silence'],
      enabled: true,
      createdAt: expect.any(String),
      previousSecretsUntil: null,
    });
    const again = await create();
    expect(again['secret']).not.toBe(secret);
    const listed = items(await rest.get('/notifications/webhooks'));
    expect(listed).toHaveLength(2);
    expect(listed[0]).toEqual(created);
    expect(await rest.read(`/notifications/webhooks/${created.id}`)).toEqual(created);
    expect(stored(await rest.patch(`/notifications/webhooks/${created.id}`, { enabled: false }))).toEqual({
      ...created,
      enabled: false,
    });
  });

  it('refuse what cannot be called, and more than five', async () => {
    const post = (body: unknown) => rest.post('/notifications/webhooks', body);
    for (const url of [
      'http://alerts.acme.example/',
      'https://user:pass@alerts.acme.example/',
      'https://alerts.acme.example/#x',
      'alerts.acme.example',
      `https://alerts.acme.example/${'x'.repeat(1_000)}`,
    ]) {
      expect(await post({ ...ALARMS, url })).toMatchObject(problem(400, 'invalid-input', '/url'));
    }
    for (const host of ['127.0.0.1', '2130706433', '[::1]', '10.0.0.1', '[::ffff:169.254.169.254]']) {
      const url = `https://${host}/`;
      expect(await post({ ...ALARMS, url })).toMatchObject(problem(400, 'private-address', '/url'));
    }
    expect(await post({ ...ALARMS, kinds: [] })).toMatchObject(problem(400, 'invalid-input', '/kinds'));
    expect(await post({ ...ALARMS, kinds: ['test'] })).toMatchObject({ status: 400 });
    for (let number = 0; number < 5; number++) await create();
    expect(await post(ALARMS)).toMatchObject(problem(409, 'too-many-webhooks'));
    const [first] = items(await rest.get('/notifications/webhooks'));
    expect((await rest.delete(`/notifications/webhooks/${first?.id}`)).status).toBe(204);
    await create();
  });

  it('are recorded in the audit trail, without the path of the URL', async () => {
    const { id } = await create();
    await rest.patch(`/notifications/webhooks/${id}`, { kinds: ['alarm', 'failures'] });
    await rest.patch(`/notifications/webhooks/${id}`, { kinds: ['failures', 'alarm'] });
    const replaced = stored(await rest.post(`/notifications/webhooks/${id}/secret`, {}));
    await rest.delete(`/notifications/webhooks/${id}`);
    const trail = items(await rest.get('/audit'));
    expect(trail.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['webhook.created', 'webhook.changed', 'webhook.deleted']),
    );
    expect(trail.filter(({ action }) => action === 'webhook.changed')).toHaveLength(1);
    expect(trail.find(({ action }) => action === 'webhook.created')).toMatchObject({
      subject: { type: 'webhook', id, name: 'alerts.acme.example' },
    });
    expect(trail.find(({ action }) => action === 'webhook.secret-replaced')).toMatchObject({
      actor: acme.admin.userName,
      subject: { type: 'webhook', id },
      changes: [{ path: 'previousSecretsUntil', old: null, new: replaced['previousSecretsUntil'] }],
    });
    expect(JSON.stringify(trail)).not.toMatch(/secret-token|whsec_/);
  });

  it('get another secret, shown once, and keep a few of the previous ones for a while', async () => {
    const { secret, ...created } = await create();
    const path = `/notifications/webhooks/${created.id}`;
    const replace = (body: unknown = {}) => rest.post(`${path}/secret`, body);
    const before = Date.now();
    const { secret: second, ...after } = stored(await replace());
    expect(second).toMatch(/^whsec_[\w+/]{43}=$/);
    expect(second).not.toBe(secret);
    expect(after).toEqual({ ...created, previousSecretsUntil: expect.any(String) });
    const until = Date.parse(String(after['previousSecretsUntil']));
    expect(until).toBeGreaterThanOrEqual(before + DAY);
    expect(until).toBeLessThan(Date.now() + DAY + 60_000);
    expect(await rest.read(path)).toEqual(after);
    const week = stored(await replace({ previousValidHours: 168 }));
    expect(Date.parse(String(week['previousSecretsUntil']))).toBeGreaterThan(before + 7 * DAY - 1);
    expect(stored(await replace())['previousSecretsUntil']).toBe(week['previousSecretsUntil']);
    expect(await replace()).toMatchObject(problem(409, 'too-many-secrets'));
    expect(stored(await replace({ previousValidHours: 0 }))['previousSecretsUntil']).toBeNull();
    for (const previousValidHours of [-1, 169, 1.5, '1', null]) {
      expect(await replace({ previousValidHours })).toMatchObject({ status: 400 });
    }
    expect(await rest.read(path)).toEqual(created);
  });

  it('are those of the own account only', async () => {
    const { id } = await create();
    await tell(app, acme, 'alarm');
    const [delivery] = await deliveries(rest, `?webhookId=${id}`);
    expect(delivery).toMatchObject({ to: 'alerts.acme.example', kind: 'alarm' });
    const globex = restOf(app, await addAccount(app));
    const path = `/notifications/webhooks/${id}`;
    const answers = [
      await globex.get(path),
      await globex.patch(path, { enabled: false }),
      await globex.delete(path),
      await globex.post(`${path}/test`, undefined),
      await globex.post(`${path}/secret`, {}),
      await globex.post(`/notifications/deliveries/${delivery?.id}/resend`, undefined),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
    expect(items(await globex.get('/notifications/webhooks'))).toEqual([]);
    expect(await deliveries(globex, `?webhookId=${id}`)).toEqual([]);
    expect((await rest.get(path)).status).toBe(200);
  });
});
