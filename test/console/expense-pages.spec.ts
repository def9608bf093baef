import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act, ExpenseAccount, openStep, type Person } from '../expenses/expense-account.js';
import { addAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { openConsole, type ConsoleClient, type PageAnswer } from '../support/console.js';
import { sqliteAndOneServer } from '../support/lanes.js';

const PASSWORD = 'a secret of twelve';

describe.each(sqliteAndOneServer())('the pages of expenses on $name', (lane) => {
  let app: TestApp;
  let acme: ExpenseAccount;
  let director: Person;
  let manager: Person;
  let mira: Person;
  let admin: ConsoleClient;
  let asManager: ConsoleClient;
  let asMira: ConsoleClient;

  const userName = (name: string) => `${name}@${acme.account.slug}.example`;
  const open = (name: string) => openConsole(app, { userName: userName(name), password: PASSWORD });

  beforeAll(async () => {
    app = await bootApp(lane, { RATE_LIMIT_PER_ACCOUNT: 'off' });
    acme = await ExpenseAccount.create(app);
    director = await acme.person('director');
    manager = await acme.person('manager', { managerId: director.id });
    mira = await acme.person('mira', { managerId: manager.id });
    admin = await openConsole(app, acme.account.admin);
    asManager = await open('manager');
    asMira = await open('mira');
  });

  afterAll(() => app.close());

  const menu = ({ html }: PageAnswer) =>
    [...(/<nav class="navigation".*?<\/nav>/s.exec(html)?.[0] ?? '').matchAll(/href="([^"]+)"/g)].map(
      ([, path]) => path,
    );
  const versionOn = ({ html }: PageAnswer) => /name="version" value="([^"]*)"/.exec(html)?.[1] ?? '';
  /** Opens the page of a form, and sends the form with the version that it was filled in for. */
  const send = async (
    client: ConsoleClient,
    { page, action = page, ...fields }: { page: string; action?: string } & Record<string, string>,
  ) => {
    const version = versionOn(await client.get(page));
    return client.post(action, { ...(version === '' ? {} : { version }), ...fields });
  };
  const doTo = (client: ConsoleClient, id: string, action: string, fields: Record<string, string> = {}) =>
    send(client, { page: `/reports/${id}`, action: `/reports/${id}/${action}`, ...fields });

  it('are in the menu of those who may open them, and nobody else', async () => {
    const own = ['/reports', '/approvals', '/deputies'];
    expect(menu(await asMira.follow(await asMira.get('/')))).toEqual(own);
    await acme.person('counter', { role: 'accountant' });
    const accountant = await open('counter');
    expect(menu(await accountant.get('/reports'))).toEqual([
      '/reports',
      '/approvals',
      '/all-reports',
      '/deputies',
    ]);
    expect(menu(await admin.get('/'))).toEqual(expect.arrayContaining(['/people', ...own, '/all-reports']));
    for (const path of ['/all-reports', '/people', '/log', `/people/${mira.id}/departure`]) {
      const refused = await asMira.get(path);
      expect(refused.status).toBe(403);
      expect(menu(refused)).toEqual(own);
    }
    const off = await addAccount(app);
    const without = await openConsole(app, off.admin);
    expect(menu(await without.get('/'))).not.toContain('/reports');
    for (const path of ['/reports', '/reports/new', '/approvals', '/all-reports', '/deputies']) {
      const refused = await without.get(path);
      expect(refused.status).toBe(403);
      expect(refused.text).toContain('Expenses are switched off for this account.');
    }
  });

  it('lead an employee from a form to a submitted report, and back', async () => {
    const wrong = await send(asMira, {
      page: '/reports/new',
      action: '/reports',
      title: ' ',
      amount: '1.234',
      currency: 'eur',
    });
    expect(wrong.status).toBe(400);
    expect(wrong.html).toContain('<a href="#field-title">Enter what the report is about.</a>');
    const amount = await asMira.post('/reports', { title: 'Fair', amount: '1.234', currency: 'eur' });
    expect(amount.html).toContain('<a href="#field-amount">Enter the amount as a number');
    const created = await asMira.follow(
      await asMira.post('/reports', { title: ' Fair ', amount: '129,5', currency: 'eur' }),
    );
    expect(created.text).toContain('Status Open');
    expect(created.text).toContain('Total EUR 129.50');
    const [, id = ''] = /action="\/reports\/([^/"]+)"/.exec(created.html) ?? [];
    const saved = await asMira.follow(
      await send(asMira, { page: `/reports/${id}`, title: 'Trade fair', amount: '1129.50', currency: 'EUR' }),
    );
    expect(saved.text).toContain('Total EUR 1,129.50');
    const submitted = await asMira.follow(await doTo(asMira, id, 'submit'));
    expect(submitted.text).toContain('Decides next manager Total');
    expect(submitted.text).toMatch(/manager Nearest manager To decide/);
    expect((await asMira.get('/reports')).text).toContain('Trade fair EUR 1,129.50 Submitted manager');
    expect((await asMira.follow(await doTo(asMira, id, 'retract'))).text).toContain('It is open again.');
    const list = await asMira.follow(await doTo(asMira, id, 'delete'));
    expect(list.text).toContain('The report has been deleted.');
    expect((await asMira.get(`/reports/${id}`)).status).toBe(404);
  });

  it('show what waits for a decision, and take it with a note', async () => {
    const { id } = await acme.submitted(mira);
    expect((await asMira.get(`/reports/${id}`)).text).not.toContain('Your decision');
    expect((await asManager.get('/approvals')).html).toContain(`href="/reports/${id}"`);
    const long = await doTo(asManager, id, 'approve', { note: 'x'.repeat(1_001) });
    expect(long.html).toContain('<a href="#field-note">The note can have at most 1,000 characters.</a>');
    const after = await asManager.follow(await doTo(asManager, id, 'reject', { note: ' Too much. ' }));
    expect(after.text).toContain('You have rejected the report.');
    expect((await asMira.get(`/reports/${id}`)).text).toMatch(
      /manager Nearest manager Rejected .* Too much\./,
    );
    await act(mira.rest, id, 'submit');
    await doTo(asManager, id, 'approve');
    expect(await acme.report(id)).toMatchObject({ status: 'approved' });
    const trail = await acme.rest.read('/audit?limit=1');
    expect(trail['items']).toMatchObject([{ action: 'expense-report.approved', via: 'console' }]);
  });

  it('do not decide what has changed meanwhile, nor without the token', async () => {
    const { id } = await acme.submitted(mira);
    const version = versionOn(await asManager.get(`/reports/${id}`));
    await act(mira.rest, id, 'retract');
    await act(mira.rest, id, 'submit');
    const late = await asManager.post(`/reports/${id}/approve`, { version });
    expect(late.status).toBe(412);
    expect(late.text).toContain('Somebody else has changed this in the meantime.');
    expect((await asManager.postBare(`/reports/${id}/approve`, { version })).status).toBe(403);
    const others = await doTo(asMira, id, 'approve');
    expect(others.status).toBe(403);
    expect(others.text).toContain('The report is waiting for the decision of manager.');
    expect(await acme.report(id)).toMatchObject({ status: 'submitted', currentApproverId: manager.id });
  });

  it('let the office close and assign reports, and mark those without an approver', async () => {
    const { id } = await acme.submitted(mira);
    const nobody = await doTo(admin, id, 'reassign', { approver: 'nobody@acme.example' });
    expect(nobody.html).toContain('<a href="#field-approver">There is no user with the user name');
    const owner = await doTo(admin, id, 'reassign', { approver: userName('mira') });
    expect(owner.text).toContain('they are its owner');
    await doTo(admin, id, 'reassign', { approver: userName('director') });
    const page = await admin.get(`/reports/${id}`);
    expect(page.text).toContain('director Chosen by hand, in place of manager');
    expect(page.html).toContain(`href="/people/${mira.id}"`);
    await asManager.get(`/reports/${id}`);
    const mine = { version: versionOn(page), approver: userName('manager') };
    const refused = await asManager.post(`/reports/${id}/reassign`, mine);
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('Only an admin or a controller other than the owner may do this.');
    await act(director.rest, id, 'approve');
    await doTo(admin, id, 'close');
    expect((await admin.get('/all-reports?status=closed')).text).toContain('1 report');
    expect((await admin.get('/all-reports?status=none')).status).toBe(400);

    const own = await ExpenseAccount.create(app);
    const report = await own.rest.create('/expense-reports', { title: 'Alone', currency: 'JPY', total: 5 });
    await act(own.rest, report.id, 'submit');
    const alone = await openConsole(app, own.account.admin);
    await own.rest.create('/expense-reports', { title: 'Still open', currency: 'EUR', total: 5 });
    const waiting = await alone.get('/all-reports?waitingFor=no-approver');
    expect(waiting.text).toContain('JPY 5 Submitted No approver nobody');
    expect(waiting.text).toContain('1 report');
    expect(waiting.html).toMatch(/value="no-approver" selected/);
    expect((await alone.get('/all-reports')).text).toContain('2 reports');
    expect((await alone.get('/all-reports?waitingFor=godot')).status).toBe(400);
    expect((await alone.get(`/reports/${report.id}`)).text).toContain('because nobody can approve it');
  });

  it('say what a deactivation would do, and what it did', async () => {
    const lotte = await acme.person('lotte', { managerId: director.id });
    const jan = await acme.person('jan', { managerId: lotte.id });
    const { id } = await acme.submitted(jan);
    const second = await acme.submitted(jan, 5_000);
    await acme.submitted(lotte);
    expect((await admin.get(`/people/${lotte.id}`)).html).toContain(`href="/people/${lotte.id}/departure"`);
    const preview = await admin.get(`/people/${lotte.id}/departure`);
    expect(preview.text).toContain('What happens if lotte is deactivated');
    expect(preview.text).toContain('2 reports, which go to the next approver');
    expect(preview.text).toContain('1 active person, whose later reports');
    expect(preview.text).toContain('1 report, which goes on and can be paid');
    expect(preview.html).toContain(`href="/reports/${id}"`);
    expect(openStep(await acme.report(id))?.approverId).toBe(lotte.id);

    await acme.scimDeactivate(lotte.id);
    const log = await admin.get(`/log?id=${lotte.id}`);
    const [, event = ''] = /href="(\/log\/[0-9a-f-]{36})"/.exec(log.html) ?? [];
    const effects = await admin.get(event);
    expect(effects.text).toContain('2 expense reports went from lotte to director');
    for (const report of [id, second.id]) expect(effects.html).toContain(`href="/reports/${report}"`);
    expect((await admin.get(`${event}?reports=x`)).status).toBe(400);
    expect((await asMira.get(event)).status).toBe(403);
    expect((await admin.get(`/reports/${id}`)).text).toContain('director In place of lotte To decide');
  });

  it('name a deleted owner as before, without a link to a page that is gone', async () => {
    const kit = await acme.person('kit', { managerId: manager.id });
    const { id } = await acme.submitted(kit);
    const period = { from: '2026-01-01T00:00:00Z', until: '2100-01-01T00:00:00Z' };
    const deputy = await kit.rest.create('/deputies', { deputyId: director.id, ...period });
    const departure = `/people/${director.id}/departure`;
    const owner = `href="/people/${kit.id}"`;
    for (const path of [`/reports/${id}`, departure]) expect((await admin.get(path)).html).toContain(owner);
    await acme.account.scim.delete(`/Users/${kit.id}`);
    const page = await admin.get(`/reports/${id}`);
    expect(page.text).toContain('Owner kit Organization');
    expect(page.html).not.toContain(owner);
    expect((await admin.get(departure)).html).not.toContain(owner);
    await acme.rest.delete(`/deputies/${deputy.id}`);
    expect((await asManager.get(`/reports/${id}`)).text).toContain('Owner kit Organization');
  });

  it('offer open reports of leavers to those who may submit them', async () => {
    const kim = await acme.person('kim', { managerId: manager.id });
    const { id } = await kim.rest.create('/expense-reports', { title: 'Left', currency: 'EUR', total: 5 });
    expect((await asManager.get('/approvals')).text).not.toContain('From people who have left');
    await acme.scimDeactivate(kim.id);
    expect((await asManager.get('/approvals')).text).toContain('From people who have left');
    await doTo(asManager, id, 'submit');
    expect(await acme.report(id)).toMatchObject({ status: 'submitted', currentApproverId: manager.id });
    expect((await asManager.get(`/reports/${id}`)).text).toContain('Submitted by manager');
  });

  it('show the policy of an organization, inherited until it has its own', async () => {
    const { parent, nl } = acme.account.organizations;
    const page = `/organizations/${nl.id}/approval-policy`;
    expect((await admin.get(`/organizations/${nl.id}`)).html).toContain(`href="${page}"`);
    expect((await admin.get(page)).text).toContain('so these defaults apply');
    const rules = { levels: '1', fallback: 'final', submitForLeaver: 'controller', leaverDays: '7' };
    const of = { finalApprover: userName('director'), finalGroup: '', finalFrom: '50000' };
    await send(admin, { page: `/organizations/${parent.id}/approval-policy`, ...rules, ...of });
    const inherited = await admin.get(page);
    expect(inherited.text).toContain('This policy is inherited from Acme Group');
    expect(inherited.html).toContain(`value="${userName('director')}"`);
    const wrong = await send(admin, { page, ...rules, ...of, finalGroup: 'Nobody', leaverDays: '1000' });
    expect(wrong.html).toContain('<a href="#field-leaverDays">');
    const group = await send(admin, { page, ...rules, ...of, finalGroup: 'Nobody' });
    expect(group.html).toContain('<a href="#field-finalGroup">There is no group &quot;Nobody&quot;');
    await acme.account.scim.create('/Groups', { displayName: 'Payroll' });
    const own = await admin.follow(await send(admin, { page, ...rules, ...of, finalGroup: 'payroll' }));
    expect(own.text).toContain('The approval policy has been saved.');
    expect(own.text).not.toContain('inherited');
    expect(own.html).toContain('value="Payroll"');
    const late = await admin.post(page, { version: 'default 0', ...rules });
    expect(late.status).toBe(412);
    expect((await asMira.get(page)).status).toBe(403);
    // Without a policy above, the other checks of this file see the defaults.
    await send(admin, { page: `/organizations/${parent.id}/approval-policy`, ...rules, levels: '0' });
  });

  it('let people choose their deputies, and administrators those of all', async () => {
    const from = '2100-01-01';
    const wrong = await send(asMira, {
      page: '/deputies',
      deputy: userName('mira'),
      from,
      until: '2100-13-01',
    });
    expect(wrong.html).toContain('<a href="#field-until">');
    const self = await asMira.post('/deputies', { deputy: userName('mira'), from, until: from });
    expect(self.text).toContain('A person cannot be their own deputy.');
    const other = { user: userName('manager'), deputy: userName('director'), from, until: '2101-01-01' };
    expect((await asMira.post('/deputies', other)).status).toBe(403);
    const added = await asMira.follow(
      await asMira.post('/deputies', { deputy: userName('director'), from, until: '2100-01-03' }),
    );
    expect(added.text).toMatch(/director 1 Jan 2100 3 Jan 2100 Remove director/);
    expect((await asManager.get('/deputies')).text).toContain('You have no deputy.');
    const all = await admin.get('/deputies');
    expect(all.text).toContain('director mira 1 Jan 2100');
    const [remove = ''] = /\/deputies\/[\da-f-]{36}\/remove/.exec(all.html) ?? [];
    await asManager.get('/deputies');
    expect((await asManager.post(remove, {})).status).toBe(404);
    expect((await admin.follow(await admin.post(remove, {}))).text).toContain('Nobody has a deputy.');
  });

  it('show nothing of another account', async () => {
    const { id } = await acme.submitted(mira);
    const other = await openConsole(app, (await ExpenseAccount.create(app)).account.admin);
    for (const path of [`/reports/${id}`, `/people/${mira.id}/departure`]) {
      expect((await other.get(path)).status).toBe(404);
    }
    const { nl } = acme.account.organizations;
    expect((await other.get(`/organizations/${nl.id}/approval-policy`)).status).toBe(404);
    await other.get('/reports');
    expect((await other.post(`/reports/${id}/approve`, { version: '2' })).status).toBe(404);
    expect((await other.get('/all-reports')).html).not.toContain(id);
  });
});
