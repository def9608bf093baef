import type { FieldChanges, UserChange, ValueChanges } from './directory-change.js';
import type { CompletedUser } from './new-user.js';
import type { StoredUser, UserFields, UserValueFields } from './user-fields.js';

/** The change that listeners get for a new user. */
export function createdUser({ id, userName: name, active, role, externalId }: CompletedUser): UserChange {
  const isProvisioned = externalId !== null;
  return { resourceType: 'User', kind: 'created', id, name, active, isProvisioned, role };
}

/**
 * The change that listeners get for a changed user, with the members of `fields` that differ from `current`.
 */
export function changedUser(
  current: Pick<StoredUser, 'id' | 'userName'> & Partial<UserFields>,
  { fields, ...change }: { fields: Partial<UserFields>; values: ValueChanges; password: boolean },
): UserChange {
  const names = Object.keys(fields) as (keyof UserFields)[];
  const pairs: FieldChanges = Object.fromEntries(
    names
      .filter((name) => fields[name] !== current[name])
      .map((name) => [name, [current[name] ?? null, fields[name] ?? null]]),
  );
  const { id, userName: name } = current;
  return { resourceType: 'User', kind: 'changed', id, name, fields: pairs, ...change };
}

/** The values of `attributes`, before and after a change. */
export function valueChanges(
  current: readonly UserValueFields[],
  next: readonly UserValueFields[],
  attributes: readonly string[],
): ValueChanges {
  const of = (values: readonly UserValueFields[], name: string) =>
    values.filter(({ attribute }) => attribute === name);
  return Object.fromEntries(attributes.map((name) => [name, [of(current, name), of(next, name)]]));
}
