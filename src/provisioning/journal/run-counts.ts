import type { ChangeKind, JournalChange } from './journal-change.entity.js';

/** What a run counts. */
export const COUNTED = [
  'created',
  'changed',
  'deactivated',
  'reactivated',
  'deleted',
  'groupsCreated',
  'groupsDeleted',
  'membersAdded',
  'membersRemoved',
  'refused',
] as const;

export type RunCounts = Record<(typeof COUNTED)[number], number>;

export type CountedChange = Pick<JournalChange, 'kind' | 'resourceType' | 'added' | 'removed' | 'refused'>;

/** What a change of a user counts as. */
const OF_USER: Readonly<Partial<Record<ChangeKind, keyof RunCounts>>> = {
  created: 'created',
  restored: 'created',
  changed: 'changed',
  ownership: 'changed',
  deactivated: 'deactivated',
  reactivated: 'reactivated',
  deleted: 'deleted',
};

const OF_GROUP: Readonly<Partial<Record<ChangeKind, keyof RunCounts>>> = {
  created: 'groupsCreated',
  changed: 'changed',
  ownership: 'changed',
  deleted: 'groupsDeleted',
};

export function noCounts(): RunCounts {
  return Object.fromEntries(COUNTED.map((name) => [name, 0])) as RunCounts;
}

/** Adds a change to the counts, in place. */
export function countChange(counts: RunCounts, change: CountedChange): void {
  const name = (change.resourceType === 'User' ? OF_USER : OF_GROUP)[change.kind];
  if (name !== undefined) counts[name] += 1;
  counts.membersAdded += change.added;
  counts.membersRemoved += change.removed;
  counts.refused += change.refused;
}

/** The sum of two counts. */
export function sumOf(one: RunCounts, other: RunCounts): RunCounts {
  return Object.fromEntries(COUNTED.map((name) => [name, one[name] + other[name]])) as RunCounts;
}

/** Only the counts of a row. */
export function countsOf(row: RunCounts): RunCounts {
  return Object.fromEntries(COUNTED.map((name) => [name, row[name]])) as RunCounts;
}
