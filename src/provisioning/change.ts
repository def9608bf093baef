/** One attribute that a write changed. `old` or `new` is missing where there was or is no value, both where it is secret. */
export interface Change {
  path: string;
  old?: unknown;
  new?: unknown;
}

const TEXT_LENGTH = 120;
const LIST_LENGTH = 10;
const TOTAL_LENGTH = 4_000;

/**
 * The changes as stored: long texts and lists are cut, and where even that is too much only the names of the
 * attributes are kept, so that an event stays small whatever a client sends.
 */
export function storedChanges(changes: readonly Change[]): string {
  const text = JSON.stringify(changes.map((change) => cut(change)));
  if (text.length <= TOTAL_LENGTH) return text;
  const names = JSON.stringify(changes.map(({ path }) => ({ path })));
  return names.length <= TOTAL_LENGTH ? names : JSON.stringify([{ path: `${changes.length} attributes` }]);
}

function cut({ path, ...values }: Change): Change {
  return {
    path,
    ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shortened(value)])),
  };
}

function shortened(value: unknown): unknown {
  if (typeof value === 'string')
    return value.length > TEXT_LENGTH ? `${value.slice(0, TEXT_LENGTH)}…` : value;
  if (!Array.isArray(value)) return value;
  const kept: unknown[] = value.slice(0, LIST_LENGTH).map(shortened);
  return value.length > LIST_LENGTH ? [...kept, `and ${value.length - LIST_LENGTH} more`] : kept;
}
