import { latestIdBefore } from '../common/identifier.js';
import { all, compare, type Where } from '../platform/database/sql/predicate.js';

/** A row that lasts for a time. */
interface Expiring {
  id: string;
  expiresAt: string;
}

/**
 * Matches rows that have expired at `now` and live for `lastsMs` from their creation: uses a range of the primary key.
 */
export function expiredAt(now: Date, lastsMs: number): Where<Expiring> {
  const id = latestIdBefore(new Date(now.getTime() - lastsMs));
  return all(compare('id', '<', id), compare('expiresAt', '<=', now.toISOString()));
}
