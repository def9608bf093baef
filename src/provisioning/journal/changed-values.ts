import type { ReadChange as ChangedValue } from '../../common/changes.js';
import type { UserValueFields } from '../../users/user-fields.js';
import type { ReadChange } from './runs.service.js';

/** Columns that say how a role or a reference to a manager is kept. Nobody sets them, so they are not shown. */
const INTERNAL = new Set(['managerByValue', 'managerLeft', 'roleOrigin']);

/** What a change of the journal did, attribute by attribute, with whole values. A password is named without its value. */
export function changedValues({ data }: ReadChange): ChangedValue[] {
  const { fields = {}, values = {}, gone = [], password, added = [], removed = [] } = data;
  const pairs: Readonly<Record<string, readonly [unknown, unknown]>> = { ...fields };
  const deleted = [...new Set(gone.map(({ attribute }) => attribute))];
  return [
    ...Object.entries(pairs)
      .filter(([path]) => !INTERNAL.has(path))
      .map(([path, [old, now]]) => ({ path, old, new: now })),
    ...Object.entries(values).map(([path, [old, now]]) => ({
      path,
      old: old.map(plain),
      new: now.map(plain),
    })),
    ...deleted.map((path) => ({
      path,
      old: gone.filter(({ attribute }) => attribute === path).map(plain),
      new: null,
    })),
    ...(password ? [{ path: 'password', old: null, new: null }] : []),
    ...(added.length + removed.length > 0 ? [{ path: 'members', old: removed, new: added }] : []),
  ];
}

/** The value without its empty parts. */
function plain(value: UserValueFields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).filter(([name, part]) => name !== 'attribute' && part !== null),
  );
}
