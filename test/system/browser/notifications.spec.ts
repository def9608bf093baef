import { describe, expect } from 'vitest';
import { alarmsOf } from '../../provisioning/alarms/alarms.js';
import { Receiver, verified } from '../../provisioning/notifications/receiver.js';
import { restOf } from '../../rest/rest-client.js';
import { addOperatorLogin, addUsers } from '../../support/accounts.js';
import { OPENSSL } from '../../support/certificate.js';
import { expectGoodPage, logInWith, openScreen } from '../../support/console-browser.js';
import { OKTA } from '../../support/scim-client.js';
import { browserTest, onEachScreen } from '../../support/browser-test.js';

const it = browserTest.extend('receiver', async ({}, { onCleanup }) => {
  const receiver = await Receiver.start();
  onCleanup(() => receiver.stop());
  return receiver;
});

it.override('environment', { scope: 'file' }, { OAUTH_PRIVATE_KEY_SETS: 'on' });

describe.runIf(OPENSSL)('with a certificate', () => {
  onEachScreen(it, 'notifications in a browser', () => {
    it('are chosen, tested, and sent to a webhook whose secret verifies them', async ({
      app,
      outbox,
      acme,
      watched,
      page,
      heading,
      receiver,
    }) => {
      await logInWith(page, app.url, acme.admin);
      await page.getByRole('link', { name: 'Notifications', exact: true }).click();
      await heading('Notifications');
      await expectGoodPage(watched);
      expect(await page.getByLabel('Alarms').isChecked()).toBe(true);
      expect(await page.getByLabel('Failures').isChecked()).toBe(false);
      await page.getByLabel('Failures').check();
      await page.getByLabel('Silence').uncheck();
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Your choice was saved.').waitFor();
      expect(await page.getByLabel('Failures').isChecked()).toBe(true);
      expect(await page.getByLabel('Silence').isChecked()).toBe(false);
      await page.getByRole('button', { name: 'Send a test mail' }).click();
      await page.getByText('The message was sent to').waitFor();
      expect(await outbox.mailsTo(acme.admin.userName)).toHaveLength(1);

      await page.getByRole('link', { name: 'Add a webhook' }).click();
      await heading('Add a webhook');
      await page.getByLabel('URL').fill('http://localhost/');
      await page.getByRole('button', { name: 'Add webhook' }).click();
      await page.getByRole('alert').waitFor();
      // The browser says that the answer had the status 400.
      expect(watched.complaints.splice(0)).toHaveLength(1);
      await expectGoodPage(watched);
      await page.getByLabel('URL').fill(receiver.url);
      await page.getByRole('button', { name: 'Add webhook' }).click();
      await heading(/^Webhook to localhost/);
      const secret = await page.locator('.copy-value').innerText();
      await expectGoodPage(watched);
      await page.getByRole('button', { name: 'Send a test' }).click();
      await page.getByText('The message was sent to').waitFor();
      const [message] = receiver.received;
      expect(message && verified(message, secret).type).toBe('test');
      await page.getByRole('button', { name: 'Send again' }).click();
      await heading('Deliveries');
      expect(receiver.received).toHaveLength(2);
      await expectGoodPage(watched);
    });

    it('are signed with the old and the new secret of a webhook', async ({
      app,
      acme,
      watched,
      page,
      receiver,
    }) => {
      const { id, secret } = await restOf(app, acme).create('/notifications/webhooks', {
        url: receiver.url,
        kinds: ['alarm'],
      });
      await logInWith(page, app.url, acme.admin);
      await page.goto(`${app.url}/notifications/webhooks/${id}`);
      await page.getByRole('button', { name: 'Replace the secret' }).click();
      await page.getByText('The signing secret was replaced').waitFor();
      const replaced = await page.locator('.copy-value').innerText();
      await page.getByText('Messages are signed with an old secret as well until').waitFor();
      await expectGoodPage(watched);
      await page.getByRole('button', { name: 'Send a test' }).click();
      await page.getByText('The message was sent to').waitFor();
      const [message] = receiver.received;
      if (!message) throw new Error('nothing has arrived');
      for (const each of [String(secret), replaced]) expect(verified(message, each).type).toBe('test');
      expect(await page.getByText(replaced).count()).toBe(0);
      await page.getByLabel('Sign with the old secret as well').selectOption('0');
      await page.getByRole('button', { name: 'Replace the secret' }).click();
      await page.getByText('The signing secret was replaced').waitFor();
      expect(await page.getByText('Messages are signed with an old secret as well').count()).toBe(0);
    });

    it('show an alarm on every page until it is marked as seen, to support too', async ({
      app,
      browser,
      screen,
      acme,
      watched,
      page,
      heading,
    }) => {
      const ids = await addUsers(app, acme, 30);
      await alarmsOf(app, restOf(app, acme));
      for (const id of ids.slice(0, 28)) {
        await acme.scim.as(OKTA).patch(`/Users/${id}`, [{ op: 'replace', path: 'active', value: false }]);
      }
      const refused = ids.at(-1) ?? '';
      await acme.scim.as(OKTA).patch(`/Users/${refused}`, [
        { op: 'replace', path: 'active', value: false },
        { op: 'replace', path: 'nickName[x', value: 'x' },
      ]);
      await alarmsOf(app, restOf(app, acme));
      await logInWith(page, app.url, acme.admin);
      await page.goto(`${app.url}/notifications`);
      const alarms = page.getByRole('region', { name: 'Alarms' });
      await alarms.getByText('Okta has deactivated 28 of 31 active users').waitFor();
      await alarms.getByText('One person still has access').waitFor();
      expect(await alarms.getByRole('link', { name: /^See the run/ }).getAttribute('href')).toMatch(
        /^\/runs\/[\da-f-]{36}$/,
      );
      await expectGoodPage(watched);

      const support = await openScreen(browser, app.url, screen);
      await logInWith(support.page, app.url, await addOperatorLogin(app));
      await support.page.goto(`${app.url}/accounts/${acme.id}`);
      const box = support.page.getByRole('region', { name: 'Alarms' });
      await box.getByText('Okta has deactivated 28 of 31 active users').waitFor();
      expect(await box.getByText('many.example').count()).toBe(0);
      await expectGoodPage(support);
      await support.page.close();

      await alarms.getByRole('button', { name: 'Mark as seen' }).click();
      await page.getByText('The alarms were marked as seen').waitFor();
      await heading('Notifications');
      expect(await alarms.count()).toBe(0);
    });
  });
});
