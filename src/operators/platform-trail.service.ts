import { Injectable } from '@nestjs/common';
import { newId } from '../common/identifier.js';
import { windowOf, type Page, type PageRequest } from '../common/page.js';
import type { Author } from '../platform/database/author.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
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

/** The platform's audit trail. Entries are kept forever: operators and accounts are few. */
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

  /** Entries, newest first. */
  async page(tx: PlatformTransaction, request: PageRequest): Promise<Page<PlatformEntry>> {
    const items = await tx.select(PlatformEntry, {
      columns: COLUMNS,
      orderBy: [{ column: 'id', descending: true }],
      ...windowOf(request),
    });
    return { items, total: await tx.count(PlatformEntry) };
  }
}
