import type { ReadChange as ChangedValue } from '../../common/changes.js';
import type { UserValueFields } from '../../users/user-fields.js';
import type { OwnershipChange } from './change-data.js';
import type { ReadChange } from './runs.service.js';

/**
 * Internal columns about where a role comes from and how a manager is referenced. Nobody sets them, so they
 * are not shown.
 */
const INTERNAL = new Set(['managerByValue', 'managerLeft', 'roleOrigin']);

/**
 * What a journal change did, attribute by attribute, with full values. A password is listed without its
 * value.
 */
export function changedValues({ data }: ReadChange): ChangedValue[] {
  const { fields = {}, values = {}, gone = [], password, ownership, added = [], removed = [] } = data;
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
    ...(ownership ? ownershipValues(ownership) : []),
    ...(password ? [{ path: 'password', old: null, new: null }] : []),
    ...(added.length + removed.length > 0 ? [{ path: 'members', old: removed, new: added }] : []),
  ];
}

/** What changed about who manages a resource, as REST shows it. */
function ownershipValues([old, now]: OwnershipChange): ChangedValue[] {
  return [
    { path: 'managedBy', old: old?.ownerId ?? null, new: now?.ownerId ?? null },
    { path: 'lastSeenAt', old: old?.lastSeenAt ?? null, new: now?.lastSeenAt ?? null },
  ].filter((value) => value.old !== value.new);
}

/** The value without its empty parts. */
function plain(value: UserValueFields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).filter(([name, part]) => name !== 'attribute' && part !== null),
  );
}
