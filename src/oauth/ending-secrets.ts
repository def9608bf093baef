import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { all, compare, exists, not } from '../platform/database/sql/predicate.js';
import { join } from '../platform/database/sql/selection.js';
import { ClientSecret } from './client-secret.entity.js';
import { OauthClient } from './oauth-client.entity.js';
import { WARNING_DAYS } from './secret-expiry.js';

const DAY_MS = 86_400_000;
/** How many are read: an account may have fifty connections. */
const MOST_SECRETS = 100;

/** A secret that ends soon, or has ended, without a newer one in its place. */
export interface EndingSecret {
  id: string;
  connectionId: string;
  /** The connection's name. */
  name: string;
  expiresAt: string;
  warnedAt: string | null;
}

/**
 * The last secrets of connections that end within 30 days of `now`, or have ended within the last 30, soonest first. A
 * connection with a secret that lasts longer needs no warning.
 */
export function endingSecrets(tx: AccountTransaction, now: Date): Promise<EndingSecret[]> {
  const [days] = WARNING_DAYS;
  const soon = new Date(now.getTime() + days * DAY_MS).toISOString();
  const past = new Date(now.getTime() - days * DAY_MS).toISOString();
  return tx.select(ClientSecret, {
    columns: ['id', 'connectionId', 'expiresAt', 'warnedAt'],
    joins: [join(OauthClient, { on: { id: 'connectionId' }, columns: { name: 'name' } })],
    where: all(
      compare('expiresAt', '>', past),
      compare('expiresAt', '<=', soon),
      not(exists(ClientSecret, { connectionId: 'connectionId' }, compare('expiresAt', '>', soon))),
    ),
    orderBy: [{ column: 'expiresAt' }],
    limit: MOST_SECRETS,
  });
}
