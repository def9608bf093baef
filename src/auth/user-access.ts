import { Injectable } from '@nestjs/common';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { all, equal, idIs, not } from '../platform/database/sql/predicate.js';
import { UserListeners, type AccessEnd, type UserListener } from '../users/user-listeners.js';
import { ApiKey } from './api-key.entity.js';
import { LoginPlace } from './login-place.entity.js';
import { PasswordReset } from './password-reset.entity.js';
import { UserSession } from './user-session.entity.js';

/** Rows that are useless once the user is deleted. */
const OWNED = [UserSession, ApiKey, PasswordReset, LoginPlace] as const;

/** Ends sessions, API keys and reset links when users change. */
@Injectable()
export class UserAccess implements UserListener {
  constructor(listeners: UserListeners) {
    listeners.register(this);
  }

  async accessEnded(tx: AccountTransaction, userId: string, { sessions, keys }: AccessEnd): Promise<void> {
    if (sessions) {
      const others = sessions.keepId === undefined ? [] : [not(idIs(sessions.keepId))];
      await tx.delete(UserSession, all(equal('userId', userId), ...others));
    }
    if (keys) {
      await tx.delete(ApiKey, equal('userId', userId));
      await tx.delete(PasswordReset, equal('userId', userId));
    }
  }

  async deleted(tx: AccountTransaction, userId: string): Promise<void> {
    for (const entity of OWNED) await tx.delete<{ userId: string }>(entity, equal('userId', userId));
  }
}
