import { exportJWK, generateKeyPair } from 'jose';
import { expect } from 'vitest';
import { AppServer } from '../../oauth/app-server.js';
import {
  addCatalogueClient,
  askToken,
  authorizationQuery,
  requestPath,
  withSecret,
} from '../../oauth/oauth.js';
import { expectGoodPage, logInWith } from '../../support/console-browser.js';
import { browserTest, onEachScreen } from '../../support/browser-test.js';

const it = browserTest
  .extend('site', { scope: 'file' }, async ({}, { onCleanup }) => {
    const site = await AppServer.start();
    onCleanup(() => site.stop());
    return site;
  })
  .extend(
    'copied',
    ({ page }) =>
      /** The value below a label that has a copy button. */
      (label: string) =>
        page
          .locator('.copy', { has: page.getByText(label, { exact: true }) })
          .locator('.copy-value')
          .innerText(),
  );

onEachScreen(it, 'connections in a browser', () => {
  it('are set up by following the pages, until the client works', async ({
    app,
    acme,
    watched,
    page,
    heading,
    copied,
  }) => {
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

  it('get a pasted key set, and then another one', async ({ app, acme, watched, page, heading }) => {
    const keySet = async (kid: string) => {
      const { publicKey } = await generateKeyPair('ES256', { extractable: true });
      return JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid }] });
    };
    await logInWith(page, app.url, acme.admin);
    await page.goto(`${app.url}/connections/new?for=other-assertion`);
    await expectGoodPage(watched);
    await page.getByLabel('Name').fill('Signs');
    await page.getByLabel('Key set (JWKS)').fill(await keySet('first'));
    await page.getByRole('button', { name: 'Create the connection' }).click();
    await heading('Signs');
    await expectGoodPage(watched);
    const { pathname } = new URL(page.url());
    await page.getByRole('link', { name: 'Change the connection' }).click();
    await heading('Change the connection "Signs"');
    await expectGoodPage(watched);
    expect(await page.getByLabel('Key set (JWKS)').inputValue()).toContain('"kid": "first"');
    await page.getByLabel('Key set (JWKS)').fill(await keySet('second'));
    await page.getByRole('button', { name: 'Save' }).click();
    await heading('Signs');
    expect(page.url()).toBe(app.url + pathname);
    await page.getByRole('link', { name: 'Change the connection' }).click();
    expect(await page.getByLabel('Key set (JWKS)').inputValue()).toContain('"kid": "second"');
  });

  it('of an app are allowed by an administrator who logs in on the way, also if the callback redirects', async ({
    app,
    acme,
    site,
    watched,
    page,
    heading,
  }) => {
    const redirect_uri = site.callback;
    const okta = await addCatalogueClient(app, { redirectUris: [redirect_uri] });
    await page.goto(app.url + requestPath(authorizationQuery(okta, { redirect_uri })));
    await page.getByLabel('User name').fill(acme.admin.userName);
    await page.getByLabel('Password', { exact: true }).fill(acme.admin.password);
    await page.getByRole('button', { name: 'Log in' }).click();
    await heading(/^Allow Okta to provision /);
    await expectGoodPage(watched);
    await page.getByLabel('New users join').selectOption({ label: 'Acme BE' });
    await page.getByRole('button', { name: 'Allow Okta' }).click();
    await page.waitForURL(`${site.arrival}?**`);
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

  it('of an app are allowed in a popup, which then tells the app', async ({ app, acme, site, page }) => {
    const redirect_uri = site.callback;
    const okta = await addCatalogueClient(app, { redirectUris: [redirect_uri] });
    const path = requestPath(authorizationQuery(okta, { redirect_uri }));
    await page.goto(`${site.openerUrl}#${app.url}${path}`);
    const opened = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Connect' }).click();
    const popup = await opened;
    await popup.getByLabel('User name').fill(acme.admin.userName);
    await popup.getByLabel('Password', { exact: true }).fill(acme.admin.password);
    await popup.getByRole('button', { name: 'Log in' }).click();
    await popup.getByRole('button', { name: 'Allow Okta' }).click();
    await page.getByText('code=dac_').waitFor();
    await popup.close();
  });
});
