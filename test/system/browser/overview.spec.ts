import { describe, expect } from 'vitest';
import { LateWrites } from '../../../src/platform/database/late-writes.js';
import { restOf } from '../../rest/rest-client.js';
import { addOperatorLogin } from '../../support/accounts.js';
import { CHROMIUM } from '../../support/browser.js';
import { expectGoodPage, logInWith } from '../../support/console-browser.js';
import { basic, ENTRA, OKTA, resource, ScimClient } from '../../support/scim-client.js';
import { browserTest, onEachScreen } from '../../support/browser-test.js';

/** What each provider calls itself and asks for, and how it tests the connection and takes access away. */
const PROVIDERS = [
  {
    name: 'Okta',
    client: OKTA,
    value: 'SCIM connector base URL',
    test: '/Users?startIndex=1&count=2',
    deactivation: { op: 'replace', value: { active: false } },
    verdict: 'Okta is connected.',
  },
  {
    name: 'Microsoft Entra ID',
    client: ENTRA,
    value: 'Tenant URL',
    test: '/Users?filter=userName+eq+"0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e90"',
    deactivation: { op: 'Replace', path: 'active', value: 'False' },
    verdict: 'Entra ID is connected.',
  },
];

const it = browserTest
  .extend('okta', ({ acme }) => {
    const { userName, password } = acme.admin;
    return new ScimClient(acme.scim.baseUrl, basic(userName, password), OKTA);
  })
  .extend('addPerson', ({ okta }) => async (name: string) => {
    const answer = await okta.post('/Users', { userName: `${name}@acme.example`, externalId: name });
    return resource(answer, 201).id;
  })
  // The first time on the overview of a new account, three days later, for a reader in Japan.
  .extend('readTime', ({ app, browser, acme, addPerson }) => async (javaScriptEnabled: boolean) => {
    await addPerson('mira');
    await app.get(LateWrites).flush();
    const context = await browser.newContext({ timezoneId: 'Asia/Tokyo', javaScriptEnabled });
    const page = await context.newPage();
    await logInWith(page, app.url, acme.admin);
    if (javaScriptEnabled) {
      await page.clock.setFixedTime(Date.now() + 3 * 86_400_000);
      await page.reload();
    }
    const time = page.locator('main time').first();
    const read = {
      at: new Date((await time.getAttribute('datetime')) ?? ''),
      text: await time.innerText(),
      title: await time.getAttribute('title'),
    };
    await context.close();
    return read;
  });

