import type { StoredRun } from '../journal/run-keeper.service.js';
import type { AccountTransaction, AuthoredTransaction } from '../../platform/database/account-transaction.js';
import type { NetGroup, NetUser } from './net-change.js';
import type { UndoChoice } from './undo-choice.js';
import type { UndoEntry, UndoOutcome } from './undo-entries.js';

/** What a step works on. */
export interface UndoSlice<Net> {
  tx: AccountTransaction;
  /** The transaction to carry the step out in; undefined to only find out what it would do. */
  write: AuthoredTransaction | undefined;
  run: StoredRun;
  choice: UndoChoice;
  nets: readonly Net[];
  /** The source of the changes that the undo itself makes. */
  ownSource: string | undefined;
  /** The user who undoes the run, and must not lose their own access. */
  editorId: string | null;
}

export interface StepResult {
  outcome: UndoOutcome;
  /**
   * Names that could not be restored yet: their holders still have to get their own names back in the same
   * undo.
   */
  waiting?: UndoEntry[];
  /** Whether the same slice has more to do. */
  again?: boolean;
}

interface Step<Type, Net> {
  of: Type;
  /** Only runs if names are left from the step before. */
  isForNames?: true;
  run: (slice: UndoSlice<Net>) => Promise<StepResult>;
}

/** One step of an undo, for all users or all groups of the run. Repeating it does nothing. */
export type UndoStep = Step<'User', NetUser> | Step<'Group', NetGroup>;
