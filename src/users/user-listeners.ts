import { Injectable } from '@nestjs/common';
import type { AccountTransaction } from '../platform/database/account-transaction.js';

/** Which credentials of a user to end. */
export interface AccessEnd {
  /** Open sessions, except the one to keep. */
  sessions?: { keepId?: string | undefined };
  /** API keys and password reset links, permanently. */
  keys?: boolean;
}

/** Called in the transaction of a user change. */
export interface UserListener {
  accessEnded(tx: AccountTransaction, userId: string, end: AccessEnd): Promise<void>;
  deleted(tx: AccountTransaction, userId: string): Promise<void>;
}

/**
 * Notifies listeners of user changes in the same transaction. `auth` ends sessions and keys this way. Throws without
 * any listener, because access would stay open.
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
