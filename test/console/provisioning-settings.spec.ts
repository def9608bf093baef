import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LateWrites } from '../../src/platform/database/late-writes.js';
import { items, restOf } from '../rest/rest-client.js';
import { addAccount, addOperator, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { until } from '../support/condition.js';
import { openConsole, type ConsoleClient } from '../support/console.js';
import { sqliteAndOneServer } from '../support/lanes.js';

const PATH = '/provisioning-settings';

describe.each(sqliteAndOneServer())('the page of the provisioning settings on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let client: ConsoleClient;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    acme = await addAccount(app);
    client = await openConsole(app, acme.admin);
  });

  const settings = () => restOf(app, acme).read('/provisioning/settings');

  it('pauses the connection after a question, and resumes it', async () => {
    expect((await client.get(PATH)).text).toContain('Pause this connection…');
    expect((await client.get(`${PATH}/pause`)).text).toContain(
      'Every request of your identity provider is refused',
    );
    const { text } = await client.follow(await client.post(`${PATH}/pause`, {}));
    expect(text).toContain(`Provisioning is paused by ${acme.admin.userName}, since`);
    expect((await acme.scim.get('/Users?count=2')).status).toBe(403);
    const connection = (await client.get('/connection')).text;
    expect(connection).toContain('SCIM Paused');
    expect(connection).toContain('Provisioning was paused in Declaree by');
    await client.get(PATH);
    await client.follow(await client.post(`${PATH}/resume`, {}));
    expect((await client.get('/connection')).text).toContain('was paused at the time, but has resumed since');
    expect((await acme.scim.get('/Users')).status).toBe(200);
  });

  it('saves the settings, and shows faults at their fields', async () => {
    await client.get(PATH);
    await client.post(PATH, { alarmAbove: '40', alarmPercent: '5', lockManaged: 'yes' });
    expect(await settings()).toMatchObject({ alarmAbove: 40, alarmPercent: 5, lockManaged: true });
    const { html } = await client.get(PATH);
    expect(html).toMatch(/name="lockManaged"[^>]*checked/);
    const refused = await client.post(PATH, { alarmAbove: '0', alarmPercent: 'all' });
    expect(refused.status).toBe(400);
    for (const name of ['alarmAbove', 'alarmPercent']) {
      expect(refused.html).toContain(`<a href="#field-${name}">Enter a whole number`);
    }
    expect(refused.html).toContain('value="all"');
    await client.post(PATH, { alarmAbove: '40', alarmPercent: '5' });
    expect(await settings()).toMatchObject({ alarmAbove: 40, lockManaged: false, paused: false });
  });

  it('makes everybody local once SCIM is off, and changes nobody', async () => {
    const rest = restOf(app, acme);
    const { id } = await acme.scim.create('/Users', { userName: 'noor@acme.example' });
    await acme.scim.create('/Groups', { displayName: 'Payroll' });
    const left = await acme.scim.create('/Users', { userName: 'left@acme.example' });
    await app.get(LateWrites).flush();
    await acme.scim.delete(`/Users/${left.id}`);
    expect((await client.get(PATH)).text).not.toContain('Make everybody local');
    await fetch(`${app.url}/api/v1/support/accounts/${acme.id}/modules/scim`, {
      method: 'PUT',
      headers: { authorization: await addOperator(app), 'content-type': 'application/json' },
      body: JSON.stringify({ enabled: false, reason: 'ticket 4711' }),
    });
    expect((await client.get(PATH)).text).toContain('Make everybody local…');
    const preview = (await client.get(`${PATH}/make-local`)).text;
    expect(preview).toContain('It makes 1 user and 1 group local');
    expect(preview).toContain('noor@acme.example who manages it Payroll who manages it');
    expect(preview).not.toContain('left@acme.example');
    const job = (await client.post(`${PATH}/make-local`, {})).headers.get('location') ?? '';
    expect(job).toMatch(/^\/jobs\/[\da-f-]{36}$/);
    await until('the page shows the result', async () =>
      (await client.get(job)).text.includes('2 users and groups are local now.'),
    );
    await app.get(LateWrites).flush();
    const [run] = items(await rest.get('/provisioning/runs'));
    expect((await client.get(`/runs/${run?.id}`)).text).toContain(
      `noor@acme.example Management changed managed by from ${acme.admin.userName}`,
    );
    expect((await client.get(PATH)).text).not.toContain('Make everybody local…');
    expect((await client.get(`${PATH}/make-local`)).text).toContain('Everybody is local already.');
    expect((await client.post(`${PATH}/make-local`, {})).status).toBe(409);
    expect(await rest.read(`/users/${id}`)).toMatchObject({
      managedBy: null,
      lastSeenAt: null,
      active: true,
      version: 1,
    });
    expect(await rest.read('/audit?action=ownership.ended')).toMatchObject({
      items: [{ detail: '1 user, 1 group' }],
    });
  });
});
