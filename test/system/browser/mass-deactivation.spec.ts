import { expect } from 'vitest';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { all } from '../../../src/platform/database/sql/predicate.js';
import { User } from '../../../src/users/user.entity.js';
import { alarmsOf } from '../../provisioning/alarms/alarms.js';
import { restOf } from '../../rest/rest-client.js';
import { addOperatorLogin, addUsers } from '../../support/accounts.js';
import { expectGoodPage, logInWith } from '../../support/console-browser.js';
import { OKTA } from '../../support/scim-client.js';
import { browserTest, onEachScreen } from '../../support/browser-test.js';

const PEOPLE = 500;
const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

const it = browserTest
  // An identity provider that deactivates everybody but the administrator, and what that has raised.
  .extend('deactivateAll', ({ app, acme }) => async () => {
    const ids = await addUsers(app, acme, PEOPLE);
    await alarmsOf(app, restOf(app, acme));
    const Operations = ids.map((id) => ({
      method: 'PATCH',
      path: `/Users/${id}`,
      data: { schemas: [PATCH], Operations: [{ op: 'replace', path: 'active', value: false }] },
    }));
    await acme.scim.as(OKTA).post('/Bulk', { schemas: [BULK], Operations });
    await alarmsOf(app, restOf(app, acme));
  })
  .extend('countActive', ({ app, acme }) => async () => {
    const users = await app
      .get(UnitOfWork)
      .read(acme.id, (tx) => tx.select(User, { columns: ['active'], where: all() }));
    return users.filter(({ active }) => active).length;
  })
  // From the alarm, wherever it is shown.
  .extend('openRun', ({ page, heading, watched }) => async (title: string) => {
    const alarms = page.getByRole('region', { name: 'Alarms' });
    await alarms.getByText(/^Okta has deactivated \d+ of 501 active users/).waitFor();
    await alarms.getByRole('link', { name: 'See the run, or undo it' }).click();
    await heading(title);
    await page.getByText('500 deactivated').waitFor();
    await expectGoodPage(watched);
  });

onEachScreen(it, 'a wrong mass deactivation, in a browser', () => {
  it('is turned back by support, who is given only the console', async ({
    app,
    acme,
    watched,
    page,
    heading,
    deactivateAll,
    countActive,
    openRun,
  }) => {
    await deactivateAll();
    expect(await countActive()).toBe(1);
    const operator = await addOperatorLogin(app);
    await logInWith(page, app.url, operator);
    await page.getByLabel('Name, slug or id').fill(acme.slug);
    await page.getByLabel('Which').selectOption({ label: 'With alarms' });
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByRole('link', { name: acme.slug }).click();
    await heading(acme.slug);
    await openRun(`${acme.slug}: run`);

    await page.getByRole('link', { name: 'Undo…' }).click();
    await heading(`${acme.slug}: undo a run`);
    await page.getByText('person0001@many.example').waitFor();
    await expectGoodPage(watched);
    await page.getByRole('button', { name: 'Restore 500 values' }).click();
    await page.getByRole('alert').waitFor();
    // The browser says that the answer had the status 400.
    expect(watched.complaints.splice(0)).toEqual([expect.stringContaining('400')]);
    await expectGoodPage(watched);
    await page.getByLabel('Reason').fill('Ticket 4711: Sanne of Acme asked for it');
    await page.getByRole('button', { name: 'Restore 500 values' }).click();
    await heading(`${acme.slug}: undo of a run`);
    await page.getByText('Restored 500 values').waitFor();
    await expectGoodPage(watched);
    expect(await countActive()).toBe(PEOPLE + 1);

    const [entry] = (await restOf(app, acme).read('/audit?action=run.undone'))['items'] as unknown[];
    expect(entry).toMatchObject({
      actor: operator.userName,
      detail: 'Ticket 4711: Sanne of Acme asked for it',
    });
  });

  it('is turned back by an administrator, from the alarm on', async ({
    app,
    acme,
    watched,
    page,
    heading,
    deactivateAll,
    countActive,
    openRun,
  }) => {
    await deactivateAll();
    await logInWith(page, app.url, acme.admin);
    await openRun('Run');
    await page.getByRole('link', { name: 'Undo…' }).click();
    await heading('Undo a run');
    await page.getByText('person0001@many.example').waitFor();
    expect(await page.getByLabel('Reason').count()).toBe(0);
    await expectGoodPage(watched);
    expect(await countActive()).toBe(1);
    await page.getByRole('button', { name: 'Restore 500 values' }).click();
    await heading('Undo of a run');
    await page.getByText('Restored 500 values').waitFor();
    await expectGoodPage(watched);
    expect(await countActive()).toBe(PEOPLE + 1);
    await page.getByRole('link', { name: 'Back to the run' }).click();
    await heading('Run');
    await page.getByText('Undone', { exact: true }).first().waitFor();
  });
});
