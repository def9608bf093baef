import { ERASED, mayNameErased } from '../../accounts/erasures.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { erasedSince } from '../../users/erased-users.js';
import type { WrittenFailure } from './failure-events.js';

/**
 * For failures that are written later than their requests. If somebody may have been erased since, they keep only the
 * operation, the code, the count, and the name of a caller who still exists: their other texts may name anyone.
 */
export async function withoutErased(
  tx: AccountTransaction,
  failures: readonly WrittenFailure[],
): Promise<readonly WrittenFailure[]> {
  const [first] = failures.map(({ event }) => event.time).toSorted();
  if (first === undefined || !(await mayNameErased(tx, first))) return failures;
  const callers = failures.map(({ author, event: { time } }) => ({ userId: userOf(author), time }));
  const erased = await erasedSince(tx, callers);
  return failures.map(({ author, event }) => {
    const isKnown = author !== undefined && !erased.has(userOf(author) ?? '');
    const nameless = { ...event, detail: null, subject: null, refused: null };
    if (isKnown) return { author, event: nameless };
    return { author: author && { ...author, name: ERASED }, event: { ...nameless, actor: ERASED } };
  });
}

function userOf(author: WrittenFailure['author']): string | null {
  return author?.kind === 'user' ? author.id : null;
}
