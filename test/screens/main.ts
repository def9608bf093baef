import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page, Route } from 'playwright-core';
import { openBrowser } from '../support/browser.js';
import { Program, type ServerProcess } from '../support/processes.js';
import { basic, OKTA, ScimClient } from '../support/scim-client.js';

// Takes the pictures of the console that the guides show: `npm run screens`, then commit docs/screens.

const DIRECTORY = join(import.meta.dirname, '../../docs/screens');
const PASSWORD = 'correct horse battery staple';
const ADMIN = 'okta@acme.example';

const fileOf = (name: string) => join(DIRECTORY, `${name}.png`);

/** What a customer's first morning with Okta leaves in the log: mostly successes, and a few refusals. */
async function provision({ url }: ServerProcess): Promise<void> {
  const scimUrl = `${url}/SCIM/v2`;
  const okta = new ScimClient(scimUrl, basic(ADMIN, PASSWORD), OKTA);
  await okta.get('/Users?startIndex=1&count=2');
  const noor = await okta.create('/Users', {
    userName: 'noor.dijk@acme.example',
    externalId: '00u1a2B3c4D5e6F7g8h9',
    name: { givenName: 'Noor', familyName: 'Dijk' },
    displayName: 'Noor Dijk',
    title: 'Engineer',
  });
  await okta.patch(`/Users/${noor.id}`, [{ op: 'replace', path: 'title', value: 'Lead engineer' }]);
  await okta.create('/Groups', { displayName: 'Engineering', members: [{ value: noor.id }] });
  await okta.post('/Groups', { displayName: 'sales' });
  await okta.post('/Users', { userName: 'mira.vos@acme.example' });
}

/** The credential test of a customer who mistyped the password. */
async function mistype({ url }: ServerProcess): Promise<void> {
  await new ScimClient(`${url}/SCIM/v2`, basic(ADMIN, 'mistyped'), OKTA).get('/Users?startIndex=1&count=2');
}

async function logIn(page: Page, { url }: ServerProcess, userName: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto(`${url}/login`);
  await page.getByLabel('User name').fill(userName);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('button', { name: 'Log out' }).first().waitFor();
}

/** Customers see the address that they come by, not this machine's; behind TLS the cookie has another name. */
async function asThroughTheProxy(route: Route): Promise<void> {
  const headers = await route.request().allHeaders();
  const response = await route.fetch({
    headers: {
      ...headers,
      'x-forwarded-host': 'app.declaree.com',
      'x-forwarded-proto': 'https',
      cookie: headers['cookie']?.replaceAll('declaree_', '__Host-declaree_') ?? '',
    },
  });
  await route.fulfill({ response });
}

async function takeAdminsPages(page: Page, server: ServerProcess): Promise<void> {
  await logIn(page, server, ADMIN);
  await page.goto(`${server.url}/`);
  await page.screenshot({ path: fileOf('overview'), fullPage: true });
  await mistype(server);
  await page.route('**/connection', asThroughTheProxy);
  await page.goto(`${server.url}/connection`);
  for (const [name, title] of [
    ['connection-okta', 'Okta'],
    ['connection-entra', 'Microsoft Entra ID'],
  ] as const) {
    const panel = page.locator('.panel').filter({ has: page.getByRole('heading', { name: title }) });
    await panel.screenshot({ path: fileOf(name) });
  }
  await page.goto(`${server.url}/log?outcome=failure`);
  await page.screenshot({ path: fileOf('provisioning-log') });
  await page.goto(`${server.url}/doctor`);
  await page.screenshot({ path: fileOf('doctor') });
  await page.goto(`${server.url}/keys`);
  await page.getByLabel('Name').fill('Okta');
  await page.getByRole('button', { name: 'Create key' }).click();
  await page.getByText('You will not be able to see it again').waitFor();
  await page.screenshot({ path: fileOf('api-keys') });
}

async function takeSupportsPages(page: Page, server: ServerProcess): Promise<void> {
  await logIn(page, server, 'support@declaree.example');
  await page.getByRole('link', { name: 'Globex' }).click();
  await page.getByRole('link', { name: 'Switch SCIM on…' }).click();
  await page.getByLabel('Reason').fill('Ticket 4711: starts with Okta on Monday');
  await page.screenshot({ path: fileOf('account') });
}

const program = await Program.build();
const browser = await openBrowser();
try {
  await mkdir(DIRECTORY, { recursive: true });
  const server = await program.start({
    DATABASE_URL: 'sqlite:screens.sqlite',
    DEMO: 'on',
    DEMO_PASSWORD: PASSWORD,
    TRUST_PROXY: 'true',
  });
  await provision(server);
  const page = await browser.newPage({ viewport: { width: 1040, height: 800 }, colorScheme: 'light' });
  await takeAdminsPages(page, server);
  await takeSupportsPages(page, server);
} finally {
  await browser.close();
  await program.remove();
}
