import { newId } from '../common/identifier.js';
import { userColumns } from './user-columns.js';
import {
  EMPTY_FIELDS,
  emptyValue,
  USER_COLUMNS,
  type CreatedUser,
  type NewUser,
  type UserFields,
} from './user-fields.js';

/** A user to be made, with the hash of its password. */
export type CompletedUser = CreatedUser & { passwordHash: string | null };

/** A user to be made, with everything that it will have. */
export function completed({ passwordHash = null, values = [], ...given }: NewUser): CompletedUser {
  const now = new Date().toISOString();
  return {
    ...EMPTY_FIELDS,
    ...given,
    id: newId(),
    version: 1,
    createdAt: now,
    updatedAt: now,
    passwordHash,
    values: values.map((value) => ({ ...emptyValue(value.attribute), ...value })),
  };
}

/** The row of a user to be made. Throws `invalid` where a name does not fit its index. */
export function rowOf({ passwordHash, ...user }: CompletedUser) {
  const fields = Object.fromEntries(USER_COLUMNS.map((name) => [name, user[name]])) as UserFields;
  const { id, version, createdAt, updatedAt } = user;
  return { id, version, createdAt, updatedAt, ...userColumns(fields), passwordHash };
}
