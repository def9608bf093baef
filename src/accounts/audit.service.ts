import { Injectable } from '@nestjs/common';
import { newId } from '../common/identifier.js';
import { windowOf, type Page, type PageRequest } from '../common/page.js';
import type { AccountTransaction } from '../database/account-transaction.js';
import { AuditEntry, type AuditAction } from './audit-entry.entity.js';

export type AuditRow = Pick<AuditEntry, 'id' | 'time' | 'actor' | 'action' | 'detail'>;

/** What Declaree's staff did to an account. */
@Injectable()
export class AuditService {
  async record(
    tx: AccountTransaction,
    { actor, action, detail }: { actor: string; action: AuditAction; detail: string | null },
  ): Promise<void> {
    await tx.insert(AuditEntry, [{ id: newId(), time: new Date().toISOString(), actor, action, detail }]);
  }

  /** Entries, newest first. */
  async page(tx: AccountTransaction, request: PageRequest): Promise<Page<AuditRow>> {
    const items = await tx.select<AuditEntry, AuditRow>(AuditEntry, {
      columns: ['id', 'time', 'actor', 'action', 'detail'],
      // Ids are made in the order of time, and the primary key holds them sorted.
      orderBy: [{ column: 'id', descending: true }],
      ...windowOf(request),
    });
    return { items, total: await tx.count(AuditEntry) };
  }
}
