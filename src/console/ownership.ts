import { ROLES, type Role } from '../users/user.entity.js';
import type { StoredUser } from '../users/user-fields.js';

/** The fields of a user that an administrator can change in the console. */
export const PERSON_FIELDS = ['userName', 'displayName', 'email', 'role', 'state', 'organizationId'] as const;

export type PersonField = (typeof PERSON_FIELDS)[number];

/** Whether an identity provider has provisioned the user: it always sets its own id. */
export function isProvisioned({ externalId }: Pick<StoredUser, 'externalId'>): boolean {
  return externalId !== null;
}

/**
 * The fields that the console offers: all of them, unless only the identity provider may change the user. Then those that
 * it does not manage, and the state of an active user, who can always be deactivated.
 */
export function changeableFields(user: StoredUser, isLocked: boolean): ReadonlySet<PersonField> {
  if (!isLocked) return new Set(PERSON_FIELDS);
  return new Set([
    'role',
    ...(user.active ? (['state'] as const) : []),
    ...(user.requestedOrganization === null ? (['organizationId'] as const) : []),
  ]);
}

/** The roles to choose from in the console. Of a locked user, only the role admin can be assigned or removed. */
export function choosableRoles(user: StoredUser, isLocked: boolean): readonly Role[] {
  if (!isLocked || user.role === 'admin') return ROLES;
  return [user.role, 'admin'];
}
