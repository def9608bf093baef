import { Inject, Injectable } from '@nestjs/common';
import { Account } from '../../accounts/account.entity.js';
import { newId } from '../../common/identifier.js';
import type { Settings } from '../../config/settings.js';
import { SETTINGS } from '../../config/settings.module.js';
import {
  RunListeners,
  type AddedToRun,
  type CountedRun,
  type RefusedDeactivation,
  type RunListener,
} from '../journal/run-listeners.js';
import { NotificationOutbox } from '../notifications/notification-outbox.service.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import {
  all,
  compare,
  equal,
  exists,
  idIs,
  isIn,
  not,
  present,
} from '../../platform/database/sql/predicate.js';
import { ProvisioningEvent } from '../log/provisioning-event.entity.js';
import { User } from '../../users/user.entity.js';
import { Alarm } from './alarm.entity.js';
import { refusedDeactivations } from './alarm-messages.js';

const KIND = 'refused-deactivation';
const HOUR_MS = 3_600_000;
/** One alarm per person within this. */
const ONCE_WITHIN_MS = 24 * HOUR_MS;
/** After a message, the next people are collected for this long. */
const COLLECTED_FOR_MS = HOUR_MS;
/** Of one batch of changes; the provisioning log has the others. */
const PEOPLE_AT_MOST = 100;

/** Refusals that are intended: of the credential's own user, and of everything while the account has paused SCIM. */
const INTENDED = ['own-user', 'scim-paused'];

/** Raises an alarm, once per person and day, when somebody keeps access whom the identity provider wanted out. */
@Injectable()
export class RefusedDeactivationAlarm implements RunListener {
  constructor(
    private readonly outbox: NotificationOutbox,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
    listeners: RunListeners,
  ) {
    listeners.register(this);
  }

  async counted(tx: AccountTransaction, run: CountedRun, added: AddedToRun): Promise<void> {
    if (added.refusedDeactivations.length === 0) return;
    const people = await withAccess(tx, added.refusedDeactivations.slice(0, PEOPLE_AT_MOST));
    const since = new Date(Date.now() - ONCE_WITHIN_MS).toISOString();
    const known = await tx.selectListed(Alarm, 'userId', people, {
      columns: ['userId'],
      where: all(equal('kind', KIND), compare('at', '>', since)),
    });
    const reported = new Set(known.map(({ userId }) => userId));
    const news = people.filter((userId) => !reported.has(userId));
    if (news.length === 0) return;
    const at = new Date().toISOString();
    const detail = 'A deactivation was refused, so the person still has access.';
    await tx.insert(
      Alarm,
      news.map((userId) => ({ id: newId(), kind: KIND, at, runId: run.id, userId, detail })),
    );
    await this.tell(tx, new Date());
  }

  /** Notifies the administrators of those who still have access and of whom they do not know yet, at most once an hour. */
  async tell(tx: AccountTransaction, now: Date): Promise<void> {
    const last = await tx.find(Alarm, {
      columns: ['notifiedAt'],
      where: all(equal('kind', KIND), present('notifiedAt')),
      orderBy: [{ column: 'id', descending: true }],
    });
    const earliest = new Date(now.getTime() - COLLECTED_FOR_MS).toISOString();
    if (last?.notifiedAt && last.notifiedAt > earliest) return;
    const people = await tx.update(
      Alarm,
      { notifiedAt: now.toISOString() },
      all(
        equal('kind', KIND),
        not(present('notifiedAt')),
        not(present('acknowledgedAt')),
        exists(User, { id: 'userId' }, equal('active', true)),
      ),
    );
    if (people === 0) return;
    const account = await tx.find(Account, { columns: ['name'], where: idIs(tx.accountId) });
    const about = { account: account?.name ?? '', publicUrl: this.settings.publicUrl };
    await this.outbox.add(tx, 'alarm', refusedDeactivations(about, people));
  }
}

/** Ids of those who exist and are active. */
async function withAccess(
  tx: AccountTransaction,
  refused: readonly RefusedDeactivation[],
): Promise<string[]> {
  const eventIds = refused.flatMap(({ eventId }) => eventId ?? []);
  const intended = await tx.selectListed(ProvisioningEvent, 'id', eventIds, {
    columns: ['id'],
    where: isIn('code', INTENDED),
  });
  const ignored = new Set(intended.map(({ id }) => id));
  const ids = refused.flatMap(({ resourceId, eventId }) =>
    resourceId === null || ignored.has(eventId ?? '') ? [] : [resourceId],
  );
  if (ids.length === 0) return [];
  const found = await tx.select(User, {
    columns: ['id'],
    where: all(equal('active', true), isIn('id', [...new Set(ids)])),
  });
  return found.map(({ id }) => id);
}
