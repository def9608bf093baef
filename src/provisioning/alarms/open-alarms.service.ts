import { Injectable } from '@nestjs/common';
import { AuditService } from '../../accounts/audit.service.js';
import { firstCharacters } from '../../common/first-characters.js';
import type { AccountTransaction, AuthoredTransaction } from '../../platform/database/account-transaction.js';
import { labelOf } from '../../platform/database/author.js';
import { logPage, type LogPage } from '../../platform/database/log-rows.js';
import {
  all,
  allOf,
  compare,
  equal,
  idIs,
  isIn,
  not,
  type Where,
} from '../../platform/database/sql/predicate.js';
import { leftJoin } from '../../platform/database/sql/selection.js';
import { NAME_LENGTH } from '../../platform/database/sql/searchable-text.js';
import { User } from '../../users/user.entity.js';
import { Alarm } from './alarm.entity.js';
import { IS_OPEN, IS_UNSEEN } from './open-alarm-condition.js';
import { unknownAlarm } from './refusals.js';

/** An alarm as administrators see it. */
export interface AlarmRow extends Pick<
  Alarm,
  'id' | 'kind' | 'at' | 'runId' | 'userId' | 'connectionId' | 'detail' | 'acknowledgedAt' | 'acknowledgedBy'
> {
  /** Who still has access, for `refused-deactivation`; null for others, and for somebody who is gone. */
  userName: string | null;
}

export interface AlarmQuery {
  /** Only those that are open: nobody has marked them as seen, and they are not settled. */
  open?: boolean | undefined;
  /** Id of the last alarm of the previous page. */
  cursor?: string | undefined;
  limit: number;
}

/** How many open alarms are read at once. */
const OPEN_AT_MOST = 100;

const SELECTED = {
  columns: [
    'id',
    'kind',
    'at',
    'runId',
    'userId',
    'connectionId',
    'detail',
    'acknowledgedAt',
    'acknowledgedBy',
  ],
  joins: [leftJoin(User, { on: { id: 'userId' }, columns: { userName: 'userName' } })],
  orderBy: [{ column: 'id', descending: true }],
} as const;

/** Alarms about people who have lost access, which an undo of the run gives back. */
const SETTLED_BY_UNDO = ['mass-change', 'deactivated-again'] as const;

/** Reads the alarms of an account, and closes them. */
@Injectable()
export class OpenAlarms {
  constructor(private readonly audit: AuditService) {}

  /** The newest alarms that are open. */
  async read(tx: AccountTransaction): Promise<AlarmRow[]> {
    return tx.select(Alarm, { ...SELECTED, where: IS_OPEN, limit: OPEN_AT_MOST });
  }

  /** All alarms, newest first, and the cursor of the next page, if any. */
  async page(tx: AccountTransaction, { open, cursor, limit }: AlarmQuery): Promise<LogPage<AlarmRow>> {
    const where: Where<Alarm>[] = [
      ...(open === undefined ? [] : [open ? IS_OPEN : not(IS_OPEN)]),
      ...(cursor === undefined ? [] : [compare('id', '<', cursor)]),
    ];
    const rows = await tx.select(Alarm, { ...SELECTED, where: allOf(where), limit: limit + 1 });
    return logPage(rows, limit);
  }

  /** Marks an alarm as seen; repeating it changes nothing. Throws `not-found`. */
  async acknowledge(tx: AuthoredTransaction, id: string): Promise<AlarmRow> {
    const known = await tx.find(Alarm, { columns: ['kind'], where: idIs(id), forUpdate: true });
    if (!known) throw unknownAlarm(id);
    if ((await this.close(tx, all(idIs(id), IS_UNSEEN))) > 0) {
      const subject = { type: 'alarm', id, name: known.kind } as const;
      await this.audit.record(tx, { action: 'alarm.acknowledged', subject });
    }
    const [row] = await tx.select(Alarm, { ...SELECTED, where: idIs(id) });
    if (!row) throw unknownAlarm(id);
    return row;
  }

  /** Marks all alarms as seen that are no newer than this one, which are those that somebody was shown. */
  async acknowledgeUntil(tx: AuthoredTransaction, id: string): Promise<void> {
    const closed = await this.close(tx, all(compare('id', '<=', id), IS_UNSEEN));
    if (closed === 0) return;
    const subject = { type: 'alarm', id, name: null } as const;
    const detail = closed === 1 ? null : `${closed} alarms`;
    await this.audit.record(tx, { action: 'alarm.acknowledged', subject, detail });
  }

  /**
   * Closes the alarms that name a run, because an undo has put back everything that the run did. The entry in the audit trail
   * has the detail of the transaction.
   */
  async closeUndone(tx: AuthoredTransaction, runId: string): Promise<void> {
    const where = all(equal('runId', runId), isIn('kind', SETTLED_BY_UNDO), IS_UNSEEN);
    const undone = await tx.select(Alarm, { columns: ['id', 'kind'], where, forUpdate: true });
    if (undone.length === 0) return;
    await this.close(tx, where);
    await this.audit.recordAll(tx, () =>
      undone.map(({ id, kind }) => ({
        action: 'alarm.acknowledged',
        subject: { type: 'alarm', id, name: kind },
      })),
    );
  }

  private close(tx: AuthoredTransaction, where: Where<Alarm>): Promise<number> {
    const acknowledgedBy = firstCharacters(labelOf(tx.author), NAME_LENGTH);
    return tx.update(Alarm, { acknowledgedAt: new Date().toISOString(), acknowledgedBy }, where);
  }
}
