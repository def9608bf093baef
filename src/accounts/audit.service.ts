import { Injectable } from '@nestjs/common';
import { newId } from '../common/identifier.js';
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

  /** Entries, newest first; `page` counts from 1. */
  async page(
    tx: AccountTransaction,
    { page, limit }: { page: number; limit: number },
  ): Promise<{ items: AuditRow[]; total: number }> {
    const items = await tx.select<AuditEntry, AuditRow>(AuditEntry, {
      columns: ['id', 'time', 'actor', 'action', 'detail'],
      // Ids are made in the order of time, and the primary key holds them sorted.
      orderBy: [{ column: 'id', descending: true }],
      limit,
      offset: (page - 1) * limit,
    });
    return { items, total: await tx.count(AuditEntry) };
  }
}
