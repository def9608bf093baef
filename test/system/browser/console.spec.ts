import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { addAccount, addUser } from '../../support/accounts.js';
import { CHROMIUM } from '../../support/browser.js';
import { until } from '../../support/condition.js';
import { expectGoodPage, logInWith } from '../../support/console-browser.js';
import { browserTest, onEachScreen } from '../../support/browser-test.js';

const NEW = 'battery staple';

/** The text of the focused element. */
const focused = (page: Page): Promise<string> =>
  page.evaluate('document.activeElement.innerText || document.activeElement.id');

const it = browserTest.extend('open', ({ page, heading }) => async (name: string) => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click();
  await heading(name);
});

onEachScreen(it, 'the console in a browser', () => {
  it('works before login: log in, forgotten password, its link, and a used link', async ({
    app,
    outbox,
    acme,
    watched,
    page,
    heading,
  }) => {
    await page.goto(`${app.url}/`);
    await heading('Log in');
    await expectGoodPage(watched);
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await expectGoodPage(watched);

    const userName = `mira@${acme.slug}.example`;
    await addUser(app, acme, { userName, password: 'correct horse', role: 'admin' });
    await page.getByLabel('User name').fill(userName);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await heading('Check your e-mail');
    await expectGoodPage(watched);

    await until('the mail is sent', async () => (await outbox.mailsTo(userName)).length > 0);
    const link = /^http.*$/m.exec((await outbox.mailsTo(userName))[0]?.text ?? '')?.[0] ?? '';
    await page.goto(link);
    await heading('Choose a new password');
    await expectGoodPage(watched);
    await page.getByLabel('New password', { exact: true }).fill(NEW);
    await page.getByLabel('Repeat the new password').fill(NEW);
    await page.getByRole('button', { name: 'Set the password' }).click();
    await heading('Log in');
    await page.getByText('Your password has been changed.').waitFor();
    await logInWith(page, app.url, { userName, password: NEW });
    await heading('Connect your identity provider');
    expect(watched.complaints).toEqual([]);

    await page.goto(link);
    await heading('This link cannot be used');
    expect(watched.complaints.splice(0)).toEqual([expect.stringContaining('400')]);
    await expectGoodPage(watched);
  });

  it('shows the fault at the field, and links to it', async ({ app, acme, watched, page, heading }) => {
    await page.goto(`${app.url}/login`);
    await page.getByLabel('User name').fill(acme.admin.userName);
    await page.getByRole('button', { name: 'Log in' }).click();
    await heading('Log in');
    expect(await page.title()).toBe('Error: Log in · Declaree');
    // Chromium logs every answer with status 400 or above.
    expect(watched.complaints.splice(0)).toEqual([expect.stringContaining('400')]);
    await page.getByRole('alert').getByRole('link', { name: 'Enter your password.' }).click();
    expect(await focused(page)).toBe('field-password');
    expect(await page.getByLabel('User name').inputValue()).toBe(acme.admin.userName);
    await expectGoodPage(watched);
  });

  it('shows the connection, and copies its values', async ({ app, acme, watched, page, heading, open }) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await acme.scim.get('/Users?startIndex=1&count=2');
    await logInWith(page, app.url, acme.admin);
    await open('Connection details');
    await page.getByText('Passed').waitFor();
    await expectGoodPage(watched);
    await page.getByRole('button', { name: 'Copy SCIM connector base URL' }).click();
    await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(`${app.url}/SCIM/v2`);
    await page.getByRole('link', { name: 'Check again' }).click();
    await heading('Connection details');
  });

  it('shows what to do if SCIM is off', async ({ app, watched, page, heading }) => {
    const off = await addAccount(app, { scim: false });
    await logInWith(page, app.url, off.admin);
    await heading('Connect your identity provider');
    expect(await page.getByText('SCIM is off for your account.').isVisible()).toBe(true);
    await expectGoodPage(watched);
  });

  it('creates a key, shows it once, and revokes it after confirmation', async ({
    app,
    acme,
    watched,
    page,
    heading,
    open,
  }) => {
    await logInWith(page, app.url, acme.admin);
    await open('API keys');
    await expectGoodPage(watched);
    await page.getByLabel('Name').fill('Okta');
    await page.getByRole('button', { name: 'Create key' }).click();
    const key = page.getByText(/^dk_[\w-]{43}$/);
    await key.waitFor();
    expect(page.url()).toBe(`${app.url}/keys`);
    await expectGoodPage(watched);
    await page.reload();
    await page.getByRole('rowheader', { name: 'Okta' }).waitFor();
    expect(await key.count()).toBe(0);

    await page.getByRole('link', { name: 'Revoke Okta' }).click();
    await heading('Revoke the key "Okta"?');
    await expectGoodPage(watched);
    await page.getByRole('link', { name: 'Keep it' }).click();
    await page.getByRole('link', { name: 'Revoke Okta' }).click();
    await page.getByRole('button', { name: 'Revoke the key' }).click();
    await page.getByText('You do not have any API keys yet.').waitFor();
  });

  it('shows the log, filters it, and expands an event', async ({ app, acme, watched, page, open }) => {
    const userName = `anna@${acme.slug}.example`;
    const anna = await acme.scim.create('/Users', { userName, title: 'Engineer' });
    await acme.scim.patch(`/Users/${anna.id}`, [{ op: 'replace', path: 'title', value: 'Lead engineer' }]);
    await acme.scim.post('/Users', { userName });
    await logInWith(page, app.url, acme.admin);
    await open('Provisioning log');
    await page.getByText('Details of: Changed title.').click();
    await page.getByText('Lead engineer').waitFor();
    await expectGoodPage(watched);
    await page.getByLabel('Outcome').selectOption({ label: 'Refused or failed' });
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.waitForURL(/outcome=failure/);
    expect(await page.getByText('Changed title.').count()).toBe(0);
    await page.getByText('Could not create ').first().waitFor();
    await page.getByRole('link', { name: 'Clear' }).click();
    await page.getByText('Changed title.').first().waitFor();
  });

  it('changes a password', async ({ app, acme, watched, page, heading }) => {
    await logInWith(page, app.url, acme.admin);
    await page.getByRole('link', { name: 'Password' }).click();
    await heading('Change your password');
    await expectGoodPage(watched);
    await page.getByLabel('Current password').fill(acme.admin.password);
    await page.getByLabel('New password', { exact: true }).fill(NEW);
    await page.getByLabel('Repeat the new password').fill(NEW);
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByText('Your password has been changed, and').waitFor();
    expect(page.url()).toBe(`${app.url}/password`);
    await expectGoodPage(watched);
  });

  it('explains itself to users who are not administrators, and on unknown paths', async ({
    app,
    acme,
    watched,
    page,
    heading,
  }) => {
    const userName = `bram@${acme.slug}.example`;
    await addUser(app, acme, { userName, password: 'correct horse' });
    await logInWith(page, app.url, { userName, password: 'correct horse' });
    await heading('The console is for administrators');
    await expectGoodPage(watched);
    await page.goto(`${app.url}/nowhere`);
    await heading('Page not found');
    expect(watched.complaints.splice(0)).toEqual([expect.stringContaining('404')]);
    await expectGoodPage(watched);
    await page.getByRole('link', { name: 'Back to the start page' }).click();
    await heading('The console is for administrators');
    await page.getByRole('button', { name: 'Log out' }).first().click();
    await page.getByText('You have logged out.').waitFor();
  });
});

