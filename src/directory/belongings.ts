import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { equal } from '../platform/database/sql/predicate.js';
import { ApiKey } from '../auth/api-key.entity.js';
import { LoginPlace } from '../auth/login-place.entity.js';
import { PasswordReset } from '../auth/password-reset.entity.js';
import { UserSession } from '../auth/user-session.entity.js';
import { UserValue } from '../users/user-value.entity.js';

const BELONGINGS = [UserSession, ApiKey, PasswordReset, LoginPlace, UserValue] as const;

/** Removes what only the user had a use for: nobody can log in by it or see it once the user is deleted. */
export async function removeBelongings(tx: AccountTransaction, userId: string): Promise<void> {
  for (const entity of BELONGINGS) await tx.delete<{ userId: string }>(entity, equal('userId', userId));
}

/** Ends what lets somebody act for the user without a login, for good: it does not come back with the right to use it. */
export async function revokeKeys(tx: AccountTransaction, userId: string): Promise<void> {
  await tx.delete(ApiKey, equal('userId', userId));
  await tx.delete(PasswordReset, equal('userId', userId));
}
