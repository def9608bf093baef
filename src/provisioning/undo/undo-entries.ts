import { DomainError } from '../../common/errors.js';

/** One effect of a run, and what becomes of it. */
export interface UndoEntry {
  resourceType: 'User' | 'Group';
  id: string;
  name: string | null;
  /** The attribute; `created` or `deleted` for the resource itself. */
  path: string;
  /** Why it is skipped or not possible. */
  reason?: string;
}

/** What an undo does, or has done. */
export interface UndoOutcome {
  restore: UndoEntry[];
  skip: UndoEntry[];
  impossible: UndoEntry[];
}

export function noOutcome(): UndoOutcome {
  return { restore: [], skip: [], impossible: [] };
}

/** How many entries of each kind a plan lists. */
export const MOST_ENTRIES = 1_000;

/** Why nothing is restored for a resource that no longer exists. */
export const DELETED_SINCE: Readonly<Record<UndoEntry['resourceType'], string>> = {
  User: 'The user has been deleted since.',
  Group: 'The group has been deleted since.',
};

/** The path of an entry about who manages a resource: its manager, or only when it was looked up. */
export const ownershipPath = (kept: { managedById: string | null } | null) =>
  kept?.managedById ? 'managedBy' : 'lastSeenAt';

/** The value was changed after the run. */
export const changedSince = (by: string | undefined) =>
  by === undefined ? 'Changed since.' : `Changed since by ${by}.`;

/** How many entries of each kind a stored result names. */
const MOST_LEFT = 50;

/** The first entries that an undo has left, and why. */
export type LeftEntries = Pick<UndoOutcome, 'skip' | 'impossible'>;

/** The entries of `left` and `outcome` together, as many as are kept. */
export function leftAfter(left: LeftEntries, outcome: UndoOutcome): LeftEntries {
  return {
    skip: [...left.skip, ...outcome.skip].slice(0, MOST_LEFT),
    impossible: [...left.impossible, ...outcome.impossible].slice(0, MOST_LEFT),
  };
}

/** Runs `work`, and adds its entries to what is restored, or to what is impossible if it is refused. */
export async function settle(
  outcome: UndoOutcome,
  entries: readonly UndoEntry[],
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
    outcome.restore.push(...entries);
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
    outcome.impossible.push(...entries.map((entry) => ({ ...entry, reason: error.message })));
  }
}
