import { newId } from '../../common/identifier.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { pruneLog, PRUNED_AT_ONCE } from '../../platform/database/log-rows.js';
import { all, compare, not, present } from '../../platform/database/sql/predicate.js';
import { User } from '../../users/user.entity.js';
import { JournalChange } from './journal-change.entity.js';
import { JournalPart } from './journal-part.entity.js';
import { pruneDays } from './provisioning-days.js';
import { Run } from './run.entity.js';

/**
 * Deletes a batch of changes from before `instant`, see `pruneLog`. Also clears the password hashes of users
 * who were deleted before then: they were only kept for an undo.
 */
export async function pruneJournal(tx: AccountTransaction, instant: Date): Promise<number> {
  const pruned = await pruneLog(tx, JournalChange, instant);
  if (pruned > 0) {
    const oldest = await tx.find(JournalChange, { columns: ['id'], orderBy: [{ column: 'id' }] });
    await tx.delete(JournalPart, compare('changeId', '<', oldest?.id ?? newId()));
  }
  if (pruned < PRUNED_AT_ONCE) await forgetPasswords(tx, instant);
  return pruned;
}

/** Deletes runs and days from before `instant`. */
export async function pruneRuns(tx: AccountTransaction, instant: Date): Promise<void> {
  const before = instant.toISOString();
  await tx.delete(Run, compare('lastAt', '<', before));
  await pruneDays(tx, before.slice(0, 10));
}

async function forgetPasswords(tx: AccountTransaction, instant: Date): Promise<void> {
  const gone = all(not(present('erasedAt')), compare('deletedAt', '<', instant.toISOString()));
  await tx.withDeleted().update(User, { passwordHash: null }, all(gone, present('passwordHash')));
}
