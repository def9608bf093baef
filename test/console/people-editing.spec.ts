import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LateWrites } from '../../src/platform/database/late-writes.js';
import { restOf, type RestClient, type Stored } from '../rest/rest-client.js';
import { SupportClient } from '../rest/support/support-client.js';
import {
  addAccount,
  addOperator,
  addUser,
  logIn,
  makeApiKey,
  whoAmI,
  type TestAccount,
} from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { openConsole, type ConsoleClient } from '../support/console.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { EXPENSE } from '../support/scim-client.js';

const PASSWORD = 'correct horse battery';

describe.each(sqliteAndOneServer())('changing people in the console on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let client: ConsoleClient;
  let rest: RestClient;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    acme = await addAccount(app);
    client = await openConsole(app, acme.admin);
    rest = restOf(app, acme);
  });

  /** Opens the page of a user and sends its form with some fields changed. */
  const save = async (id: string, fields: Record<string, string>) => {
    const { html } = await client.get(`/people/${id}`);
    const version = /name="version" value="([^"]*)"/.exec(html)?.[1] ?? '';
    return client.post(`/people/${id}`, { version, ...fields });
  };
  const newest = async () =>
    ((await rest.read('/audit?limit=1'))['items'] as Stored[])[0] as Stored & { changes: unknown[] };
  const managed = { userName: 'mira@many.example', externalId: '00u1', displayName: 'Mira' };

  it('changes role, state and organization of a user whom no provider manages, and records it', async () => {
    const { nl } = acme.organizations;
    const { id } = await rest.create('/users', { userName: 'jan@many.example', password: PASSWORD });
    const saved = await save(id, { role: 'approver', state: 'deactivated', organizationId: nl.id });
    expect(saved.headers.get('location')).toBe(`/people/${id}`);
    const { text } = await client.follow(saved);
    expect(text).toContain('jan@many.example has been saved.');
    expect(text).toContain('State Deactivated Role approver');
    expect(await rest.read(`/users/${id}`)).toMatchObject({
      role: 'approver',
      active: false,
      organizationId: nl.id,
    });
    expect((await logIn(app, acme, 'jan@many.example', PASSWORD)).status).toBe(401);
    expect(await newest()).toMatchObject({
      action: 'user.changed',
      actor: acme.admin.userName,
      via: 'console',
      subject: { id },
    });
    await save(id, { state: 'active' });
    expect((await logIn(app, acme, 'jan@many.example', PASSWORD)).status).toBe(200);
  });

  it('renames a user, and clears blank fields', async () => {
    const user = { userName: 'jan@many.example', displayName: 'Jan', email: 'jan@many.example' };
    const { id } = await rest.create('/users', user);
    await save(id, { userName: ' j.peeters@many.example ', displayName: 'Jan Peeters', email: '' });
    expect(await rest.read(`/users/${id}`)).toMatchObject({
      userName: 'j.peeters@many.example',
      displayName: 'Jan Peeters',
      email: null,
    });
    await save(id, { displayName: '' });
    expect(await rest.read(`/users/${id}`)).toMatchObject({ displayName: null });
    const { version } = await rest.read(`/users/${id}`);
    expect((await save(id, { userName: 'j.peeters@many.example', role: 'employee' })).status).toBe(303);
    expect(await rest.read(`/users/${id}`)).toMatchObject({ version });
  });

  it('shows the fault at the field, keeps the input, and stays under People', async () => {
    const { id } = await rest.create('/users', { userName: 'jan@many.example' });
    const answer = await save(id, { userName: ' ', email: 'nonsense', role: 'emperor', state: 'asleep' });
    expect(answer.status).toBe(400);
    for (const name of ['email', 'role', 'state']) expect(answer.html).toContain(`<a href="#field-${name}">`);
    expect(answer.html).toContain('value="nonsense"');
    expect(answer.html).toMatch(/href="\/people" aria-current="true"/);
    expect((await save(id, { userName: ' ' })).html).toContain(
      '<a href="#field-userName">Enter a user name.</a>',
    );
    const taken = await save(id, { userName: acme.admin.userName.toUpperCase() });
    expect(taken.status).toBe(409);
    expect(taken.html).toContain('<a href="#field-userName">');
    const nowhere = await save(id, { organizationId: 'Narnia' });
    expect(nowhere.html).toContain(`<option value="${acme.organizations.parent.id}" selected>`);
    expect(nowhere.html).toContain(
      '<a href="#field-organizationId">There is no organization &quot;Narnia&quot;',
    );
    expect((await save(id, { passwordHash: 'x' })).status).toBe(400);
    expect(await rest.read(`/users/${id}`)).toMatchObject({ version: 1 });
  });

  it('does not overwrite another change', async () => {
    const { id } = await rest.create('/users', { userName: 'jan@many.example' });
    await client.get(`/people/${id}`);
    await rest.patch(`/users/${id}`, { role: 'controller' });
    const late = await client.post(`/people/${id}`, { version: '1', state: 'deactivated', role: 'employee' });
    expect(late.status).toBe(412);
    expect(late.text).toContain('Somebody else has changed this in the meantime.');
    expect(late.html).toContain('name="version" value="2"');
    expect(await rest.read(`/users/${id}`)).toMatchObject({ role: 'controller', active: true });
  });

  /** Has the account refuse changes of what its identity provider manages. */
  const lock = async () => {
    await app.get(LateWrites).flush();
    await rest.patch('/provisioning/settings', { lockManaged: true });
  };

  it('warns before it changes what the identity provider manages, and offers all fields', async () => {
    const { id } = await acme.scim.create('/Users', { ...managed, [EXPENSE]: { organization: 'Acme NL' } });
    await app.get(LateWrites).flush();
    const { text } = await client.get(`/people/${id}`);
    expect(text).toContain(`managed by ${acme.admin.userName} , last seen`);
    expect(text).toContain('Its next update would overwrite changes made in Declaree.');
    await save(id, { displayName: 'Mira Vos', state: 'deactivated', role: 'controller' });
    const changed = { displayName: 'Mira Vos', active: false, role: 'controller' };
    expect(await rest.read(`/users/${id}`)).toMatchObject(changed);
  });

  it('leaves managed fields to the identity provider if the account locks them, but deactivates, and assigns and removes the role admin', async () => {
    const { id } = await acme.scim.create('/Users', {
      ...managed,
      [EXPENSE]: { organization: 'Acme NL', role: 'approver' },
    });
    await lock();
    const { html, text } = await client.get(`/people/${id}`);
    expect(text).toContain('Your account only lets the identity provider change what it manages.');
    expect(html).not.toMatch(/<(?:input|select)[^>]*name="(?:userName|displayName|email|organizationId)"/);
    expect(html).not.toContain('value="controller"');
    expect(html).not.toContain(`/people/${id}/delete`);
    for (const fields of [
      { displayName: 'Mira Vos' },
      { role: 'controller' },
      { organizationId: acme.organizations.be.id },
    ]) {
      const refused = await save(id, fields);
      expect(refused.status).toBe(409);
      expect(refused.text).toContain(`${acme.admin.userName} manages this user, and your account only`);
    }
    await client.get(`/people/${id}`);
    expect((await client.post(`/people/${id}/delete`, {})).status).toBe(409);
    await save(id, { role: 'admin' });
    expect(await rest.read(`/users/${id}`)).toMatchObject({ role: 'admin', active: true });
    await save(id, { role: 'controller' });
    expect(await rest.read(`/users/${id}`)).toMatchObject({ role: 'controller' });
    await save(id, { state: 'deactivated' });
    expect(await rest.read(`/users/${id}`)).toMatchObject({ active: false });
    expect((await client.get(`/people/${id}`)).html).not.toContain('name="state"');
    expect((await save(id, { state: 'active' })).status).toBe(409);
  });

  it('moves a locked user if the provider does not send an organization', async () => {
    const { id } = await acme.scim.create('/Users', managed);
    await lock();
    await save(id, { organizationId: acme.organizations.be.id });
    expect(await rest.read(`/users/${id}`)).toMatchObject({ organizationId: acme.organizations.be.id });
  });

  it('changes users deactivated by the provider, and everybody while SCIM is off', async () => {
    const { id } = await acme.scim.create('/Users', managed);
    await acme.scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'active', value: false }]);
    await app.get(LateWrites).flush();
    expect((await client.get(`/people/${id}`)).text).toContain(
      'and will be managed by it again once it reactivates',
    );
    expect((await save(id, { userName: 'gone@many.example' })).status).toBe(303);
    expect((await save(id, { state: 'active' })).status).toBe(303);
    expect(await rest.read(`/users/${id}`)).toMatchObject({ active: true, userName: 'gone@many.example' });

    const off = await addAccount(app);
    const there = await openConsole(app, off.admin);
    const user = await off.scim.create('/Users', managed);
    await app.get(LateWrites).flush();
    await new SupportClient(app, await addOperator(app)).switchScim(off.id, {
      enabled: false,
      reason: '4711',
    });
    expect((await there.get(`/people/${user.id}`)).text).toContain(
      'While SCIM is off, nothing is overwritten.',
    );
    expect((await there.post(`/people/${user.id}`, { version: '1', state: 'deactivated' })).status).toBe(303);
  });

  it('adds an administrator, and shows a working password once', async () => {
    const form = await client.get('/people/new');
    expect(form.html).toContain('<option value="admin" selected>');
    expect(form.html).toContain(`<option value="${acme.organizations.parent.id}" selected>`);
    const userName = `second@${acme.slug}.example`;
    const added = await client.post('/people', {
      userName,
      displayName: 'Second',
      email: userName,
      role: 'admin',
      organizationId: acme.organizations.nl.id,
      password: '',
    });
    const path = added.headers.get('location') ?? '';
    expect(path).toMatch(/^\/people\/[0-9a-f-]{36}$/);
    const { text } = await client.follow(added);
    expect(text).toContain(`${userName} has been added.`);
    const password = /Password (\S+) Copy/.exec(text)?.[1] ?? '';
    const second = await openConsole(app, { userName, password });
    expect((await second.get('/keys')).status).toBe(200);
    expect((await client.get(path)).text).not.toContain(password);
    expect(await newest()).toMatchObject({ action: 'login.succeeded' });
    expect(await rest.read(`/users/${path.slice(8)}`)).toMatchObject({
      role: 'admin',
      email: userName,
      organizationId: acme.organizations.nl.id,
    });
  });

  it('accepts a chosen password, and shows at the field why a user cannot be added', async () => {
    const userName = `own@${acme.slug}.example`;
    await client.get('/people/new');
    const added = await client.post('/people', { userName, role: 'employee', password: PASSWORD });
    expect((await client.follow(added)).text).not.toContain(PASSWORD);
    expect((await logIn(app, acme, userName, PASSWORD)).status).toBe(200);
    const empty = await client.post('/people', { role: 'admin', password: 'short', email: 'x' });
    expect(empty.status).toBe(400);
    for (const name of ['userName', 'password', 'email'])
      expect(empty.html).toContain(`<a href="#field-${name}">`);
    expect(empty.html).not.toContain('value="short"');
    const taken = await client.post('/people', { userName, role: 'admin' });
    expect(taken.status).toBe(409);
    expect(taken.html).toContain(`value="${userName}"`);
  });

  it('sets a new password after confirmation, which ends open sessions', async () => {
    const userName = `jan@${acme.slug}.example`;
    const id = await addUser(app, acme, { userName, password: PASSWORD });
    const session = await openConsole(app, { userName, password: PASSWORD });
    expect((await client.get(`/people/${id}/password`)).text).toContain(
      'All open sessions of this user end.',
    );
    expect((await logIn(app, acme, userName, PASSWORD)).status).toBe(200);
    const { text } = await client.follow(await client.post(`/people/${id}/password`, {}));
    expect(await newest()).toMatchObject({ action: 'password.reset', via: 'console', subject: { id } });
    const password = /New password (\S+) Copy/.exec(text)?.[1] ?? '';
    expect((await logIn(app, acme, userName, password)).status).toBe(200);
    expect((await logIn(app, acme, userName, PASSWORD)).status).toBe(401);
    expect((await session.get('/password')).status).toBe(303);
  });

  it('requires the current password for one’s own user', async () => {
    const { id } = acme.admin;
    expect((await client.get(`/people/${id}/password`)).headers.get('location')).toBe('/password');
    await client.get('/keys');
    expect((await client.post(`/people/${id}/password`, {})).status).toBe(403);
    expect((await whoAmI(app, acme.scim.authorization)).status).toBe(200);
  });

  it('deletes a user after confirmation', async () => {
    const { id } = await rest.create('/users', { userName: 'jan@many.example', displayName: 'Jan' });
    expect((await client.get(`/people/${id}/delete`)).text).toContain('Delete Jan?');
    const done = await client.follow(await client.post(`/people/${id}/delete`, {}));
    expect(done.text).toContain('Jan has been deleted.');
    expect((await client.get(`/people/${id}`)).status).toBe(404);
    expect(await newest()).toMatchObject({ action: 'user.deleted', via: 'console' });
  });

  it('does not lock out one’s own user', async () => {
    const { id } = acme.admin;
    for (const fields of [{ role: 'employee' }, { state: 'deactivated' }]) {
      const refused = await save(id, fields);
      expect(refused.status).toBe(403);
      expect(refused.text).toContain('your own user. Ask another administrator of the account to do so.');
    }
    const deletion = await client.post(`/people/${id}/delete`, {});
    expect(deletion.status).toBe(403);
    expect(deletion.text).toContain('You cannot delete your own user.');
    expect((await client.get('/people')).status).toBe(200);
  });

  it('revokes the API keys of a user when the role admin is removed', async () => {
    const userName = `second@${acme.slug}.example`;
    const id = await addUser(app, acme, { userName, password: PASSWORD, role: 'admin' });
    const header = `Basic ${Buffer.from(`${userName}:${PASSWORD}`).toString('base64')}`;
    const key = await makeApiKey(app, header);
    await save(id, { role: 'employee' });
    expect((await whoAmI(app, `Bearer ${key}`)).status).toBe(401);
  });

  it('does not reach users of another account', async () => {
    const other = await addAccount(app);
    const { id } = await restOf(app, other).create('/users', { userName: 'theirs@many.example' });
    await client.get('/people/new');
    for (const path of ['', '/password', '/delete']) {
      expect((await client.get(`/people/${id}${path}`)).status).toBe(404);
      await client.get('/people/new');
      expect((await client.post(`/people/${id}${path}`, { version: '1' })).status).toBe(404);
    }
    await client.get('/people/new');
    const foreign = await client.post('/people', {
      userName: 'x@many.example',
      role: 'admin',
      organizationId: other.organizations.nl.id,
    });
    expect(foreign.status).toBe(400);
    expect(await restOf(app, other).read(`/users/${id}`)).toMatchObject({ version: 1 });
  });
});
