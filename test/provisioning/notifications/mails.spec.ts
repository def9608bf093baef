import { NOTIFICATION_KINDS } from '../../../src/provisioning/notifications/notification-kinds.js';
import { WaitingReports } from '../../../src/provisioning/notifications/waiting-reports.service.js';
import { switchExpenses } from '../../expenses/expense-account.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Delivery } from '../../../src/provisioning/notifications/delivery.entity.js';
import {
  MAILS_AN_HOUR,
  NotificationOutbox,
} from '../../../src/provisioning/notifications/notification-outbox.service.js';
import { equal, present } from '../../../src/platform/database/sql/predicate.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { addAccount, addUser, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { openOutbox, type Outbox } from '../../rest/auth/outbox.js';
import { items, problem, RestClient, restOf, stored } from '../../rest/rest-client.js';
import { basic } from '../../support/scim-client.js';
import { deliveries, sendDue, tell } from './messages.js';

describe.each(sqliteAndOneServer())('mails to administrators on $name', (lane) => {
  let app: TestApp;
  let outbox: Outbox;
  let acme: TestAccount;
  let rest: RestClient;

  beforeAll(async () => {
    outbox = await openOutbox();
    app = await bootApp(lane, { PUBLIC_URL: 'https://declaree.acme.example' });
  });

  beforeEach(async () => {
    acme = await addAccount(app);
    rest = restOf(app, acme);
  });

  afterAll(async () => {
    await app.close();
    await outbox.remove();
  });

  const mails = (address = acme.admin.userName) => outbox.mailsTo(address);

  it('come for alarms, silence, what ends and approvals, and for failures to those who want them', async () => {
    expect(await rest.read('/notifications/preferences')).toEqual({
      failures: false,
      alarm: true,
      silence: true,
      expiry: true,
      approvals: true,
      address: acme.admin.userName,
    });
    for (const kind of NOTIFICATION_KINDS) await tell(app, acme, kind);
    const subjects = (await mails()).map(({ subject }) => subject);
    expect(subjects).toEqual([
      'Example of alarm',
      'Example of silence',
      'Example of expiry',
      'Example of approvals',
    ]);
    const [mail] = await mails();
    expect(mail?.text).toContain('Something about alarm has happened.');
    expect(mail?.text).toContain('https://declaree.acme.example/notifications');

    const chosen = { failures: true, silence: false, approvals: false };
    expect(stored(await rest.patch('/notifications/preferences', chosen))).toMatchObject({
      ...chosen,
      alarm: true,
      expiry: true,
    });
    await rest.patch('/notifications/preferences', { alarm: false });
    expect(await rest.read('/notifications/preferences')).toMatchObject({ ...chosen, alarm: false });
    for (const kind of NOTIFICATION_KINDS) await tell(app, acme, kind);
    const later = (await mails()).slice(4).map(({ subject }) => subject);
    expect(later).toEqual(['Example of failures', 'Example of expiry']);
    expect(items(await rest.get('/audit?action=notifications.changed'))).toHaveLength(2);
  });

  it('are limited to a number in an hour, and webhooks are not', async () => {
    const url = 'https://acme.invalid/';
    const { id } = await rest.create('/notifications/webhooks', { url, kinds: ['alarm'] });
    for (let number = 1; number < 20; number++) {
      await addUser(app, acme, { userName: `admin${number}@${acme.slug}.example`, role: 'admin' });
    }
    const mail = { subject: 'x', text: 'x' };
    const counts = await app.get(UnitOfWork).write(acme.id, async (tx) => {
      for (let number = 0; number < 12; number++) {
        await app.get(NotificationOutbox).add(tx, 'alarm', { type: 'alarm.example', data: {}, mail });
      }
      const count = [present('userId'), equal('webhookId', id)].map((where) => tx.count(Delivery, where));
      return Promise.all(count);
    });
    expect(counts).toEqual([MAILS_AN_HOUR, 12]);
  });

  it('tell of each expense report that nobody can approve once, and of several in one mail', async () => {
    await switchExpenses(app, acme.id, true);
    const submit = async (title: string) => {
      const { id } = await rest.create('/expense-reports', { title, currency: 'EUR', total: 1_000 });
      expect(await rest.post(`/expense-reports/${id}/submit`, {})).toMatchObject({
        body: { waitingFor: 'no-approver' },
      });
    };
    const collect = async () => {
      await app.get(WaitingReports).tell(new Date());
      await sendDue(app);
      return (await mails()).map(({ subject }) => subject);
    };
    await submit('Secret trip');
    await submit('Hotel');
    expect(await collect()).toEqual([expect.stringMatching(/^2 expense reports without an approver \(/)]);
    expect(await collect()).toHaveLength(1);
    await submit('Taxi');
    expect((await collect())[1]).toMatch(/^1 expense report without an approver \(/);
    const [mail] = await mails();
    expect(mail?.text).not.toContain('Secret trip');
    expect(mail?.text).toContain('https://declaree.acme.example/doctor');
  });

  it('go to every active administrator of the account, and to nobody else', async () => {
    const password = 'a few random words';
    const add = (userName: string, more = {}) =>
      addUser(app, acme, { userName, role: 'admin', password, ...more });
    const left = await add(`left@${acme.slug}.example`);
    await add(`work@${acme.slug}.example`, {
      values: [{ attribute: 'emails', type: 'work', value: `desk@${acme.slug}.example` }],
    });
    await add(`off@${acme.slug}.example`, { active: false });
    await addUser(app, acme, { userName: `clerk@${acme.slug}.example` });
    const globex = await addAccount(app);
    const other = new RestClient(app, basic(`${acme.slug}/left@${acme.slug}.example`, password));
    await other.patch('/notifications/preferences', { alarm: false });
    await tell(app, acme, 'alarm');
    const counts = async (...names: string[]) =>
      Promise.all(names.map(async (name) => (await mails(`${name}@${acme.slug}.example`)).length));
    expect(await counts('okta', 'left', 'desk', 'work', 'off', 'clerk')).toEqual([1, 0, 1, 0, 0, 0]);
    expect(await mails(globex.admin.userName)).toEqual([]);
    await other.patch('/notifications/preferences', { alarm: true });
    expect((await deliveries(rest)).map(({ to }) => to)).toHaveLength(2);
    expect(left).not.toBe('');
  });

  it('are not sent to somebody who has stopped being an administrator meanwhile', async () => {
    const userName = `gone@${acme.slug}.example`;
    const id = await addUser(app, acme, { userName, role: 'admin' });
    await tell(app, acme, 'alarm');
    expect(await mails(userName)).toHaveLength(1);
    const delivery = (await deliveries(rest)).find(({ userId }) => userId === id);
    const { version } = await rest.read(`/users/${id}`);
    await rest.patch(`/users/${id}`, { role: 'employee' }, { 'if-match': `"${version}"` });
    const again = stored(await rest.post(`/notifications/deliveries/${delivery?.id}/resend`, undefined));
    expect(again).toMatchObject({ state: 'failed', error: expect.stringContaining('no longer an admin') });
    await sendDue(app);
    expect(await mails(userName)).toHaveLength(1);
  });

  it('can be tested, if there is an address', async () => {
    expect(stored(await rest.post('/notifications/test', undefined))).toMatchObject({
      kind: 'test',
      state: 'sent',
      to: acme.admin.userName,
    });
    expect((await mails()).map(({ subject }) => subject)).toEqual(['Test of Declaree notifications']);
    await addUser(app, acme, { userName: 'nobody', role: 'admin', password: 'a few random words' });
    const nobody = new RestClient(app, basic(`${acme.slug}/nobody`, 'a few random words'));
    expect(await nobody.read('/notifications/preferences')).toMatchObject({ address: null });
    expect(await nobody.post('/notifications/test', undefined)).toMatchObject(
      problem(409, 'no-mail-address'),
    );
  });
});
