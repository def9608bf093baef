import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LateWrites } from '../../../src/platform/database/late-writes.js';
import { accessToken, addClient, scimWith } from '../../oauth/oauth.js';
import { check, examine } from '../../doctor/report.js';
import { items, problem, restOf, RestClient } from '../../rest/rest-client.js';
import { addAccount, addOperator, addUser, makeApiKey, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { openConsole } from '../../support/console.js';
import { databaseLanes } from '../../support/lanes.js';
import { basic, ScimClient } from '../../support/scim-client.js';
import { whereFound } from '../../support/table-dump.js';

const SETTINGS = '/provisioning/settings';
const DEFAULTS = {
  alarmAbove: 25,
  alarmPercent: 10,
  lockManaged: false,
  paused: false,
  rolesGrant: false,
  pausedBy: null,
  pausedAt: null,
};

describe.each(databaseLanes())('the provisioning settings on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let rest: RestClient;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    acme = await addAccount(app);
    rest = restOf(app, acme);
  });

  const pause = () => rest.patch(SETTINGS, { paused: true });
  const resume = () => rest.patch(SETTINGS, { paused: false });

  it('have defaults, and are changed one by one, each in the audit trail', async () => {
    expect(await rest.read(SETTINGS)).toEqual(DEFAULTS);
    expect((await rest.patch(SETTINGS, { alarmAbove: 100 })).body).toEqual({ ...DEFAULTS, alarmAbove: 100 });
    await rest.patch(SETTINGS, { alarmPercent: 100, lockManaged: true });
    expect(await rest.read(SETTINGS)).toEqual({
      ...DEFAULTS,
      alarmAbove: 100,
      alarmPercent: 100,
      lockManaged: true,
    });
    await rest.patch(SETTINGS, { lockManaged: true });
    const entries = items(await rest.get('/audit?action=settings.changed'));
    expect(entries.map(({ changes }) => changes)).toMatchObject([
      [
        { path: 'alarmPercent', old: '10', new: '100' },
        { path: 'lockManaged', old: false, new: true },
      ],
      [{ path: 'alarmAbove', old: '25', new: '100' }],
    ]);
  });

  it.each([
    { alarmAbove: 0 },
    { alarmAbove: 100_001 },
    { alarmAbove: 1.5 },
    { alarmAbove: '25' },
    { alarmPercent: 0 },
    { alarmPercent: 101 },
    { lockManaged: 'yes' },
    { paused: null },
    { pausedBy: 'somebody' },
  ])('refuse %j', async (change) => {
    const [name = ''] = Object.keys(change);
    expect(await rest.patch(SETTINGS, change)).toMatchObject(problem(400, 'invalid-input', `/${name}`));
    expect(await rest.read(SETTINGS)).toEqual(DEFAULTS);
  });

  it('are for administrators, and for support with a reason', async () => {
    const password = 'correct horse battery';
    await addUser(app, acme, { userName: 'employee@acme.example', password });
    const employee = new RestClient(app, basic(`${acme.slug}/employee@acme.example`, password));
    expect((await employee.get(SETTINGS)).status).toBe(403);
    expect((await employee.patch(SETTINGS, { paused: true })).status).toBe(403);

    const support = new RestClient(app, await addOperator(app));
    const path = `/support/accounts/${acme.id}/provisioning-settings`;
    expect(await support.read(path)).toEqual(DEFAULTS);
    expect((await support.patch(path, { lockManaged: true })).status).toBe(400);
    await support.patch(path, { lockManaged: true, reason: ' ticket 4711 ' });
    expect(await rest.read(SETTINGS)).toEqual({ ...DEFAULTS, lockManaged: true });
    expect(items(await rest.get('/audit?action=settings.changed'))).toMatchObject([
      { actorKind: 'operator', detail: 'ticket 4711' },
    ]);
    const unknown = '/support/accounts/0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e91/provisioning-settings';
    expect((await support.get(unknown)).status).toBe(404);
    expect((await support.patch(unknown, { paused: true, reason: 'why' })).status).toBe(404);
  });

  it('pause every SCIM request of the account, with any credential, and of no other', async () => {
    const key = await makeApiKey(app, basic(acme.admin.userName, acme.admin.password));
    const token = await accessToken(app, await addClient(app, acme));
    const { id } = await acme.scim.create('/Users', { userName: 'noor@acme.example' });
    const settings = (await pause()).body;
    expect(settings).toMatchObject({ paused: true, pausedBy: acme.admin.userName });
    const clients = [acme.scim, new ScimClient(`${app.url}/SCIM/v2`, `Bearer ${key}`), scimWith(app, token)];
    for (const scim of clients) {
      for (const answer of [
        await scim.get('/Users?startIndex=1&count=2'),
        await scim.get('/ServiceProviderConfig'),
        await scim.post('/Users', { userName: 'new@acme.example' }),
        await scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'active', value: false }]),
        await scim.delete(`/Users/${id}`),
      ]) {
        expect(answer.status).toBe(403);
        const { detail } = answer.body;
        expect(detail).toContain(`Provisioning was paused in Declaree by ${acme.admin.userName} on `);
        expect(detail).toContain('opens Provisioning settings in Declaree and presses Resume.');
      }
    }
    expect((await (await addAccount(app)).scim.get('/Users')).status).toBe(200);
    await resume();
    expect((await acme.scim.get(`/Users/${id}`)).body).toMatchObject({ active: true });
    expect((await acme.scim.get('/Users?filter=userName eq "new@acme.example"')).body).toMatchObject({
      totalResults: 0,
    });
  });

  it('go on with the provisioning log while paused: one event a minute, with a count', async () => {
    await pause();
    for (let time = 0; time < 5; time++)
      await acme.scim.post('/Users', { userName: `new${time}@acme.example` });
    await app.get(LateWrites).flush();
    const events = items(await rest.get('/provisioning/events'));
    expect(events).toMatchObject([
      { outcome: 'failure', status: 403, code: 'scim-paused', count: 4 },
      { outcome: 'failure', status: 403, code: 'scim-paused', count: 1 },
    ]);
  });

  it('say in the doctor and at the test of the credentials why requests are refused', async () => {
    await pause();
    await acme.scim.get('/Users?startIndex=1&count=2');
    const paused = await examine(app, acme);
    expect(check(paused, 'module')).toMatchObject({ level: 'problem' });
    expect(check(paused, 'module').detail).toContain(`SCIM was paused by ${acme.admin.userName} on `);
    expect(check(paused, 'credential-test').detail).toContain('paused');
    expect(check(paused, 'self-run').detail).toContain('provisioning is paused');
    const client = await openConsole(app, acme.admin);
    expect((await client.get('/connection')).text).toContain(`Provisioning was paused in Declaree by`);
    await resume();
    expect(check(await examine(app, acme), 'module')).toMatchObject({ level: 'ok' });
    expect(check(await examine(app, acme), 'credential-test').detail).toContain('resumed since');
  });

  it('are beside the switch of the module, which goes first', async () => {
    const operator = await addOperator(app);
    const support = new RestClient(app, operator);
    await pause();
    await support.patch(`/support/accounts/${acme.id}/provisioning-settings`, {
      paused: false,
      reason: 'ticket 4711',
    });
    expect((await acme.scim.get('/Users')).status).toBe(200);
    await pause();
    const module = `/support/accounts/${acme.id}/modules/scim`;
    const switchTo = (enabled: boolean) =>
      fetch(`${app.url}/api/v1${module}`, {
        method: 'PUT',
        headers: { authorization: operator, 'content-type': 'application/json' },
        body: JSON.stringify({ enabled, reason: 'ticket 4711' }),
      });
    await switchTo(false);
    expect((await acme.scim.get('/Users')).body['detail']).toContain('not enabled');
    await switchTo(true);
    expect((await acme.scim.get('/Users')).body['detail']).toContain('paused');
  });

  it('cost SCIM requests no statement', async () => {
    await acme.scim.get('/Users?count=1');
    app.statements.clear();
    await acme.scim.get('/Users?count=1');
    const before = app.statements.statements.length;
    await pause();
    await resume();
    app.statements.clear();
    await acme.scim.get('/Users?count=1');
    expect(app.statements.statements.length).toBe(before);
  });

  it('forget the name of a person who is erased', async () => {
    const password = 'correct horse battery';
    const userName = 'pauser-9c1d@acme.example';
    const id = await addUser(app, acme, { userName, role: 'admin', password });
    await new RestClient(app, basic(userName, password)).patch(SETTINGS, { paused: true });
    expect((await rest.post(`/users/${id}/erase`, {})).status).toBe(204);
    const places = await whereFound(app, [userName]);
    expect(places.filter((place) => place.includes('provisioning_settings'))).toEqual([]);
    expect(await rest.read(SETTINGS)).toMatchObject({ paused: true, pausedBy: null });
    expect((await acme.scim.get('/Users')).body['detail']).toContain('was paused in Declaree on ');
  });
});
