import { firstCharacters } from '../common/first-characters.js';
import { ENTERPRISE_USER_SCHEMA } from '../scim/protocol/schema/enterprise-user.js';
import { EXPENSE_USER_SCHEMA } from '../scim/protocol/schema/expense-user.js';

/** One attribute that a write changed. `old` or `new` is missing where there was or is no value, both where it is secret. */
export interface Change {
  path: string;
  old?: unknown;
  new?: unknown;
}

/** A change as it is read: null where there was or is no value, on both sides where it is secret or was too long to keep. */
export interface ReadChange {
  path: string;
  old: unknown;
  new: unknown;
}

/** Changes as they are stored: each path once a side, and on neither where the value is secret. */
interface StoredChanges {
  old?: Record<string, unknown>;
  new?: Record<string, unknown>;
  only?: string[];
}

/** How many bytes the changes of one event may take. */
const TOTAL_BYTES = 2_000;
const LIST_LENGTH = 5;
/** How much of a text is kept, and how much where the whole is too large with that. */
const TEXT_LENGTHS = [120, 24];

/** What stands for the URN of an extension, which is longer than most values. */
const PREFIXES: readonly (readonly [prefix: string, urn: string])[] = [
  ['enterprise:', `${ENTERPRISE_USER_SCHEMA.id}:`],
  ['expense:', `${EXPENSE_USER_SCHEMA.id}:`],
];

/**
 * The changes as JSON to store. Long texts and lists are cut, and where even that is too much only the names of the
 * attributes are kept, and at last their number, so that an event stays small whatever a client sends.
 */
export function storedChanges(changes: readonly Change[]): string {
  for (const length of TEXT_LENGTHS) {
    const text = JSON.stringify(sidesOf(changes.map((change) => cut(change, length))));
    if (Buffer.byteLength(text) <= TOTAL_BYTES) return text;
  }
  const names = JSON.stringify({ only: changes.map(({ path }) => shortPath(path)) });
  return Buffer.byteLength(names) <= TOTAL_BYTES
    ? names
    : JSON.stringify({ only: [`${changes.length} attributes`] });
}

/** The changes that `storedChanges` made a text of. */
export function readChanges(text: string): ReadChange[] {
  const { old = {}, new: now = {}, only = [] } = JSON.parse(text) as StoredChanges;
  return [...Object.keys({ ...now, ...old }), ...only].map((path) => ({
    path: fullPath(path),
    old: old[path] ?? null,
    new: now[path] ?? null,
  }));
}

/** How many values one side of a change had before it was cut. */
export function countOf(value: unknown): number {
  if (!Array.isArray(value)) return value === undefined || value === null ? 0 : 1;
  const more = /^and (\d+) more$/.exec(String(value.at(-1)))?.[1];
  return more === undefined ? value.length : value.length - 1 + Number(more);
}

function sidesOf(changes: readonly Change[]): StoredChanges {
  const side = (name: 'old' | 'new') => {
    const values = changes.flatMap(({ path, [name]: value }): [string, unknown][] =>
      value === undefined ? [] : [[shortPath(path), value]],
    );
    return values.length > 0 ? { [name]: Object.fromEntries(values) } : {};
  };
  const only = changes.filter((change) => change.old === undefined && change.new === undefined);
  return {
    ...side('old'),
    ...side('new'),
    ...(only.length > 0 ? { only: only.map(({ path }) => shortPath(path)) } : {}),
  };
}

function shortPath(path: string): string {
  const found = PREFIXES.find(([, urn]) => path.startsWith(urn));
  return found ? found[0] + path.slice(found[1].length) : path;
}

function fullPath(path: string): string {
  const found = PREFIXES.find(([prefix]) => path.startsWith(prefix));
  return found ? found[1] + path.slice(found[0].length) : path;
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
