import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { equal } from '../platform/database/sql/predicate.js';
import { AccessToken } from './access-token.entity.js';
import { RefreshToken } from './refresh-token.entity.js';

/** Revokes all tokens that came from one authorization code. Takes effect on the next request. */
export async function revokeFamily(tx: AccountTransaction, familyId: string): Promise<void> {
  await tx.delete(AccessToken, equal('familyId', familyId));
  await tx.delete(RefreshToken, equal('familyId', familyId));
}
