import { v7 } from 'uuid';
import { expect } from 'vitest';
import type { NewRow } from '../../../src/platform/database/sql/selection.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { subjectColumns } from '../../../src/provisioning/log/event-subject.js';
import { ProvisioningEvent } from '../../../src/provisioning/log/provisioning-event.entity.js';
import { addOperatorLogin } from '../../support/accounts.js';
import { expectGoodPage, logInWith } from '../../support/console-browser.js';
import { browserTest, onEachScreen } from '../../support/browser-test.js';

const EVENTS = 3_000;
const PEOPLE = 600;

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

onEachScreen(browserTest, 'why a person failed, among thousands of events', () => {
  browserTest(
    'is found by the name, by the cause, and at the link of the event',
    async ({ app, acme, page, watched }) => {
      const rows = Array.from({ length: EVENTS }, (_, index) => eventOf(index));
      await app.get(UnitOfWork).write(acme.id, (tx) => tx.insert(ProvisioningEvent, rows));
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
      await page.getByRole('link', { name: 'Show all events with this cause' }).click();
      await page.waitForURL(/cause=/);
      // The others were refused with the same code, but for other roles.
      expect(await page.locator('.event').count()).toBe(1);
      await page.getByText(why).first().waitFor();
      // The rare filters are open, because one of them is set.
      await page.getByLabel('Same cause as event (id)').waitFor();
      await expectGoodPage(watched);
    },
  );
});
