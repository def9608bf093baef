import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { equal, idIs } from '../platform/database/sql/predicate.js';
import { AccessToken } from './access-token.entity.js';
import { OauthClient } from './oauth-client.entity.js';
import { RefreshToken } from './refresh-token.entity.js';

/** The tokens that came from one authorization code of a connection. */
export type TokenFamily = Pick<RefreshToken, 'connectionId' | 'familyId'>;

/** Revokes a family. Takes effect on the next request. */
export async function revokeFamily(
  tx: AccountTransaction,
  { connectionId, familyId }: TokenFamily,
): Promise<void> {
  // A refresh in progress holds this row through its foreign keys. Without the lock, its new tokens would be missed.
  await tx.find(OauthClient, { columns: ['id'], where: idIs(connectionId), forUpdate: true });
  await tx.delete(AccessToken, equal('familyId', familyId));
  await tx.delete(RefreshToken, equal('familyId', familyId));
}
