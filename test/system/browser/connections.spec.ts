import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addCatalogueClient, askToken, authorizationQuery, withSecret } from '../../oauth/oauth.js';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { CHROMIUM, openBrowser, type WatchedPage } from '../../support/browser.js';
import {
  expectGoodPage,
  logInWith,
  openScreen,
  SCREENS,
  type Screen,
} from '../../support/console-browser.js';
import { databaseLanes } from '../../support/lanes.js';

const [lane] = databaseLanes();

let app: TestApp;
let browser: Browser;

beforeAll(async () => {
  if (lane === undefined) throw new Error('no database lane');
  app = await bootApp(lane);
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await app.close();
});

describe.runIf(CHROMIUM).each(Object.keys(SCREENS) as Screen[])(
  'connections in a browser, on a %s',
  (screen) => {
    let watched: WatchedPage;
    let page: Page;
    let acme: TestAccount;

    beforeEach(async () => {
      acme = await addAccount(app);
      watched = await openScreen(browser, app.url, screen);
      page = watched.page;
    });

    afterEach(() => page.close());

    const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

    /** The value below a label that has a copy button. */
    const copied = (label: string) =>
      page
        .locator('.copy', { has: page.getByText(label, { exact: true }) })
        .locator('.copy-value')
        .innerText();

    it('are set up by following the pages, until the client works', async () => {
      await logInWith(page, app.url, acme.admin);
      await page.getByRole('link', { name: 'Connections', exact: true }).first().click();
      await heading('Connections');
      await expectGoodPage(watched);
      await page.getByRole('link', { name: 'Another client, with a client secret' }).click();
      await heading('Connect another client');
      await expectGoodPage(watched);
      await page.getByLabel('Name').fill('Payroll');
      await page.getByLabel('New users join').selectOption({ label: 'Acme NL' });
      await page.getByRole('button', { name: 'Create the connection' }).click();
      await heading('Payroll');
      await expectGoodPage(watched);
      const clientId = await copied('Client ID');
      const secret = await copied('Client secret');
      const answer = await askToken(app, {
        grant_type: 'client_credentials',
        ...withSecret({ id: '', clientId, secret }),
      });
      expect(answer.status).toBe(200);
      await page.getByRole('link', { name: /^Revoke the secret/ }).click();
      await heading('Revoke a secret of "Payroll"?');
      await expectGoodPage(watched);
    });

    it('of an app are allowed by an administrator who logs in on the way', async () => {
      const okta = await addCatalogueClient(app, {
        redirectUris: [`${app.url.replace('localhost', '127.0.0.1')}/health/live`],
      });
      const redirect_uri = `${app.url.replace('localhost', '127.0.0.1')}/health/live`;
      const query = authorizationQuery(okta, { redirect_uri });
      await page.goto(`${app.url}/oauth/authorize?${new URLSearchParams(query).toString()}`);
      await page.getByLabel('User name').fill(acme.admin.userName);
      await page.getByLabel('Password', { exact: true }).fill(acme.admin.password);
      await page.getByRole('button', { name: 'Log in' }).click();
      await heading(/^Allow Okta to provision /);
      await expectGoodPage(watched);
      await page.getByLabel('New users join').selectOption({ label: 'Acme BE' });
      await page.getByRole('button', { name: 'Allow Okta' }).click();
      await page.waitForURL(`${redirect_uri}?**`);
      const { searchParams } = new URL(page.url());
      expect(searchParams.get('state')).toBe('state 1');
      const answer = await askToken(app, {
        grant_type: 'authorization_code',
        code: searchParams.get('code') ?? '',
        redirect_uri,
        ...withSecret(okta),
      });
      expect(answer.status).toBe(200);
    });
  },
);
