import type { AuditSubject, AuditedAction } from '../accounts/audit.service.js';
import { differences, type Change } from '../common/changes.js';
import type { CompletedUser } from './new-user.js';
import { USER_COLUMNS, type StoredUser, type UserFields, type UserValueFields } from './user-fields.js';
import type { User } from './user.entity.js';

/**
 * Internal columns about where a role comes from and how a manager is referenced. Nobody sets them, so they
 * are not recorded, except for the origin of a role if it alone changes.
 */
const UNRECORDED: ReadonlySet<keyof UserFields> = new Set(['managerByValue', 'managerLeft', 'roleOrigin']);

/** A user as audit subject. */
export function userSubject({ id, userName: name }: Pick<User, 'id' | 'userName'>): AuditSubject {
  return { type: 'user', id, name };
}

/** The audited creation of a user: all values except the password. */
export function creationOf({ passwordHash, values, ...user }: CompletedUser): AuditedAction {
  const fields = Object.fromEntries(USER_COLUMNS.filter(isRecorded).map((name) => [name, user[name]]));
  return {
    action: 'user.created',
    subject: userSubject(user),
    changes: [...differences({}, { ...fields, ...listed(values) }), ...secret(passwordHash !== null)],
  };
}

/** The audited change of a user; for a password, only that it changed. */
export function changeOf(
  before: StoredUser,
  after: { fields: Partial<UserFields>; values: readonly UserValueFields[] },
  { password }: { password: boolean },
): AuditedAction {
  const isTold = (name: keyof UserFields) =>
    isRecorded(name) || (name === 'roleOrigin' && after.fields.role === undefined);
  const names = (Object.keys(after.fields) as (keyof UserFields)[]).filter(isTold);
  const fieldsOf = (fields: Partial<UserFields>) =>
    Object.fromEntries(names.map((name) => [name, fields[name]]));
  const changes = differences(
    { ...fieldsOf(before), ...listed(before.values) },
    { ...fieldsOf(after.fields), ...listed(after.values) },
  );
  return {
    action: 'user.changed',
    subject: userSubject(before),
    changes: [...changes, ...secret(password)],
  };
}

const isRecorded = (name: keyof UserFields) => !UNRECORDED.has(name);

function secret(isSet: boolean): Change[] {
  return isSet ? [{ path: 'password' }] : [];
}

/** Values by attribute, each as one text. */
function listed(values: readonly UserValueFields[]): Record<string, string[]> {
  const lists: Record<string, string[]> = {};
  for (const value of values) (lists[value.attribute] ??= []).push(textOf(value));
  return lists;
}

function textOf({ value, formatted, streetAddress, postalCode, locality, ...rest }: UserValueFields): string {
  const place = [streetAddress, postalCode, locality, rest.region, rest.country].filter(
    (part) => part !== null,
  );
  const text = value ?? formatted ?? (place.length > 0 ? place.join(', ') : (rest.display ?? ''));
  return rest.type === null ? text : `${text} (${rest.type})`;
}
