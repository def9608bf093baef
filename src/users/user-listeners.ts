import { Injectable } from '@nestjs/common';
import type { AccountTransaction } from '../platform/database/account-transaction.js';

/** Which ways of coming in as a user end. */
export interface AccessEnd {
  /** Open sessions, but for the one to keep. */
  sessions?: { keepId?: string | undefined };
  /** API keys and links to reset the password. They do not come back. */
  keys?: boolean;
}

/** What depends on users without their knowing it. Called within the transaction of the change. */
export interface UserListener {
  accessEnded(tx: AccountTransaction, userId: string, end: AccessEnd): Promise<void>;
  deleted(tx: AccountTransaction, userId: string): Promise<void>;
}

/**
 * Tells others, in the same transaction, what happens to users. `auth` ends sessions and keys this way. A program without
 * any listener would leave them open, so it cannot end anybody's access at all.
 */
@Injectable()
export class UserListeners {
  private readonly listeners: UserListener[] = [];

  register(listener: UserListener): void {
    this.listeners.push(listener);
  }

  async accessEnded(tx: AccountTransaction, userId: string, end: AccessEnd): Promise<void> {
    for (const listener of this.required()) await listener.accessEnded(tx, userId, end);
  }

  async deleted(tx: AccountTransaction, userId: string): Promise<void> {
    for (const listener of this.required()) await listener.deleted(tx, userId);
  }

  private required(): readonly UserListener[] {
    if (this.listeners.length > 0) return this.listeners;
    throw new Error('nothing would end the sessions of the user: import UserAccessModule');
  }
}
