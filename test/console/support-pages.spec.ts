import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bootWithCommands, type RunCommand } from '../cli/in-process.js';
import { restOf } from '../rest/rest-client.js';
import { addAccount, addOperatorLogin, type TestAccount } from '../support/accounts.js';
import type { TestApp } from '../support/app.js';
import { openConsole, type ConsoleClient } from '../support/console.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { basic, ScimClient } from '../support/scim-client.js';

describe.each(sqliteAndOneServer())("support's pages on $name", (lane) => {
  let app: TestApp;
  let declaree: RunCommand;
  let acme: TestAccount;
  let support: ConsoleClient;
  let operator: { userName: string; password: string };

  beforeAll(async () => {
    ({ app, declaree } = await bootWithCommands(lane));
    operator = await addOperatorLogin(app);
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    acme = await addAccount(app);
    support = await openConsole(app, operator);
  });

  const switchTo = async (to: 'on' | 'off', reason: string) => {
    await support.get(`/accounts/${acme.id}/scim`);
    return support.post(`/accounts/${acme.id}/scim`, { to, reason });
  };

  it('are the start page of an operator after login', async () => {
    const page = await support.follow(await support.get('/'));
    expect(page.status).toBe(200);
    expect(page.text).toContain('Accounts');
  });

  it('find an account by part of its name or slug, or by its id', async () => {
    for (const search of [acme.slug.slice(3), acme.slug.toUpperCase(), acme.id]) {
      const { html, text } = await support.get(`/accounts?search=${search}`);
      expect(html).toContain(`href="/accounts/${acme.id}"`);
      expect(text).toMatch(new RegExp(`${acme.slug} ${acme.slug} On 1 0 0 none yet`));
    }
    expect((await support.get('/accounts?search=nobody%20has%20this')).text).toContain(
      'No accounts match "nobody has this".',
    );
  });

  it('find an account by an administrator’s login, and sort by failures', async () => {
    await acme.scim.post('/Users', {});
    const { html, text } = await support.get(`/accounts?search=@${acme.slug}.example&sort=failures`);
    expect(text).toMatch(new RegExp(`${acme.slug} ${acme.slug} On 1 0 1 .* UTC`));
    expect(html).toContain(`href="/accounts/${acme.id}/log?outcome=failure"`);
    expect(html).toContain('<option value="failures" selected>');
    expect((await support.get('/accounts?sort=colour')).status).toBe(400);
  });

  it('page through a long list', async () => {
    for (let created = 0; created < 26; created++) await addAccount(app, { scim: false });
    const first = await support.get('/accounts?search=acme-&sort=created');
    const next = /href="(\/accounts\?search=acme-&amp;sort=created&amp;page=2)"/.exec(first.html)?.[1] ?? '';
    const second = await support.get(next.replaceAll('&amp;', '&'));
    const ids = ({ html }: { html: string }) =>
      [...html.matchAll(/href="\/accounts\/([0-9a-f-]{36})"/g)].map(([, id]) => id);
    expect(ids(first)).toHaveLength(25);
    expect(ids(second).length).toBeGreaterThan(0);
    expect(ids(first).filter((id) => ids(second).includes(id))).toEqual([]);
  });

  it('show the account first, and ask before they switch SCIM', async () => {
    const overview = await support.get(`/accounts/${acme.id}`);
    expect(overview.text).toMatch(/About the account .* SCIM Now On .* Switch SCIM off…/);
    expect(overview.html).not.toContain('name="reason"');
    const question = await support.get(`/accounts/${acme.id}/scim`);
    expect(question.text).toContain(`Switch SCIM off for ${acme.slug}?`);
    expect(question.text).toContain('all further requests from the identity provider are refused');
    expect(question.html).toContain(`<a href="/accounts/${acme.id}">Leave it on</a>`);
    await switchTo('off', 'Ticket 4711');
    expect((await support.get(`/accounts/${acme.id}/scim`)).text).toContain(
      `Switch SCIM on for ${acme.slug}?`,
    );
  });

  it('mark the current tab, also after a refusal', async () => {
    const marked = ({ html }: { html: string }) =>
      [...html.matchAll(/href="([^"]*)" aria-current="(page|true)"/g)].map(([, href, how]) => [href, how]);
    const overview = `/accounts/${acme.id}`;
    const accounts = ['/accounts', 'true'];
    expect(marked(await support.get(overview))).toEqual([accounts, [overview, 'page']]);
    expect(marked(await switchTo('off', ''))).toEqual([accounts, [overview, 'true']]);
    for (const tab of ['log', 'doctor', 'audit']) {
      expect(marked(await support.get(`${overview}/${tab}`))).toEqual([
        accounts,
        [`${overview}/${tab}`, 'page'],
      ]);
    }
    expect(marked(await support.get(`${overview}/log?outcome=odd`))).toEqual([
      accounts,
      [`${overview}/log`, 'page'],
    ]);
    const unmask = `${overview}/log/00000000-0000-7000-8000-000000000000/unmask`;
    expect(marked(await support.post(unmask, { reason: '' }))).toEqual([
      accounts,
      [`${overview}/log`, 'true'],
    ]);
  });

  it('switch SCIM off and on again, and record the reason in the audit trail', async () => {
    const off = await support.follow(await switchTo('off', ' Ticket 4711 '));
    expect(off.text).toContain('SCIM is now off.');
    expect(off.text).toContain('Reason Ticket 4711');
    expect((await acme.scim.get('/Users')).status).toBe(403);

    expect((await support.follow(await switchTo('off', 'twice'))).text).toContain(
      'SCIM was already off. Nothing has changed.',
    );
    await switchTo('on', 'The customer is back');
    expect((await acme.scim.get('/Users')).status).toBe(200);

    const { text } = await support.get(`/accounts/${acme.id}/audit`);
    expect(text).toMatch(
      new RegExp(
        `${operator.userName} \\(Declaree's staff, console, [^)]*\\) Switched SCIM on none The customer is back .* ${operator.userName} \\(Declaree's staff, console, [^)]*\\) Switched SCIM off none Ticket 4711`,
      ),
    );
    expect(text).not.toContain('twice');
  });

  it('switch expenses on, with the reason, which people of the account notice at once', async () => {
    const admin = await openConsole(app, acme.admin);
    expect((await admin.get('/reports')).status).toBe(403);
    const path = `/accounts/${acme.id}/expenses`;
    const question = await support.get(path);
    expect(question.text).toContain(`Switch the expenses module on for ${acme.slug}?`);
    const refused = await support.post(path, { to: 'on', reason: ' ' });
    expect(refused.html).toContain('href="#field-reason"');
    const on = await support.follow(await support.post(path, { to: 'on', reason: 'Ticket 4712' }));
    expect(on.text).toContain('The expenses module is now on.');
    expect(on.text).toMatch(/Expenses Now On .* Reason Ticket 4712 Switch the expenses module off…/);
    expect((await admin.get('/reports')).status).toBe(200);
    expect((await support.get(`/accounts/${acme.id}/audit`)).text).toContain('Switched expenses on');
    await admin.get('/keys');
    expect((await admin.post(path, { to: 'off', reason: 'mine' })).status).toBe(403);
  });

  it('describe actions on the command line in words', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'declaree-audit-'));
    try {
      const file = join(directory, 'people.csv');
      expect((await declaree(['users', 'export', acme.slug, '--file', file])).exitCode).toBe(0);
      await writeFile(file, 'userName\nmira@acme.example\n');
      expect((await declaree(['users', 'import', acme.slug, file, '--apply'])).exitCode).toBe(0);
      const reset = ['user', 'reset-password', acme.slug, acme.admin.userName];
      expect((await declaree(reset)).exitCode).toBe(0);
    } finally {
      await rm(directory, { recursive: true });
    }
    const { text } = await support.get(`/accounts/${acme.id}/audit`);
    expect(text).toMatch(
      /Sanne of support \(command line\) Reset a password .*Sanne of support \(command line\) Imported users none 1 created.*Sanne of support \(command line\) Exported users none 1 user/,
    );
    // The names of actions have a dot in them, and nothing else on the page has one like it.
    expect(text).not.toMatch(/\b(?:account|scim|password|users)\.[a-z]+\b/);
  });

  it('page through the audit trail, and filter it', async () => {
    const account = await addAccount(app);
    const rest = restOf(app, account);
    for (let index = 0; index < 30; index += 1)
      await rest.create('/groups', { displayName: `Group ${index}.` });
    const path = `/accounts/${account.id}/audit`;
    const first = await support.get(path);
    expect(first.text).toContain('Added a group Group 29.');
    expect(first.text).not.toContain('Group 0.');
    const [, older = ''] = /href="([^"]+)">Older entries/.exec(first.html) ?? [];
    const last = await support.get(older.replaceAll('&amp;', '&'));
    expect(last.text).toContain('Group 0.');
    expect(last.text).not.toContain('Group 29.');
    expect(last.text).toContain('Newest entries');
    expect(last.text).not.toContain('Older entries');
    const created = await support.get(`${path}?action=account.created`);
    expect(created.text).not.toContain('Group 29.');
    expect(created.text).not.toContain('Older entries');
    expect((await support.get(`${path}?since=soon`)).status).toBe(400);
  });

  it('do not switch without a reason, and show the fault at the field', async () => {
    for (const reason of ['', '   ']) {
      const refused = await switchTo('off', reason);
      expect(refused.status).toBe(400);
      expect(refused.html).toContain('href="#field-reason"');
      expect(refused.text).toContain("Enter the reason. It is recorded in the account's audit trail.");
    }
    expect((await acme.scim.get('/Users')).status).toBe(200);
  });

  it("show the account's log and doctor, with failures and advice", async () => {
    const { userName, password } = acme.admin;
    await acme.scim.create('/Users', { userName: 'jo@many.example', displayName: 'Jo' });
    await new ScimClient(acme.scim.baseUrl, basic(userName, `not ${password}`)).get('/Users?count=1');
    const log = await support.get(`/accounts/${acme.id}/log`);
    expect(log.text).toContain('the user name or password is wrong');
    expect(log.text).toContain('Created user jo@many.example');
    const failures = await support.get(`/accounts/${acme.id}/log?outcome=failure`);
    expect(failures.text).not.toContain('Created user jo@many.example');
    const doctor = await support.get(`/accounts/${acme.id}/doctor`);
    expect(doctor.text).toContain('One problem is blocking provisioning');
    expect(doctor.text).toContain('Credential test Problem');
  });

  it('show an event unmasked for a reason, and record that', async () => {
    const iban = 'NL91ABNA0417164300';
    await acme.scim.create('/Users', {
      userName: 'masked@many.example',
      'urn:declaree:params:scim:schemas:extension:expense:2.0:User': { iban },
    });
    const log = await support.get(`/accounts/${acme.id}/log`);
    expect(log.text).toContain('•••4300');
    expect(log.text).not.toContain(iban);
    const [, path = ''] = /href="([^"]+\/unmask)"/.exec(log.html) ?? [];
    await support.get(path);
    expect((await support.post(path, { reason: '' })).status).toBe(400);
    expect((await support.post(path, { reason: 'Ticket 9' })).text).toContain(iban);
    expect((await support.get(`/accounts/${acme.id}/audit`)).text).toContain('Ticket 9');
  });

  it('set up an account, and show the generated password once', async () => {
    await support.get('/accounts/new');
    const name = `New ${acme.slug}`;
    const created = await support.post('/accounts', { name, username: 'okta@new.example', scim: 'on' });
    expect(created.headers.get('location')).toMatch(/^\/accounts\/[0-9a-f-]{36}$/);
    const { text } = await support.follow(created);
    const password = /password (\S+) Copy/.exec(text)?.[1] ?? '';
    const scim = new ScimClient(`${app.url}/SCIM/v2`, basic(`new-${acme.slug}/okta@new.example`, password));
    expect((await scim.get('/Users')).status).toBe(200);
    expect((await support.get(created.headers.get('location') ?? '')).text).not.toContain(password);
  });

  it('show at the fields why an account cannot be set up, and keep the input', async () => {
    await support.get('/accounts/new');
    const refused = await support.post('/accounts', {
      name: 'Twice',
      slug: acme.slug,
      username: 'a@b.example',
      scim: 'off',
    });
    expect(refused.status).toBe(409);
    expect(refused.html).toContain('href="#field-slug"');
    expect(refused.html).toContain('value="Twice"');
    const login = await support.post('/accounts', { name: 'Twice', username: 'a:b', scim: 'off' });
    expect(login.html).toContain('href="#field-username"');
    const short = { name: 'Twice', username: 'a@b.example', password: 'eleven char', scim: 'off' };
    expect((await support.post('/accounts', short)).html).toContain('href="#field-password"');
    const empty = await support.post('/accounts', { scim: 'on' });
    expect(empty.text).toContain("Enter the customer's name.");
    expect(empty.text).toContain("Enter the administrator's login name.");
  });

  it('are closed to everybody else, and answer 404 for an unknown account', async () => {
    const admin = await openConsole(app, acme.admin);
    for (const path of [
      '',
      '/new',
      `/${acme.id}`,
      `/${acme.id}/log`,
      `/${acme.id}/audit`,
      `/${acme.id}/doctor`,
    ]) {
      expect({ path, status: (await admin.get(`/accounts${path}`)).status }).toEqual({ path, status: 403 });
    }
    await admin.get('/keys');
    expect((await admin.post(`/accounts/${acme.id}/scim`, { to: 'off', reason: 'mine' })).status).toBe(403);
    for (const path of ['', '/log', '/log?outcome=odd', '/audit', '/doctor']) {
      const { status } = await support.get(`/accounts/00000000-0000-7000-8000-000000000000${path}`);
      expect({ path, status }).toEqual({ path, status: 404 });
    }
    expect((await support.get('/people')).status).toBe(403);
  });
});
