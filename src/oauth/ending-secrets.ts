import { grouped } from '../common/grouped.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { all, compare, exists } from '../platform/database/sql/predicate.js';
import { join } from '../platform/database/sql/selection.js';
import { ClientSecret } from './client-secret.entity.js';
import { OauthClient } from './oauth-client.entity.js';
import { WARNING_DAYS } from './secret-expiry.js';
import { neededSecret } from './secret-in-use.js';

const DAY_MS = 86_400_000;
/** How many are read: an account may have fifty connections with five secrets each, and some that have ended. */
const MOST_SECRETS = 500;

/** A secret that ends soon, or has ended, and without which a connection is cut off. */
export interface EndingSecret {
  id: string;
  connectionId: string;
  /** The connection's name. */
  name: string;
  expiresAt: string;
  warnedAt: string | null;
  /** Whether the connection has a valid secret that lasts longer, which the identity provider does not use. */
  hasNewer: boolean;
}

type StoredSecret = Omit<EndingSecret, 'hasNewer'> & Pick<ClientSecret, 'lastUsedAt'>;

/**
 * The secrets that connections depend on and that end within 30 days of `now`, or have ended within the last
 * 30, soonest first. A connection depends on the secret that was used last, even if there is a newer one, or
 * on the last one to end if none was ever used.
 */
export async function endingSecrets(tx: AccountTransaction, now: Date): Promise<EndingSecret[]> {
  const [days] = WARNING_DAYS;
  const soon = new Date(now.getTime() + days * DAY_MS).toISOString();
  const past = new Date(now.getTime() - days * DAY_MS).toISOString();
  const isRecent = compare('expiresAt', '>', past);
  const endsSoon = all(isRecent, compare('expiresAt', '<=', soon));
  const secrets = await tx.select(ClientSecret, {
    columns: ['id', 'connectionId', 'expiresAt', 'warnedAt', 'lastUsedAt'],
    joins: [join(OauthClient, { on: { id: 'connectionId' }, columns: { name: 'name' } })],
    where: all(isRecent, exists(ClientSecret, { connectionId: 'connectionId' }, endsSoon)),
    orderBy: [{ column: 'expiresAt', descending: true }],
    limit: MOST_SECRETS,
  });
  return [...grouped(secrets, ({ connectionId }) => connectionId).values()]
    .flatMap((ofConnection) => neededOf(ofConnection, now))
    .filter(({ expiresAt }) => expiresAt <= soon)
    .toSorted((one, other) => one.expiresAt.localeCompare(other.expiresAt));
}

/** The secret on which a connection depends, from its secrets, the last one to end first. */
function neededOf(secrets: readonly StoredSecret[], now: Date): EndingSecret[] {
  const [last] = secrets;
  const secret = neededSecret(secrets);
  if (!last || !secret) return [];
  const { lastUsedAt: _, ...needed } = secret;
  return [{ ...needed, hasNewer: needed.id !== last.id && last.expiresAt > now.toISOString() }];
}
