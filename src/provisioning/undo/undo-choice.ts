import { COUNTED, type RunCounts } from '../journal/run-counts.js';

/** The kinds of changes in a run that can be undone by themselves. */
export const UNDOABLE = COUNTED.filter((name) => name !== 'refused');
export type Undoable = Exclude<keyof RunCounts, 'refused'>;

/**
 * The most people that can be chosen: a body has at most 1,000 values. For more, undo the whole run or a kind
 * of changes.
 */
export const MOST_USERS = 900;

/** Which part of a run is undone; all of it by default. */
export interface UndoChoice {
  only?: readonly Undoable[] | undefined;
  /** Ids of people. */
  users?: readonly string[] | undefined;
}

/** What is undone, and why. */
export interface UndoOrder extends UndoChoice {
  /** For the audit trail. Support staff must give one. */
  reason?: string | undefined;
}

/** Whether one of the kinds is chosen. */
export function choosesKind({ only }: UndoChoice, ...kinds: Undoable[]): boolean {
  return only === undefined || kinds.some((kind) => only.includes(kind));
}

/**
 * Whether the whole run is chosen. Choosing one kind never amounts to that, even if its count is the total: a
 * deactivation may set other values too.
 */
export function choosesAll({ only, users }: UndoChoice): boolean {
  return users === undefined && (only === undefined || UNDOABLE.every((kind) => only.includes(kind)));
}

export function choosesUser({ users }: UndoChoice, id: string): boolean {
  return users === undefined || users.includes(id);
}
