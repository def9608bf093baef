import { AlarmRounds } from '../../../src/provisioning/alarms/alarm-rounds.service.js';
import { BackgroundWorkMetrics } from '../../../src/metrics/background-work-metrics.service.js';
import { OpenAlarmMetrics } from '../../../src/metrics/open-alarm-metrics.service.js';
import {
  DELIVERIES_AT_MOST,
  NotificationOutbox,
} from '../../../src/provisioning/notifications/notification-outbox.service.js';
import { DeliveryClaims } from '../../../src/provisioning/notifications/delivery-claims.service.js';
import { ExpiryWarnings } from '../../../src/provisioning/notifications/expiry-warnings.service.js';
import { FailureDigests } from '../../../src/provisioning/notifications/failure-digests.service.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { ConnectionCalls } from '../../../src/provisioning/log/connection-calls.entity.js';
import { LateWrites } from '../../../src/platform/database/late-writes.js';
import { all, equal } from '../../../src/platform/database/sql/predicate.js';
import { Alarm } from '../../../src/provisioning/alarms/alarm.entity.js';
import { alarmsOf } from '../../provisioning/alarms/alarms.js';
import { deliveries, sendDue } from '../../provisioning/notifications/messages.js';
import { addUsers, makeApiKey } from '../../support/accounts.js';
import { openConsole } from '../../support/console.js';
import { basic, OKTA, ScimClient } from '../../support/scim-client.js';
import type { Tour } from './staff-tour.js';

const DAY = 86_400_000;

/** What administrators are told, and the alarms that they are told of. */
export async function notifications(here: Tour): Promise<void> {
  await channels(here);
  await alarms(here);
}

async function channels({ app, acme, rest }: Tour): Promise<void> {
  const url = 'https://127.0.0.1:1/';
  const hook = await rest.create('/notifications/webhooks', {
    url: 'https://acme.invalid/',
    kinds: ['alarm'],
  });
  await rest.post('/notifications/webhooks', { url, kinds: ['alarm'] });
  await rest.get('/notifications/webhooks');
  await rest.patch(`/notifications/webhooks/${hook.id}`, { enabled: false });
  await rest.post(`/notifications/webhooks/${hook.id}/secret`, {});
  await rest.patch('/notifications/preferences', { failures: true });
  await rest.patch('/notifications/preferences', { silence: false });
  await rest.get('/notifications/preferences');
  await rest.post(`/notifications/webhooks/${hook.id}/test`, undefined);
  await rest.post('/notifications/test', undefined);
  const [sent] = await deliveries(rest, '?state=sent');
  await rest.post(`/notifications/deliveries/${sent?.id}/resend`, undefined);
  await deliveries(rest, `?webhookId=${hook.id}`);
  const recipients = Array.from({ length: DELIVERIES_AT_MOST + 1 }, () => ({ webhookId: hook.id }));
  const test = { type: 'test', data: {}, mail: { subject: 'x', text: 'x' } };
  await app
    .get(UnitOfWork)
    .write(acme.id, (tx) => app.get(NotificationOutbox).addFor(tx, 'test', test, recipients));
  await rest.delete(`/notifications/webhooks/${hook.id}`);
  await rest.create('/api-keys', { name: 'x', expiresAt: new Date(Date.now() + 20 * DAY).toISOString() });
  await app.get(ExpiryWarnings).warn(new Date());
  await app.get(UnitOfWork).write(acme.id, async (tx) => {
    const claim = await app.get(DeliveryClaims).claim(tx, { webhookId: null }, new Date());
    if (claim) await app.get(DeliveryClaims).release(tx, claim, new Date());
  });
  await acme.scim.post('/Users', { userName: 'x', active: 'perhaps' });
  await app.get(FailureDigests).collect(new Date(Date.now() + 1_000));
  await sendDue(app);
}

async function alarms({ app, acme, rest }: Tour): Promise<void> {
  const ids = await addUsers(app, acme, 60);
  await alarmsOf(app, rest);
  for (const id of ids.slice(1)) {
    await acme.scim.as(OKTA).patch(`/Users/${id}`, [{ op: 'replace', path: 'active', value: false }]);
  }
  await acme.scim.as(OKTA).patch(`/Users/${ids[0]}`, [
    { op: 'replace', path: 'active', value: false },
    { op: 'replace', path: 'nickName[x', value: 'x' },
  ]);
  const [alarm] = await alarmsOf(app, rest, '?open=true');
  await rest.post(`/provisioning/alarms/${alarm?.id}/acknowledge`, undefined);
  const daysLater = (days: number) => new Date(Date.now() + days * DAY);
  const key = await makeApiKey(app, basic(acme.admin.userName, acme.admin.password));
  const connection = new ScimClient(`${app.url}/SCIM/v2`, `Bearer ${key}`).as(OKTA);
  await connection.list('/Users?count=1');
  await app.get(LateWrites).flush();
  await app
    .get(UnitOfWork)
    .write(acme.id, (tx) => tx.update(ConnectionCalls, { callDays: 2 ** 31 - 1 }, all()));
  await app.get(AlarmRounds).look(daysLater(3));
  await connection.list('/Users?count=1');
  await app.get(LateWrites).flush();
  await app.get(UnitOfWork).write(acme.id, (tx) => {
    const at = daysLater(-1).toISOString();
    return tx.update(Alarm, { at }, equal('kind', 'silence'));
  });
  await app.get(AlarmRounds).look(daysLater(0));
  await app.get(OpenAlarmMetrics).refresh();
  await app.get(BackgroundWorkMetrics).refresh();
  const console = await openConsole(app, acme.admin);
  await console.post('/alarms/seen', { until: alarm?.id ?? '' });
}
