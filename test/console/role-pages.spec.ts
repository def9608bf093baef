import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { restOf, type RestClient } from '../rest/rest-client.js';
import { addAccount, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { openConsole, type ConsoleClient } from '../support/console.js';
import { sqliteAndOneServer } from '../support/lanes.js';

describe.each(sqliteAndOneServer())('roles in the console on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let rest: RestClient;
  let client: ConsoleClient;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    rest = restOf(app, acme);
    client = await openConsole(app, acme.admin);
  });

  afterAll(() => app.close());

  it('a group gives its members a role, and their pages say where it comes from', async () => {
    const { id } = await acme.scim.create('/Users', {
      userName: 'noor@acme.example',
      roles: [{ value: 'boss' }],
      entitlements: [{ value: 'organization:4711', display: 'Acme FR' }],
    });
    const group = await acme.scim.create('/Groups', { displayName: 'Payroll', members: [{ value: id }] });
    const path = `/groups/${group.id}`;
    expect((await client.get(path)).text).toContain('Role of its members none');
    expect((await client.postBare(`${path}/role`, { role: 'controller' })).status).toBe(403);
    const { text } = await client.follow(await client.post(`${path}/role`, { role: 'controller' }));
    expect(text).toContain('The group gives its members the role controller.');
    expect(text).toContain('Role of its members controller');
    const person = (await client.get(`/people/${id}`)).text;
    expect(person).toContain('Role controller (from a group)');
    expect(person).toContain('Roles, as sent boss Entitlements, as sent Acme FR');
    expect(person).toContain('Payroll gives its members the role controller');
    // Saving the page as it is assigns nothing.
    await client.post(`/people/${id}`, { version: '2', role: 'controller', displayName: 'Noor' });
    expect(await rest.read(`/users/${id}`)).toMatchObject({ displayName: 'Noor', roleOrigin: 'group' });
    await client.get(path);
    expect((await client.post(`${path}/role`, { role: 'admin' })).status).toBe(400);
    const none = await client.follow(await client.post(`${path}/role`, { role: '' }));
    expect(none.text).toContain('The group gives its members no role.');
    expect(await rest.read(`/users/${id}`)).toMatchObject({ role: 'employee', roleOrigin: null });
  });

  it('the settings let the identity provider grant roles', async () => {
    const path = '/provisioning-settings';
    const alarms = { alarmAbove: '25', alarmPercent: '10' };
    await client.get(path);
    await client.post(path, { ...alarms, rolesGrant: 'yes' });
    expect(await rest.read('/provisioning/settings')).toMatchObject({ rolesGrant: true, lockManaged: false });
    expect((await client.get(path)).html).toMatch(/name="rolesGrant"[^>]*checked/);
    await client.post(path, alarms);
    expect(await rest.read('/provisioning/settings')).toMatchObject({ rolesGrant: false });
  });
});
