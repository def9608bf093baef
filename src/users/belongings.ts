import type { AccountTransaction } from '../database/account-transaction.js';
import type { Entity } from '../database/columns.js';
import { equal } from '../database/predicate.js';
import { ApiKey } from './api-key.entity.js';
import { LoginPlace } from './login-place.entity.js';
import { PasswordReset } from './password-reset.entity.js';
import { UserSession } from './user-session.entity.js';
import { UserValue } from './user-value.entity.js';

const BELONGINGS: readonly Entity<{ userId: string }>[] = [
  UserSession,
  ApiKey,
  PasswordReset,
  LoginPlace,
  UserValue,
];

/** Removes what only the user had a use for: nobody can log in by it or see it once the user is deleted. */
export async function removeBelongings(tx: AccountTransaction, userId: string): Promise<void> {
  for (const entity of BELONGINGS) await tx.delete(entity, equal('userId', userId));
}

/** Ends what lets somebody act for the user without a login, for good: it does not come back with the right to use it. */
export async function revokeKeys(tx: AccountTransaction, userId: string): Promise<void> {
  await tx.delete(ApiKey, equal('userId', userId));
  await tx.delete(PasswordReset, equal('userId', userId));
}
