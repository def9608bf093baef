import { describe, expect } from 'vitest';
import { LateWrites } from '../../../src/platform/database/late-writes.js';
import { restOf } from '../../rest/rest-client.js';
import { addOperatorLogin, addUsers } from '../../support/accounts.js';
import { CHROMIUM } from '../../support/browser.js';
import { expectGoodPage, logInWith } from '../../support/console-browser.js';
import { EXPENSE } from '../../support/scim-client.js';
import { browserTest, onEachScreen } from '../../support/browser-test.js';

const it = browserTest.extend(
  'follow',
  ({ page, heading, watched }) =>
    async (navigation: string, link: string, title: string) => {
      await page.getByRole('navigation', { name: navigation }).getByRole('link', { name: link }).click();
      await heading(title);
      await expectGoodPage(watched);
    },
);

onEachScreen(it, 'support and people in a browser', () => {
  it('finds an account, switches its SCIM, and reads its records', async ({
    app,
    acme,
    watched,
    page,
    heading,
    follow,
  }) => {
    await logInWith(page, app.url, await addOperatorLogin(app));
    await heading('Accounts');
    await expectGoodPage(watched);
    await page.getByLabel('Name, slug or id').fill(acme.slug);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: acme.slug }).click();
    await heading(acme.slug);
    await expectGoodPage(watched);
    await page.getByRole('link', { name: 'Switch SCIM off…' }).click();
    await heading(`Switch SCIM off for ${acme.slug}?`);
    await page.getByRole('button', { name: 'Switch SCIM off' }).click();
    await page.getByRole('alert').waitFor();
    expect(watched.complaints.splice(0)).toEqual([expect.stringContaining('400')]);
    await expectGoodPage(watched);
    await page.getByLabel('Reason').fill('Ticket 4711');
    await page.getByRole('button', { name: 'Switch SCIM off' }).click();
    await page.getByText('SCIM is now off.').waitFor();
    expect((await acme.scim.get('/Users')).status).toBe(403);
    await expectGoodPage(watched);
    await follow('Account', 'Audit trail', `${acme.slug}: audit trail`);
    await page.getByText('Ticket 4711').waitFor();
    await follow('Account', 'Provisioning log', `${acme.slug}: provisioning log`);
    await page.getByText('the SCIM module is off for this account').first().waitFor();
    await follow('Account', 'Doctor', `${acme.slug}: doctor`);
    await page.goto(`${app.url}/accounts/new`);
    await expectGoodPage(watched);
  });

  it('shows an administrator the doctor, people and groups', async ({
    app,
    acme,
    watched,
    page,
    heading,
    follow,
  }) => {
    const person = await acme.scim.create('/Users', {
      userName: 'a-very-long-user-name-without-any-place-to-break@an-equally-long-domain.example',
      externalId: '00u1',
      name: { givenName: 'Mira', familyName: 'Vos' },
    });
    await acme.scim.create('/Groups', { displayName: 'Payroll', members: [{ value: person.id }] });
    await app.get(LateWrites).flush();
    await logInWith(page, app.url, acme.admin);
    await follow('Main', 'Doctor', 'Doctor');
    await follow('Main', 'Groups', 'Groups');
    await page.getByRole('link', { name: 'Payroll' }).click();
    await heading('Payroll');
    await expectGoodPage(watched);
    await follow('Main', 'People', 'People');
    await page.getByRole('link', { name: 'Mira Vos' }).click();
    await page.getByRole('heading', { name: 'Managed by the identity provider' }).waitFor();
    await expectGoodPage(watched);
    await page.getByRole('link', { name: 'Show provisioning history' }).click();
    await page.getByText('Created user').first().waitFor();
    await expectGoodPage(watched);
    expect(await page.getByText('Created user').count()).toBeGreaterThan(0);
  });

  it('adds an administrator, then finds, changes and deletes the user', async ({
    app,
    acme,
    watched,
    page,
    heading,
    follow,
  }) => {
    await logInWith(page, app.url, acme.admin);
    await follow('Main', 'People', 'People');
    await page.getByRole('link', { name: 'Add a person' }).click();
    await heading('Add a person');
    await expectGoodPage(watched);
    await page.getByLabel('User name').fill('anna@acme.example');
    await page.getByLabel('Display name').fill('Anna de Vries');
    await page.getByRole('button', { name: 'Add the person' }).click();
    await heading('Anna de Vries');
    await page.getByText('anna@acme.example has been added.').waitFor();
    await expectGoodPage(watched);
    await page.getByLabel('Role').selectOption('approver');
    await page.getByLabel('State').selectOption({ label: 'Deactivated' });
    await page.getByLabel('Organization').selectOption({ label: 'Acme NL' });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Anna de Vries has been saved.').waitFor();
    await follow('Main', 'People', 'People');
    await page.getByLabel('State').selectOption({ label: 'Deactivated' });
    await page.getByLabel('Organization').selectOption({ label: 'Acme NL' });
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.waitForURL(/state=deactivated/);
    await page.getByText('1 person', { exact: true }).waitFor();
    await expectGoodPage(watched);
    await page.getByRole('link', { name: 'Anna de Vries' }).click();
    await page.getByRole('link', { name: 'Set a new password…' }).click();
    await heading('Set a new password for Anna de Vries?');
    await expectGoodPage(watched);
    await page.getByRole('link', { name: 'Keep the old password' }).click();
    await page.getByRole('link', { name: 'Delete this user…' }).click();
    await heading('Delete Anna de Vries?');
    await expectGoodPage(watched);
    await page.getByRole('button', { name: 'Delete the user' }).click();
    await page.getByText('Anna de Vries has been deleted.').waitFor();
    expect(page.url()).toBe(`${app.url}/people`);
  });

  it('adds, moves and shows organizations', async ({ app, acme, watched, page, heading, follow }) => {
    await logInWith(page, app.url, acme.admin);
    await follow('Main', 'Organizations', 'Organizations');
    await page.getByLabel('Name').fill('Acme France');
    await page.getByRole('button', { name: 'Add the organization' }).click();
    await heading('Acme France');
    await expectGoodPage(watched);
    await page.getByLabel('Below').selectOption({ label: 'Acme Group' });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The organization Acme France has been saved.').waitFor();
    await page.getByRole('link', { name: 'Delete this organization…' }).click();
    await heading('Delete Acme France?');
    await expectGoodPage(watched);
    expect(page.url()).toMatch(/\/delete$/);
  });

  it('shows 25 people as a compact list', async ({ app, acme, page, follow }) => {
    await addUsers(app, acme, 25);
    await logInWith(page, app.url, acme.admin);
    await follow('Main', 'People', 'People');
    const rows = page.getByRole('table', { name: 'People' }).locator('tbody tr');
    expect(await rows.count()).toBe(25);
    const heights = await rows.evaluateAll((elements) =>
      elements.map((element) => element.getBoundingClientRect().height),
    );
    // A name, and a line or two of the rest.
    expect(Math.max(...heights)).toBeLessThan(90);
  });

  it('breaks a very long name, but not the words beside it', async ({ app, acme, page, follow }) => {
    const organization = 'n'.repeat(300);
    await restOf(app, acme).create('/organizations', { name: organization });
    await acme.scim.create('/Users', {
      userName: `${'u'.repeat(300)}@acme.example`,
      [EXPENSE]: { organization, role: 'accountant' },
    });
    await logInWith(page, app.url, acme.admin);
    await follow('Main', 'People', 'People');
    const words = page.locator('thead th, td[data-label="Role"], td[data-label="Managed by"]');
    const lines = await words.evaluateAll((elements) =>
      elements.map((element) => {
        const text = document.createRange();
        text.selectNodeContents(element);
        return text.getClientRects().length;
      }),
    );
    expect(lines).toHaveLength(9);
    expect(new Set(lines)).toEqual(new Set([1]));
  });
});

describe.runIf(CHROMIUM)('lists on tablets and small windows', () => {
  it('are never wider than the window, whatever names they contain', async ({ app, acme, page }) => {
    const rest = restOf(app, acme);
    const long = 'm'.repeat(300);
    const { id: organizationId } = await rest.create('/organizations', { name: long });
    await rest.create('/users', { userName: `${long}@acme.example`, organizationId });
    await rest.create('/groups', { displayName: long, externalId: long });
    await logInWith(page, app.url, acme.admin);
    const wide: string[] = [];
    for (const path of ['/people', '/groups', '/organizations', '/audit', '/keys']) {
      await page.goto(app.url + path);
      for (const width of [641, 768, 897, 1024, 1120]) {
        await page.setViewportSize({ width, height: 800 });
        const pixels: number = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        if (pixels > 0) wide.push(`${path} by ${pixels} of ${width}`);
      }
    }
    expect(wide).toEqual([]);
  });
});
