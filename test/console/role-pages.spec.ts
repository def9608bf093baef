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

  it('an assigned role can be taken away, and then the groups decide again', async () => {
    const { id } = await acme.scim.create('/Users', { userName: 'sam@acme.example' });
    const group = await acme.scim.create('/Groups', { displayName: 'Books', members: [{ value: id }] });
    await rest.patch(`/groups/${group.id}`, { role: 'accountant' });
    const path = `/people/${id}`;
    const save = async (role: string) => {
      const { html } = await client.get(path);
      const version = /name="version" value="(\d+)"/.exec(html)?.[1] ?? '';
      return client.post(path, { version, role });
    };
    expect((await client.get(path)).text).not.toContain('none assigned');
    await save('approver');
    const assigned = await client.get(path);
    expect(assigned.text).toContain('Role approver (assigned)');
    expect(assigned.text).toContain('none assigned');
    const { text } = await client.follow(await save('none'));
    expect(text).toContain('Role accountant (from a group)');
    expect(await rest.read(`/users/${id}`)).toMatchObject({ role: 'accountant', roleOrigin: 'group' });
    expect((await rest.read('/audit?limit=1'))['items']).toMatchObject([
      {
        action: 'user.changed',
        via: 'console',
        subject: { id },
        changes: [{ path: 'role', old: 'approver', new: 'accountant' }],
      },
    ]);
    // Of the same role, only where it comes from is another one.
    await save('approver');
    await rest.patch(`/groups/${group.id}`, { role: 'approver' });
    await save('none');
    expect((await rest.read('/audit?limit=1'))['items']).toMatchObject([
      { subject: { id }, changes: [{ path: 'roleOrigin', old: 'role', new: 'group' }] },
    ]);
    // The same over REST.
    await rest.patch(path.replace('people', 'users'), { role: 'controller' });
    await rest.patch(path.replace('people', 'users'), { role: null });
    expect(await rest.read(`/users/${id}`)).toMatchObject({ role: 'approver', roleOrigin: 'group' });
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
