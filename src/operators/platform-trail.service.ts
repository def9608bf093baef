import { Injectable } from '@nestjs/common';
import { newId } from '../common/identifier.js';
import type { Author } from '../platform/database/author.js';
import {
  logPage,
  NEWEST_FIRST,
  ofWindow,
  type LogPage,
  type LogWindow,
} from '../platform/database/log-rows.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { all } from '../platform/database/sql/predicate.js';
import { PlatformEntry, type PlatformAction } from './platform-entry.entity.js';

/** An action outside of accounts to audit. */
export interface AuditedPlatformAction {
  action: PlatformAction;
  subject: { id: string; name: string };
  detail?: string | null;
}

const COLUMNS = [
  'id',
  'time',
  'actor',
  'actorKind',
  'actorId',
  'via',
  'address',
  'action',
  'subjectId',
  'subjectName',
  'detail',
] as const;

/** The platform's audit trail. Entries are kept forever, logins of operators too. */
@Injectable()
export class PlatformTrail {
  /** Writes an entry in the transaction of the change. */
  async record(
    tx: PlatformTransaction,
    { kind: actorKind, id: actorId, name: actor, via, address }: Author,
    { action, subject, detail = null }: AuditedPlatformAction,
  ): Promise<void> {
    const by = { actor, actorKind, actorId, via, address };
    const what = { action, subjectId: subject.id, subjectName: subject.name, detail };
    await tx.insert(PlatformEntry, [{ id: newId(), time: new Date().toISOString(), ...by, ...what }]);
  }

  /** Entries, newest first, and the cursor of the next page, if any. */
  async list(tx: PlatformTransaction, window: LogWindow): Promise<LogPage<PlatformEntry>> {
    const rows = await tx.select(PlatformEntry, {
      columns: COLUMNS,
      where: all(...ofWindow(window)),
      orderBy: NEWEST_FIRST,
      limit: window.limit + 1,
    });
    return logPage(rows, window.limit);
  }
}
