import { newId } from '../common/identifier.js';
import { shownNameKey } from './shown-name.js';
import { userColumns } from './user-columns.js';
import {
  EMPTY_FIELDS,
  emptyValue,
  USER_COLUMNS,
  type CreatedUser,
  type NewUser,
  type UserFields,
} from './user-fields.js';
import { sizeWithin } from './user-size.js';

/** A new user with the password hash. */
export type CompletedUser = CreatedUser & { passwordHash: string | null };

/** Completes a new user with default values. Throws like `sizeWithin`. */
export function completed({
  id = newId(),
  passwordHash = null,
  values = [],
  ...given
}: NewUser): CompletedUser {
  const now = new Date().toISOString();
  const user = {
    ...EMPTY_FIELDS,
    ...given,
    values: values.map((value) => ({ ...emptyValue(value.attribute), ...value })),
  };
  return {
    ...user,
    id,
    size: sizeWithin(user),
    version: 1,
    createdAt: now,
    updatedAt: now,
    passwordHash,
  };
}

/** The row of a new user. Throws `invalid` if a name is too long for its index. */
export function rowOf({ passwordHash, ...user }: CompletedUser) {
  const fields = Object.fromEntries(USER_COLUMNS.map((name) => [name, user[name]])) as UserFields;
  const { id, size, version, createdAt, updatedAt } = user;
  const columns = { ...userColumns(fields), shownNameKey: shownNameKey(user) };
  return { id, size, version, createdAt, updatedAt, ...columns, passwordHash };
}
