import type { Browser } from 'playwright-core';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewRow } from '../../../src/platform/database/sql/selection.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { subjectColumns } from '../../../src/provisioning-log/event-subject.js';
import { ProvisioningEvent } from '../../../src/provisioning-log/provisioning-event.entity.js';
import { addAccount, addOperatorLogin } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { CHROMIUM, openBrowser } from '../../support/browser.js';
import {
  expectGoodPage,
  logInWith,
  openScreen,
  SCREENS,
  type Screen,
} from '../../support/console-browser.js';
import { databaseLanes } from '../../support/lanes.js';

const EVENTS = 3_000;
const PEOPLE = 600;
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

/** Five events of each person, in turn; the last one of every twentieth person was refused. */
function eventOf(index: number): NewRow<ProvisioningEvent> {
  const msecs = Date.now() - (EVENTS - index) * 1_000;
  const person = index % PEOPLE;
  const isRefused = index >= EVENTS - PEOPLE && person % 20 === 17;
  return {
    id: v7({ msecs }),
    time: new Date(msecs).toISOString(),
    actor: 'okta@acme.example',
    operation: isRefused ? 'create' : 'patch',
    resourceType: 'User',
    resourceId: isRefused ? null : v7({ msecs: person }),
    outcome: isRefused ? 'failure' : 'success',
    status: isRefused ? 400 : 200,
    code: isRefused ? 'unknown-role' : null,
    detail: isRefused ? `There is no role "role ${person}". Possible: employee.` : null,
    durationMs: 12,
    count: 1,
    client: 'Okta SCIM Client',
    ...subjectColumns({ name: `person.${person}@acme.example`, people: [`Person Number ${person}`] }),
    refused: isRefused ? JSON.stringify({ attribute: 'role', value: `role ${person}`, takenBy: null }) : null,
  };
}

describe.runIf(CHROMIUM).each(Object.keys(SCREENS) as Screen[])(
  'why a person failed, among thousands of events, on a %s',
  (screen) => {
    it('is found by the name, by the cause, and at the link of the event', async () => {
      const acme = await addAccount(app);
      const rows = Array.from({ length: EVENTS }, (_, index) => eventOf(index));
      await app.get(UnitOfWork).write(acme.id, (tx) => tx.insert(ProvisioningEvent, rows));
      const watched = await openScreen(browser, app.url, screen);
      const { page } = watched;
      const why = 'Could not create person.17@acme.example: there is no such role (role "role 17").';
      await logInWith(page, app.url, await addOperatorLogin(app));
      await page.goto(`${app.url}/accounts/${acme.id}/log`);

      await page.getByLabel('Name, e-mail, id or text').fill('person.17@');
      await page.keyboard.press('Enter');
      const found = page.getByText(why).first();
      await found.waitFor();
      expect(await page.locator('.event').count()).toBe(5);
      await expectGoodPage(watched);

      await page.getByRole('link', { name: 'Failures by cause' }).click();
      await page.getByText('30 requests failed, for 30 users and groups; 0 solved since.').waitFor();
      await expectGoodPage(watched);
      await page.getByRole('link', { name: 'person.17@acme.example', exact: true }).click();
      await page.getByText(why).first().waitFor();
      await page.getByText('Send one of the roles').waitFor();
      await expectGoodPage(watched);
      await page.getByRole('link', { name: 'Show all events with this reason' }).click();
      await page.getByText('person.597@acme.example').first().waitFor();
      await page.getByText('More filters').click();
      await expectGoodPage(watched);
      if (process.env['LOG_SHOTS']) {
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          for (const [name, path] of [
            ['log', ''],
            ['causes', '/causes'],
          ] as const) {
            await page.goto(`${app.url}/accounts/${acme.id}/log${path}`);
            await page.screenshot({
              path: `${process.env['LOG_SHOTS']}/${screen}-${name}-${colorScheme}.png`,
            });
          }
        }
      }
      await page.close();
    });
  },
);
