import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { all, compare } from '../platform/database/sql/predicate.js';
import { join } from '../platform/database/sql/selection.js';
import { User } from '../users/user.entity.js';
import { ApiKey, KEY_ENDS_SOON_DAYS } from './api-key.entity.js';

const DAY_MS = 86_400_000;
/** How many keys are read: an account may have any number of them. */
export const ENDING_KEYS_AT_MOST = 100;

/** A key of an active administrator that ends soon, or has ended. */
export interface EndingKey {
  id: string;
  name: string;
  expiresAt: string;
  warnedAt: string | null;
  userName: string;
}

/**
 * The keys of active administrators that end within 30 days of `now`, or have ended within the last 30,
 * soonest first. Keys of other users do not let an identity provider in.
 */
export async function endingKeys(tx: AccountTransaction, now: Date): Promise<EndingKey[]> {
  const after = (days: number) => new Date(now.getTime() + days * DAY_MS).toISOString();
  const found = await tx.select(ApiKey, {
    columns: ['id', 'name', 'expiresAt', 'warnedAt'],
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
    limit: ENDING_KEYS_AT_MOST,
  });
  return found.flatMap(({ expiresAt, ...key }) => (expiresAt === null ? [] : [{ ...key, expiresAt }]));
}
