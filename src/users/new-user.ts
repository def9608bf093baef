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

/** A user to be made, with the hash of its password. */
export type CompletedUser = CreatedUser & { passwordHash: string | null };

/** A user to be made, with everything that it will have. Throws as `sizeWithin` does. */
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

/** The row of a user to be made. Throws `invalid` where a name does not fit its index. */
export function rowOf({ passwordHash, ...user }: CompletedUser) {
  const fields = Object.fromEntries(USER_COLUMNS.map((name) => [name, user[name]])) as UserFields;
  const { id, size, version, createdAt, updatedAt } = user;
  const columns = { ...userColumns(fields), shownNameKey: shownNameKey(user) };
  return { id, size, version, createdAt, updatedAt, ...columns, passwordHash };
}
