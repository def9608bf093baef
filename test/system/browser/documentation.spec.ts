import type { Browser, Locator } from 'playwright-core';
import { until } from '../../support/condition.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootDemo, PASSWORD } from '../../rest/openapi/openapi.js';
import type { TestApp } from '../../support/app.js';
import { CHROMIUM, openBrowser, openPage, type WatchedPage } from '../../support/browser.js';
import { databaseLanes } from '../../support/lanes.js';
import { basic } from '../../support/scim-client.js';

const [lane] = databaseLanes();

describe.runIf(CHROMIUM)('the documentation in a browser', () => {
  let app: TestApp;
  let browser: Browser;
  let watched: WatchedPage;

  beforeAll(async () => {
    if (lane === undefined) throw new Error('no database lane');
    app = await bootDemo(lane);
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  /** A page takes seconds to show all operations. */
  const openDocumentation = async () => {
    watched = await openPage(browser, app.url);
    await watched.page.goto(`${app.url}/docs`);
    await watched.page.locator('.opblock').first().waitFor();
  };

  const closeDocumentation = async () => {
    await watched.page.close();
    expect(watched.strangers).toEqual([]);
  };

  async function authorize(userName: string): Promise<void> {
    const { page } = watched;
    await page.getByRole('button', { name: 'Authorize' }).click();
    const form = page.locator('.auth-container', { hasText: 'Basic' });
    await form.getByLabel('username').fill(userName);
    await form.getByLabel('password').fill(PASSWORD);
    await form.getByRole('button', { name: 'Apply credentials' }).click();
    await page.getByRole('button', { name: 'Close' }).first().click();
  }

  /** Opens an operation, or takes the answer away that it shows. */
  async function open(operationId: string): Promise<Locator> {
    const operation = watched.page.locator(`[id$="-${operationId}"]`);
    await scrollTo(operation);
    const cleared = operation.getByRole('button', { name: 'Clear' });
    if (await cleared.isVisible()) await cleared.click();
    else await operation.locator('.opblock-summary-control').click();
    return operation;
  }

  /** Scrolls down from the top until the page has the element: of a long document, it only has what is near. */
  async function scrollTo(operation: Locator): Promise<void> {
    const { page } = watched;
    if (await operation.isVisible()) return;
    await page.evaluate('window.scrollTo(0, 0)');
    await until('the operation is there', async () => {
      if (await operation.isVisible()) return true;
      await page.evaluate('window.scrollBy(0, 300)');
      return false;
    });
  }

  /** Presses Execute, and returns the status and the text of the answer shown. */
  async function execute(operation: Locator): Promise<{ status: string; answer: string }> {
    await operation.getByRole('button', { name: 'Execute' }).click();
    const row = operation.locator('.live-responses-table .response').first();
    return {
      status: (await row.locator('.response-col_status').innerText()).trim(),
      answer: await row.locator('.response-col_description').innerText(),
    };
  }

  describe('without a credential', () => {
    beforeAll(openDocumentation);
    afterAll(closeDocumentation);

    it('lists the operations by tag, without errors', async () => {
      const tags = await watched.page.locator('.opblock-tag').allInnerTexts();
      expect(tags[0]).toContain('SCIM Users');
      await open('ScimUsers_patch');
      await watched.page.getByRole('button', { name: 'Schemas', exact: true }).click();
      expect(watched.complaints).toEqual([]);
      expect(watched.strangers).toEqual([]);
    });

    it('is refused without a credential, and the browser does not ask for one', async () => {
      const { status, answer } = await execute(await open('ScimUsers_list'));
      expect(status).toBe('401');
      expect(answer).toContain('HTTP Basic');
    });
  });

  describe('for an admin who has authorized', () => {
    beforeAll(async () => {
      await openDocumentation();
      await authorize('okta@acme.example');
    });

    afterAll(closeDocumentation);

    it('finds the users of the demo data', async () => {
      const { status, answer } = await execute(await open('ScimUsers_list'));
      expect(status).toBe('200');
      expect(answer).toContain('mira.vos@acme.example');
      expect(answer).toContain('"totalResults": 6');
      expect(watched.complaints).toEqual([]);
      expect(watched.strangers).toEqual([]);
    });

    it('finds the user of the chosen example', async () => {
      const operation = await open('ScimUsers_list');
      await operation.locator('tr[data-param-name="filter"] select').selectOption('userName');
      const { status, answer } = await execute(operation);
      expect(status).toBe('200');
      expect(answer).toContain('"totalResults": 1');
      expect(answer).toContain('lotte.bakker@acme.example');
    });

    it('gets an organization by the prefilled id', async () => {
      const { status, answer } = await execute(await open('Organizations_get'));
      expect(status).toBe('200');
      expect(answer).toContain('"name": "Acme BE"');
    });

    it('creates a user from the example, and is then told that it exists already', async () => {
      const operation = await open('ScimUsers_create');
      const created = await execute(operation);
      expect(created.status).toBe('201');
      expect(created.answer).toContain('jan.peeters@acme.example');
      expect(created.answer).not.toContain('password');
      await operation.getByRole('button', { name: 'Clear' }).click();
      const again = await execute(operation);
      expect(again.status).toBe('409');
      expect(again.answer).toContain('uniqueness');
    });
  });

  it('gets a token with a client id and a client secret, and calls SCIM with it', async () => {
    await openDocumentation();
    const { page } = watched;
    const made = await fetch(`${app.url}/api/v1/oauth-clients`, {
      method: 'POST',
      headers: { authorization: basic('okta@acme.example', PASSWORD), 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Swagger UI', kind: 'secret' }),
    });
    const { clientId, secret } = (await made.json()) as { clientId: string; secret: string };
    await page.getByRole('button', { name: 'Authorize' }).click();
    const form = page.locator('.auth-container', { hasText: 'clientCredentials' });
    await form.locator('input[data-name="clientId"]').fill(clientId);
    await form.locator('input[data-name="clientSecret"]').fill(secret);
    await form.getByRole('button', { name: 'Apply given OAuth2 credentials' }).click();
    await form.getByRole('button', { name: 'Remove authorization' }).waitFor();
    await page.getByRole('button', { name: 'Close' }).first().click();
    const { status, answer } = await execute(await open('ScimUsers_list'));
    expect(status).toBe('200');
    expect(answer).toContain('mira.vos@acme.example');
    expect(watched.complaints).toEqual([]);
    await closeDocumentation();
  });
});
