import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { items, restOf, type RestClient } from '../rest/rest-client.js';
import { addAccount, addUsers, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { openConsole, type ConsoleClient } from '../support/console.js';
import { sqliteAndOneServer } from '../support/lanes.js';

describe.each(sqliteAndOneServer())('the pages of organizations on $name', (lane) => {
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

  const named = async (name: string) =>
    items(await rest.get(`/organizations?search=${encodeURIComponent(name)}`)).find(
      (organization) => organization['name'] === name,
    );
  const save = async (id: string, fields: Record<string, string>) => {
    const { html } = await client.get(`/organizations/${id}`);
    return client.post(`/organizations/${id}`, {
      version: /name="version" value="([^"]*)"/.exec(html)?.[1] ?? '',
      ...fields,
    });
  };

  it('list organizations with their parents, and link to their people', async () => {
    const { text, html } = await client.get('/organizations');
    expect(text).toMatch(
      /3 organizations .*Acme BE below Acme Group .*Acme Group top level .*Acme NL below Acme Group/,
    );
    expect(html).toContain(`href="/people?organization=${acme.organizations.nl.id}"`);
    const found = await client.get('/organizations?search=NL');
    expect(found.text).toContain('1 organization');
    expect(found.text).not.toContain('Acme BE below');
    expect((await client.get('/organizations?search=narnia')).text).toContain(
      'No organizations match your search.',
    );
  });

  it('show an organization with its people, its id and its parent', async () => {
    await addUsers(app, acme, 2);
    const { parent, nl } = acme.organizations;
    const { text, html } = await client.get(`/organizations/${parent.id}`);
    expect(text).toContain('People 3 Below none (top level)');
    expect(text).toContain(`Id ${parent.id}`);
    expect(html).not.toContain(`<option value="${parent.id}"`);
    expect((await client.get(`/organizations/${nl.id}`)).html).toContain(
      `<option value="${parent.id}" selected>`,
    );
  });

  it('add an organization at the top level or below another, and record that', async () => {
    await client.get('/organizations');
    const top = await client.follow(
      await client.post('/organizations', { name: ' Acme France ', parentId: '' }),
    );
    expect(top.text).toContain('The organization Acme France has been added.');
    expect(await named('Acme France')).toMatchObject({ parentId: null });
    await client.post('/organizations', { name: 'Acme Lille', parentId: 'acme france' });
    expect(await named('Acme Lille')).toMatchObject({ parentId: (await named('Acme France'))?.id });
    const [entry] = items(await rest.get('/audit?limit=1'));
    expect(entry).toMatchObject({ action: 'organization.created', via: 'console' });
  });

  it('show at the field why an organization cannot be added, under Organizations', async () => {
    await client.get('/organizations');
    const twice = await client.post('/organizations', {
      name: 'ACME nl',
      parentId: acme.organizations.be.id,
    });
    expect(twice.status).toBe(409);
    expect(twice.html).toContain('<a href="#field-name">');
    expect(twice.html).toContain('value="ACME nl"');
    expect(twice.html).toContain(`<option value="${acme.organizations.be.id}" selected>`);
    expect(twice.html).toMatch(/href="\/organizations" aria-current="page"/);
    expect((await client.post('/organizations', { name: ' ' })).html).toContain('<a href="#field-name">');
    const nowhere = await client.post('/organizations', { name: 'X', parentId: 'Narnia' });
    expect(nowhere.html).toContain('<a href="#field-parentId">There is no organization &quot;Narnia&quot;');
  });

  it('rename and move an organization, but not below itself, and do not overwrite another change', async () => {
    const { parent, nl, be } = acme.organizations;
    const saved = await client.follow(await save(nl.id, { name: 'Acme Nederland', parentId: be.id }));
    expect(saved.text).toContain('The organization Acme Nederland has been saved.');
    expect(await rest.read(`/organizations/${nl.id}`)).toMatchObject({
      name: 'Acme Nederland',
      parentId: be.id,
    });
    const circle = await save(be.id, { name: 'Acme BE', parentId: nl.id });
    expect(circle.status).toBe(400);
    expect(circle.html).toContain('<a href="#field-parentId">');
    expect(circle.html).toMatch(/href="\/organizations" aria-current="true"/);
    await client.get(`/organizations/${parent.id}`);
    await rest.patch(`/organizations/${parent.id}`, { name: 'Acme Holding' });
    const late = await client.post(`/organizations/${parent.id}`, { version: '1', name: 'Acme Group' });
    expect(late.status).toBe(412);
    expect(await rest.read(`/organizations/${parent.id}`)).toMatchObject({ name: 'Acme Holding' });
  });

  it('delete an empty organization after confirmation', async () => {
    const { parent, be } = acme.organizations;
    const refused = await client.post(`/organizations/${parent.id}/delete`, {});
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('has 2 organizations below it.');
    expect((await client.get(`/organizations/${be.id}/delete`)).text).toContain('Delete Acme BE?');
    const done = await client.follow(await client.post(`/organizations/${be.id}/delete`, {}));
    expect(done.text).toContain('The organization has been deleted.');
    expect((await client.get(`/organizations/${be.id}`)).status).toBe(404);
  });

  it('rename a group, even if its members have changed', async () => {
    const [member] = await addUsers(app, acme, 1);
    const { id } = await acme.scim.create('/Groups', { displayName: 'Payroll' });
    await acme.scim.create('/Groups', { displayName: 'Sales' });
    await client.get(`/groups/${id}`);
    await acme.scim.patch(`/Groups/${id}`, [{ op: 'add', path: 'members', value: [{ value: member }] }]);
    const renamed = await client.post(`/groups/${id}`, { former: 'Payroll', displayName: 'Payroll NL' });
    expect((await client.follow(renamed)).text).toContain('The group is now called Payroll NL.');
    expect((await acme.scim.get(`/Groups/${id}`)).body).toMatchObject({
      displayName: 'Payroll NL',
      members: [{ value: member }],
    });
    const late = await client.post(`/groups/${id}`, { former: 'Payroll', displayName: 'Payroll BE' });
    expect(late.status).toBe(412);
    const taken = await client.post(`/groups/${id}`, { former: 'Payroll NL', displayName: 'SALES' });
    expect(taken.status).toBe(409);
    expect(taken.html).toContain('<a href="#field-displayName">');
    expect(taken.html).toMatch(/href="\/groups" aria-current="true"/);
  });

  it('show nothing of another account, and are for administrators only', async () => {
    const other = await addAccount(app);
    const { nl } = other.organizations;
    for (const path of ['', '/delete']) {
      expect((await client.get(`/organizations/${nl.id}${path}`)).status).toBe(404);
      await client.get('/organizations');
      expect((await client.post(`/organizations/${nl.id}${path}`, { version: '1', name: 'X' })).status).toBe(
        404,
      );
    }
    await client.get('/organizations');
    expect((await client.post('/organizations', { name: 'X', parentId: nl.id })).status).toBe(400);
  });
});
