import { Injectable } from '@nestjs/common';
import { AuditService } from '../../accounts/audit.service.js';
import { differences } from '../../common/changes.js';
import type { AccountTransaction, AuthoredTransaction } from '../../platform/database/account-transaction.js';
import { all, equal, idIs } from '../../platform/database/sql/predicate.js';
import { leftJoin } from '../../platform/database/sql/selection.js';
import { emailOf, isAddress } from '../../users/user-email.js';
import { User } from '../../users/user.entity.js';
import { UsersService } from '../../users/users.service.js';
import { MailPreference } from './mail-preference.entity.js';
import {
  NOTIFICATION_KINDS,
  USUAL_MAILS,
  type KindSwitches,
  type NotificationKind,
} from './notification-kinds.js';

/** How many administrators are asked for, and how many get a mail. */
const ADMINISTRATORS_AT_MOST = 200;
const RECIPIENTS_AT_MOST = 20;

/** Of which kinds each administrator is told by mail. */
@Injectable()
export class MailPreferences {
  constructor(
    private readonly audit: AuditService,
    private readonly users: UsersService,
  ) {}

  /** The address for mails to a user; null without one. */
  async addressOf(tx: AccountTransaction, userId: string): Promise<string | null> {
    const user = await this.users.get(tx, userId);
    const address = emailOf(user.values) ?? user.userName;
    return isAddress(address) ? address : null;
  }

  async read(tx: AccountTransaction, userId: string): Promise<KindSwitches> {
    const where = equal('userId', userId);
    return (await tx.find(MailPreference, { columns: NOTIFICATION_KINDS, where })) ?? USUAL_MAILS;
  }

  /** Changes those that are given, for a user of the account. */
  async change(
    tx: AuthoredTransaction,
    { userId, userName }: { userId: string; userName: string },
    chosen: { readonly [K in NotificationKind]?: boolean | undefined },
  ): Promise<KindSwitches> {
    // Two requests at once would insert the row twice.
    await tx.find(User, { columns: ['id'], where: idIs(userId), forUpdate: true });
    const where = equal('userId', userId);
    const stored = await tx.find(MailPreference, { columns: NOTIFICATION_KINDS, where });
    const before = stored ?? USUAL_MAILS;
    const after = Object.fromEntries(
      NOTIFICATION_KINDS.map((kind) => [kind, chosen[kind] ?? before[kind]]),
    ) as unknown as KindSwitches;
    const changes = differences({ ...before }, { ...after });
    if (changes.length === 0) return before;
    if (stored) await tx.update(MailPreference, after, where);
    else await tx.insert(MailPreference, [{ userId, ...after }]);
    const subject = { type: 'user', id: userId, name: userName } as const;
    await this.audit.record(tx, { action: 'notifications.changed', subject, changes });
    return after;
  }

  /** Ids of the active administrators who want mails of that kind, those who were created first. */
  async recipients(tx: AccountTransaction, kind: NotificationKind): Promise<string[]> {
    const found = await tx.select(User, {
      columns: ['id'],
      joins: [leftJoin(MailPreference, { on: { userId: 'id' }, columns: { wanted: kind } })],
      where: all(equal('role', 'admin'), equal('active', true)),
      orderBy: [{ column: 'id' }],
      limit: ADMINISTRATORS_AT_MOST,
    });
    return found
      .filter(({ wanted }) => wanted ?? USUAL_MAILS[kind])
      .map(({ id }) => id)
      .slice(0, RECIPIENTS_AT_MOST);
  }
}