describe.runIf(CHROMIUM)('the console with the keyboard only', () => {
  it('skips to the content, logs in, and opens a page', async ({ app, acme, watched, page, heading }) => {
    const press = (key: string) => page.keyboard.press(key);
    await page.goto(`${app.url}/login`);
    await press('Tab');
    expect(await focused(page)).toBe('Skip to content');
    await press('Enter');
    await press('Tab');
    expect(await focused(page)).toBe('field-username');
    await page.keyboard.type(acme.admin.userName);
    await press('Tab');
    await page.keyboard.type(acme.admin.password);
    await press('Enter');
    await heading('Connect your identity provider');
    const passed: string[] = [];
    while (passed.at(-1) !== 'API keys' && passed.length < 25) {
      await press('Tab');
      passed.push(await focused(page));
    }
    expect(passed.slice(0, 5)).toEqual(['Skip to content', 'Declaree', 'Password', 'Log out', 'Overview']);
    await press('Enter');
    await heading('API keys');
    expect(await page.locator('[aria-current="page"]').innerText()).toBe('API keys');
    expect(watched.complaints).toEqual([]);
  });
});

describe.runIf(CHROMIUM)('the check of pages', () => {
  it('finds unreadable text, missing names, and content that is too wide', async ({ app, watched, page }) => {
    await page.goto(`${app.url}/login`);
    const spoil = (script: string) => page.evaluate(script);
    const finding = (rule: string) => ({
      actual: expect.arrayContaining([expect.stringMatching(`^${rule}: `)]),
    });
    await spoil("document.querySelector('h1').style.color = 'silver'");
    await expect(expectGoodPage(watched)).rejects.toMatchObject(finding('color-contrast'));
    await page.reload();
    await spoil("document.querySelector('h1').style.color = '#222'");
    await expect(expectGoodPage(watched)).rejects.toThrow(/axe, dark/);
    await page.reload();
    await spoil("document.querySelector('label').remove()");
    await expect(expectGoodPage(watched)).rejects.toMatchObject(finding('label'));
    await page.reload();
    await spoil("document.querySelector('h1').style.width = '900px'");
    await expect(expectGoodPage(watched)).rejects.toThrow(/pixels too wide/);
  });
});
