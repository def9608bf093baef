import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act, ExpenseAccount, type Person } from '../../expenses/expense-account.js';
import { LateWrites } from '../../../src/platform/database/late-writes.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { CHROMIUM, openBrowser, type WatchedPage } from '../../support/browser.js';
import { expectGoodPage, logInWith, openScreen, type Screen } from '../../support/console-browser.js';
import { databaseLanes } from '../../support/lanes.js';

const [lane] = databaseLanes();
const PASSWORD = 'a secret of twelve';

describe.runIf(CHROMIUM)('expenses in a browser', () => {
  let app: TestApp;
  let browser: Browser;
  let acme: ExpenseAccount;
  let anna: Person;
  let lotte: Person;
  let mira: Person;

  beforeAll(async () => {
    if (lane === undefined) throw new Error('no database lane');
    app = await bootApp(lane);
    browser = await openBrowser();
    acme = await ExpenseAccount.create(app);
    anna = await acme.person('anna');
    lotte = await acme.person('lotte', { managerId: anna.id });
    mira = await acme.person('mira', { managerId: lotte.id });
  });

  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  const enter = async (name: string, screen: Screen): Promise<WatchedPage> => {
    const watched = await openScreen(browser, app.url, screen);
    const userName = `${name}@${acme.account.slug}.example`;
    await logInWith(watched.page, app.url, { userName, password: PASSWORD });
    return watched;
  };
  const heading = (page: Page, name: string) =>
    page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  const menu = (page: Page, name: string) =>
    page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click();

  it('go from an employee to the manager on phones, and on to the next one up when the manager leaves', async () => {
    const employee = await enter('mira', 'phone');
    await heading(employee.page, 'My reports');
    await expectGoodPage(employee);
    await employee.page.getByRole('link', { name: 'New report' }).click();
    await heading(employee.page, 'New expense report');
    await expectGoodPage(employee);
    await employee.page.getByLabel('What it is about').fill('Trade fair in Ghent');
    await employee.page.getByLabel('Amount').fill('129.50');
    await employee.page.getByRole('button', { name: 'Create the report' }).click();
    await heading(employee.page, 'Trade fair in Ghent');
    await expectGoodPage(employee);
    await employee.page.getByRole('button', { name: 'Submit the report' }).click();
    await employee.page.getByText('The report has been submitted.').waitFor();
    await employee.page.getByRole('rowheader', { name: 'lotte' }).waitFor();
    await expectGoodPage(employee);

    const manager = await enter('lotte', 'phone');
    await menu(manager.page, 'Approvals');
    await heading(manager.page, 'Approvals');
    await expectGoodPage(manager);
    await manager.page.getByRole('link', { name: 'Trade fair in Ghent' }).click();
    await manager.page.getByText('EUR 129.50').first().waitFor();
    await expectGoodPage(manager);
    await manager.page.getByLabel('Note').fill('Thank you.');
    await manager.page.getByRole('button', { name: 'Approve' }).click();
    await manager.page.getByText('You have approved the report.').waitFor();
    await manager.page.close();
    await employee.page.reload();
    await employee.page.getByText('Thank you.').waitFor();
    await menu(employee.page, 'Deputies');
    await heading(employee.page, 'Deputies');
    await expectGoodPage(employee);

    const waiting = await acme.submitted(mira);
    await acme.scimDeactivate(lotte.id);
    await menu(employee.page, 'My reports');
    await employee.page.getByRole('link', { name: 'Trade fair', exact: true }).click();
    await employee.page.getByText('In place of lotte').waitFor();
    await expectGoodPage(employee);
    expect(await acme.report(waiting.id)).toMatchObject({ currentApproverId: anna.id });
    await employee.page.close();
  }, 60_000);

  it("show what an event did, a person's departure, the policy and all reports", async () => {
    const { page, ...watched } = await openScreen(browser, app.url, 'phone');
    const good = () => expectGoodPage({ page, ...watched });
    await logInWith(page, app.url, acme.account.admin);
    await page.goto(`${app.url}/log?id=${lotte.id}`);
    await page.getByText('Details of: Deactivated').first().click();
    await page.getByRole('listitem').locator('code').first().click();
    await page.getByText('1 expense report went from lotte to anna').waitFor();
    await good();
    await page.getByRole('link', { name: 'Trade fair', exact: true }).click();
    await page.getByText('Choose another approver').waitFor();
    await good();
    await page.goto(`${app.url}/people/${anna.id}`);
    await page.getByRole('link', { name: 'What happens if this person is deactivated' }).click();
    await heading(page, 'What happens if anna is deactivated');
    await good();
    await menu(page, 'All reports');
    await page.getByRole('row').filter({ hasText: 'Trade fair in Ghent' }).waitFor();
    await good();
    await page.goto(`${app.url}/organizations/${acme.account.organizations.nl.id}`);
    await page.getByRole('link', { name: 'Who approves its expense reports' }).click();
    await heading(page, 'Approval policy of Acme NL');
    await good();
    const stuck = await acme.rest.create('/expense-reports', { title: 'Alone', currency: 'EUR', total: 5 });
    await act(acme.rest, stuck.id, 'submit');
    await page.goto(`${app.url}/reports/${stuck.id}`);
    await page.getByText('because nobody can approve it').waitFor();
    await good();
    expect(watched.complaints).toEqual([]);
    await page.close();
  }, 60_000);

  it('show what a run did, the reports that wait, and how an assigned role is taken away', async () => {
    await acme.rest.patch(`/users/${anna.id}`, { role: 'approver' });
    await app.get(LateWrites).flush();
    const { page, ...watched } = await openScreen(browser, app.url, 'phone');
    const good = () => expectGoodPage({ page, ...watched });
    await logInWith(page, app.url, acme.account.admin);
    const { items } = (await acme.rest.read('/provisioning/runs?via=scim')) as unknown as {
      items: { id: string }[];
    };
    await page.goto(`${app.url}/runs/${items[0]?.id}`);
    await page.getByText('1 expense report went from lotte to anna').waitFor();
    await good();
    await menu(page, 'All reports');
    await page.getByLabel('Waiting for').selectOption('An approver');
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByRole('row').filter({ hasText: 'Trade fair' }).first().waitFor({ state: 'detached' });
    await page.getByRole('row').filter({ hasText: 'Alone' }).waitFor();
    await good();
    await page.goto(`${app.url}/people/${anna.id}`);
    await page.getByLabel('Role').selectOption('none assigned');
    await good();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('anna has been saved.').waitFor();
    expect(await acme.rest.read(`/users/${anna.id}`)).toMatchObject({ role: 'employee', roleOrigin: null });
    expect(watched.complaints).toEqual([]);
    await page.close();
  }, 60_000);
});
