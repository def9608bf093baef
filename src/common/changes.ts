import { isDeepStrictEqual } from 'node:util';
import { firstCharacters } from './first-characters.js';

/** One attribute that a write changed. `old` or `new` is missing if there is no value, both if it is secret. */
export interface Change {
  path: string;
  old?: unknown;
  new?: unknown;
}

/** A change as read from the log: null for no value; both null if it is secret or was too long to keep. */
export interface ReadChange {
  path: string;
  old: unknown;
  new: unknown;
}

/** Changes as stored, values by path; `only` lists paths without values. */
interface StoredChanges {
  old?: Record<string, unknown>;
  new?: Record<string, unknown>;
  only?: string[];
}

/** Maximum bytes for the changes of one event. */
const TOTAL_BYTES = 2_000;
const LIST_LENGTH = 5;
/** How many characters of a text are kept; the second limit applies if the event is still too large. */
const TEXT_LENGTHS = [120, 24];

/** Maps a path to another name. */
type Renaming = (path: string) => string;

const asItIs: Renaming = (path) => path;

/**
 * The changes as JSON, with paths renamed by `short`. Cuts long texts and lists; if that is still too large, keeps only
 * the attribute names, or only their number, so that an event stays small.
 */
export function changesText(changes: readonly Change[], short: Renaming = asItIs): string {
  const renamed = changes.map((change) => ({ ...change, path: short(change.path) }));
  for (const length of TEXT_LENGTHS) {
    const text = JSON.stringify(sidesOf(renamed.map((change) => cut(change, length))));
    if (Buffer.byteLength(text) <= TOTAL_BYTES) return text;
  }
  const names = JSON.stringify({ only: renamed.map(({ path }) => path) });
  return Buffer.byteLength(names) <= TOTAL_BYTES
    ? names
    : JSON.stringify({ only: [`${changes.length} attributes`] });
}

/** Reads the output of `changesText`; `full` reverses `short`. */
export function readChangesText(text: string, full: Renaming = asItIs): ReadChange[] {
  const { old = {}, new: now = {}, only = [] } = JSON.parse(text) as StoredChanges;
  return [...Object.keys({ ...now, ...old }), ...only].map((path) => ({
    path: full(path),
    old: old[path] ?? null,
    new: now[path] ?? null,
  }));
}

/** The members that differ between two objects; null and undefined count as no value. */
export function differences(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Change[] {
  const names = Object.keys({ ...before, ...after });
  return names.flatMap((path) => {
    const [old, now] = [before[path] ?? undefined, after[path] ?? undefined];
    if (isDeepStrictEqual(old, now)) return [];
    return [{ path, ...(old !== undefined && { old }), ...(now !== undefined && { new: now }) }];
  });
}

/** How many values `old` or `new` had before it was cut. */
export function countOf(value: unknown): number {
  if (!Array.isArray(value)) return value === undefined || value === null ? 0 : 1;
  const more = /^and (\d+) more$/.exec(String(value.at(-1)))?.[1];
  return more === undefined ? value.length : value.length - 1 + Number(more);
}

function sidesOf(changes: readonly Change[]): StoredChanges {
  const side = (name: 'old' | 'new') => {
    const values = changes.flatMap(({ path, [name]: value }): [string, unknown][] =>
      value === undefined ? [] : [[path, value]],
    );
    return values.length > 0 ? { [name]: Object.fromEntries(values) } : {};
  };
  const only = changes.filter((change) => change.old === undefined && change.new === undefined);
  return {
    ...side('old'),
    ...side('new'),
    ...(only.length > 0 ? { only: only.map(({ path }) => path) } : {}),
  };
}

/** A change with long texts and lists cut, so that it can be shown. */
export function shortChange(change: ReadChange): ReadChange {
  const [length = 0] = TEXT_LENGTHS;
  const { path, old, new: now } = change;
  return { path, old: shortened(old, length), new: shortened(now, length) };
}

function cut(change: Change, length: number): Change {
  return {
    path: change.path,
    ...('old' in change ? { old: shortened(change.old, length) } : {}),
    ...('new' in change ? { new: shortened(change.new, length) } : {}),
  };
}

function shortened(value: unknown, length: number): unknown {
  if (typeof value === 'string') {
    const kept = firstCharacters(value, length);
    return kept === value ? value : `${kept}…`;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shortened(one, length)]));
  }
  const kept = value.slice(0, LIST_LENGTH).map((one) => shortened(one, length));
  return value.length > LIST_LENGTH ? [...kept, `and ${value.length - LIST_LENGTH} more`] : kept;
}
