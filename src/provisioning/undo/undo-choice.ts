import { COUNTED, type RunCounts } from '../journal/run-counts.js';

/** What of a run can be undone by itself. */
export const UNDOABLE = COUNTED.filter((name) => name !== 'refused');
export type Undoable = Exclude<keyof RunCounts, 'refused'>;

/** How many people can be named: a body has at most 1,000 values. For more, the whole run or a kind of changes is undone. */
export const MOST_USERS = 900;

/** Which part of a run is undone; all of it by default. */
export interface UndoChoice {
  only?: readonly Undoable[] | undefined;
  /** Ids of people. */
  users?: readonly string[] | undefined;
}

/** What is undone, and why. */
export interface UndoOrder extends UndoChoice {
  /** For the audit trail: support has to give one. */
  reason?: string | undefined;
}

/** Whether one of the kinds is chosen. */
export function choosesKind({ only }: UndoChoice, ...kinds: Undoable[]): boolean {
  return only === undefined || kinds.some((kind) => only.includes(kind));
}

/** Whether the whole run is chosen. A kind is never all of it by its count: a deactivation may set other values too. */
export function choosesAll({ only, users }: UndoChoice): boolean {
  return users === undefined && (only === undefined || UNDOABLE.every((kind) => only.includes(kind)));
}

export function choosesUser({ users }: UndoChoice, id: string): boolean {
  return users === undefined || users.includes(id);
}
