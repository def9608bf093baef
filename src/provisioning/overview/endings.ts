import { endingKeys } from '../../auth/ending-keys.js';
import { endingSecrets } from '../../oauth/ending-secrets.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';

/** A key or a client secret that ends within 30 days, or has ended within the last 30. */
export interface Ending {
  kind: 'key' | 'secret';
  id: string;
  /** The key's or the connection's name. */
  name: string;
  /** The user name of a key's owner; the id of a secret's connection. */
  of: string;
  /** ISO 8601. */
  expiresAt: string;
  /** Whether there is a newer secret already, which the identity provider does not use. */
  hasNewer: boolean;
}

/** The keys of active administrators and the client secrets that end soon, soonest first, in two statements. */
export async function endingsOf(tx: AccountTransaction, now: Date): Promise<Ending[]> {
  const keys = await endingKeys(tx, now);
  const secrets = await endingSecrets(tx, now);
  return [
    ...keys.map(({ id, name, userName: of, expiresAt }) => ({
      kind: 'key' as const,
      id,
      name,
      of,
      expiresAt,
      hasNewer: false,
    })),
    ...secrets.map(({ id, name, connectionId: of, expiresAt, hasNewer }) => ({
      kind: 'secret' as const,
      id,
      name,
      of,
      expiresAt,
      hasNewer,
    })),
  ].toSorted((one, other) => one.expiresAt.localeCompare(other.expiresAt));
}
