import { ApiKey, KEY_ENDS_SOON_DAYS } from '../auth/api-key.entity.js';
import { endingSecrets } from '../oauth/ending-secrets.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { all, compare } from '../platform/database/sql/predicate.js';
import { join } from '../platform/database/sql/selection.js';
import { User } from '../users/user.entity.js';

const DAY_MS = 86_400_000;
const MOST_KEYS = 100;

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
}

/** The keys of active administrators and the client secrets that end soon, soonest first, in two statements. */
export async function endingsOf(tx: AccountTransaction, now: Date): Promise<Ending[]> {
  const secrets = await endingSecrets(tx, now);
  return [
    ...(await endingKeys(tx, now)),
    ...secrets.map(({ id, name, connectionId: of, expiresAt }) => ({
      kind: 'secret' as const,
      id,
      name,
      of,
      expiresAt,
    })),
  ].toSorted((one, other) => one.expiresAt.localeCompare(other.expiresAt));
}

async function endingKeys(tx: AccountTransaction, now: Date): Promise<Ending[]> {
  const after = (days: number) => new Date(now.getTime() + days * DAY_MS).toISOString();
  const keys = await tx.select(ApiKey, {
    columns: ['id', 'name', 'expiresAt'],
    joins: [
      join(User, {
        on: { id: 'userId' },
        columns: { userName: 'userName' },
        values: { role: 'admin', active: true },
      }),
    ],
    where: all(
      compare('expiresAt', '>', after(-KEY_ENDS_SOON_DAYS)),
      compare('expiresAt', '<', after(KEY_ENDS_SOON_DAYS)),
    ),
    orderBy: [{ column: 'expiresAt' }],
    limit: MOST_KEYS,
  });
  return keys.flatMap(({ id, name, userName: of, expiresAt }) =>
    expiresAt === null ? [] : [{ kind: 'key' as const, id, name, of, expiresAt }],
  );
}
