import { Injectable } from '@nestjs/common';
import type { AuthoredTransaction } from '../platform/database/account-transaction.js';
import { Collected } from '../platform/database/collected.js';
import type { DirectoryChange } from './directory-change.js';

/** Called in the transaction of the changes, after one or many of them. */
export interface DirectoryListener {
  changed(tx: AuthoredTransaction, changes: readonly DirectoryChange[]): Promise<void>;
}

/**
 * Publishes every effective change of users, groups and memberships, by any author, in the transaction of the
 * change. Throws without any listener, because the change could not be undone.
 */
@Injectable()
export class DirectoryListeners {
  private readonly listeners: DirectoryListener[] = [];
  private readonly changes = new Collected<DirectoryChange>(async (tx, changes) => {
    for (const listener of this.listeners) await listener.changed(tx, changes);
  });

  register(listener: DirectoryListener): void {
    this.listeners.push(listener);
  }

  async publish(tx: AuthoredTransaction, changes: readonly DirectoryChange[]): Promise<void> {
    if (changes.length === 0) return;
    if (this.listeners.length === 0) throw new Error('nothing would keep the change: import JournalModule');
    await this.changes.add(tx, changes);
  }
}
