import { Injectable } from '@nestjs/common';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import type { RunCounts } from './run-counts.js';
import type { Run } from './run.entity.js';

/** A run with its counts so far. */
export type CountedRun = Pick<
  Run,
  | 'id'
  | 'via'
  | 'actor'
  | 'client'
  | 'firstAt'
  | 'lastAt'
  | 'activeBefore'
  | 'membersBefore'
  | 'alarmAt'
  | 'undoOf'
  | 'undoneBy'
> &
  RunCounts;

/** A deactivation that was refused. */
export interface RefusedDeactivation {
  resourceId: string | null;
  eventId: string | null;
}

/** A change that ended a person's access. */
export interface Deactivation {
  /** The id of the change. */
  id: string;
  userId: string;
}

/** What was just added to a run. */
export interface AddedToRun {
  counts: RunCounts;
  /** Whether a user or a group was created or changed directly, not as a consequence of another change. */
  hasUsers: boolean;
  hasGroups: boolean;
  refusedDeactivations: readonly RefusedDeactivation[];
  /** The deactivations and deletions of people, in their order. */
  deactivations: readonly Deactivation[];
}

/** Called in the transaction that counts the changes, about a second after them. */
export interface RunListener {
  counted(tx: AccountTransaction, run: CountedRun, added: AddedToRun): Promise<void>;
}

/** Notifies its listeners of what was added to each run. */
@Injectable()
export class RunListeners {
  private readonly listeners: RunListener[] = [];

  register(listener: RunListener): void {
    this.listeners.push(listener);
  }

  async counted(tx: AccountTransaction, run: CountedRun, added: AddedToRun): Promise<void> {
    for (const listener of this.listeners) await listener.counted(tx, run, added);
  }
}