onEachScreen(it, 'the overview in a browser', () => {
  for (const { name, client, value, test, deactivation, verdict } of PROVIDERS)
    it(`is a set-up first, whose steps are ticked as ${name} does them`, async ({
      app,
      acme,
      watched,
      page,
      heading,
    }) => {
      const provider = acme.scim.as(client);
      await logInWith(page, app.url, acme.admin);
      await heading('Connect your identity provider');
      await expectGoodPage(watched);
      await page.getByRole('link', { name, exact: true }).click();
      await page.getByRole('button', { name: `Copy ${value}` }).waitFor();
      await expectGoodPage(watched);
      // A page that is loaded again forgets it.
      await page.evaluate(() => (document.body.dataset['seen'] = 'live'));

      const step = (title: string) => page.getByRole('listitem').filter({ hasText: title });
      const ticks = async (title: string, happens: () => Promise<unknown>) => {
        await step(title).getByText('Waiting').waitFor();
        await happens();
        await app.get(LateWrites).flush();
        await step(title).getByText('Done').waitFor();
      };
      const user = { userName: 'mira@acme.example', externalId: 'mira' };
      await ticks('Test passed', () => provider.get(test));
      await ticks('First user', () => provider.create('/Users', user));
      await ticks('First group', () => provider.create('/Groups', { displayName: 'Sales' }));
      const { items } = await restOf(app, acme).read('/users?search=mira');
      const [mira] = items as { id: string }[];
      await ticks('First deactivation', () => provider.patch(`/Users/${mira?.id}`, [deactivation]));
      await step('First deactivation').getByText('just now').waitFor();
      expect(await page.evaluate(() => document.body.dataset['seen'])).toBe('live');
      await expectGoodPage(watched);

      await page.getByRole('link', { name: 'Open the overview' }).click();
      await heading('Overview');
      await page.getByText(verdict, { exact: true }).waitFor();
    });

  it('leads from what happened to the run and to the person', async ({
    app,
    acme,
    watched,
    page,
    heading,
    okta,
    addPerson,
  }) => {
    const [mira, jan] = [await addPerson('mira'), await addPerson('jan')];
    await okta.patch(`/Users/${mira}`, [{ op: 'replace', path: 'title', value: 'Lead' }]);
    await okta.put(`/Users/${jan}`, { userName: 'mira@acme.example' });
    await app.get(LateWrites).flush();
    await logInWith(page, app.url, acme.admin);
    await heading('Overview');
    await page.getByRole('heading', { name: 'The user name is taken by another active user' }).waitFor();
    await page.getByText('Numbers by day').first().click();
    await expectGoodPage(watched);

    await page.getByRole('row').filter({ hasText: '2 created' }).getByRole('link').click();
    await heading('Run');
    await expectGoodPage(watched);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download as CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^run-.*\.csv$/);
    await page.getByRole('link', { name: 'mira@acme.example' }).first().click();
    await heading('mira@acme.example');
    await page.goBack();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Runs' }).click();
    await heading('Runs');
    await expectGoodPage(watched);
  });

  it('undoes wrong deactivations from the run', async ({ app, acme, watched, page, heading, okta }) => {
    const { id } = await restOf(app, acme).create('/users', { userName: 'emma@acme.example' });
    await okta.patch(`/Users/${id}`, [{ op: 'replace', path: 'active', value: false }]);
    await app.get(LateWrites).flush();
    await logInWith(page, app.url, acme.admin);
    await page.goto(`${app.url}/runs`);
    await page.getByRole('row').filter({ hasText: '1 deactivated' }).getByRole('link').first().click();
    await heading('Run');
    await page.getByRole('link', { name: 'Undo…' }).click();
    await heading('Undo a run');
    await page.getByLabel('Undo', { exact: true }).selectOption({ label: 'Only deactivations' });
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByText('emma@acme.example').waitFor();
    await expectGoodPage(watched);
    await page.getByRole('button', { name: 'Restore 1 value' }).click();
    await heading('Undo of a run');
    await page.getByText('Restored 1 value').waitFor();
    await expectGoodPage(watched);
    expect((await okta.get(`/Users/${id}`)).body).toMatchObject({ active: true });
  });

  it('says to support how an account does', async ({
    app,
    acme,
    watched,
    page,
    heading,
    okta,
    addPerson,
  }) => {
    await addPerson('mira');
    await okta.post('/Users', {});
    await app.get(LateWrites).flush();
    await logInWith(page, app.url, await addOperatorLogin(app));
    await page.getByLabel('Name, slug or id').fill(acme.slug);
    await page.getByLabel('Which').selectOption({ label: 'With failures today' });
    await page.getByRole('button', { name: 'Filter' }).click();
    await expectGoodPage(watched);
    await page.getByRole('link', { name: acme.slug }).click();
    await page.getByText('Okta is connected, but some requests failed.').waitFor();
    await expectGoodPage(watched);
    await page.getByRole('row').filter({ hasText: '1 created, 1 refused' }).getByRole('link').click();
    await heading(`${acme.slug}: run`);
    await expectGoodPage(watched);
    expect(await page.getByText('Download').count()).toBe(0);
  });
});

describe.runIf(CHROMIUM)('times', () => {
  it("are in the reader's zone, with UTC on hover", async ({ readTime }) => {
    const { at, text, title } = await readTime(true);
    const clock = { hour: '2-digit', minute: '2-digit' } as const;
    const tokyo = at.toLocaleString('en-GB', { timeZone: 'Asia/Tokyo', ...clock });
    expect(text).toMatch(new RegExp(`^\\d+ \\w+ \\d+, ${tokyo}$`));
    expect(title).toMatch(/GMT\+9 \(.* UTC\)$/);
  });

  it('are in UTC without a script', async ({ readTime }) => {
    const { text, title } = await readTime(false);
    expect(text).toMatch(/^\d+ \w+ \d+, \d\d:\d\d UTC$/);
    expect(title).toBeNull();
  });
});
