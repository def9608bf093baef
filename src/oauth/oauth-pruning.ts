import { expiredAt } from '../auth/expiry.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { compare } from '../platform/database/sql/predicate.js';
import { AccessToken } from './access-token.entity.js';
import { AuthorizationCode } from './authorization-code.entity.js';
import { RefreshToken } from './refresh-token.entity.js';
import { ACCESS_LASTS_AT_MOST_MS, REFRESH_LASTS_MS } from './token-issuer.service.js';
import { UsedAssertion } from './used-assertion.entity.js';

/** A used code is kept, so that a second use still revokes its tokens. */
const CODES_KEPT_MS = 86_400_000;

/** Deletes the expired rows of OAuth in an account. */
export async function pruneOauth(tx: AccountTransaction, now: Date): Promise<void> {
  await tx.delete(AccessToken, expiredAt(now, ACCESS_LASTS_AT_MOST_MS));
  await tx.delete(RefreshToken, expiredAt(now, REFRESH_LASTS_MS));
  await tx.delete(AuthorizationCode, expiredAt(now, CODES_KEPT_MS));
  await tx.delete(UsedAssertion, compare('expiresAt', '<=', now.toISOString()));
}
