import { assignedRole } from '../users/effective-role.js';
import { ROLES } from '../users/user.entity.js';
import type { StoredUser } from '../users/user-fields.js';

/** The fields of a user that an administrator can change in the console. */
export const PERSON_FIELDS = ['userName', 'displayName', 'email', 'role', 'state', 'organizationId'] as const;

export type PersonField = (typeof PERSON_FIELDS)[number];

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

/** Chosen to take the assigned role away, so that the identity provider and the groups decide again. */
export const NO_ROLE = 'none';

/** What the form of a user offers as the role. */
export const ROLE_CHOICES = [...ROLES, NO_ROLE] as const;
export type RoleChoice = (typeof ROLE_CHOICES)[number];

/**
 * The roles to choose from in the console, including no role if one is assigned. Of a locked user, only the role admin can be
 * assigned or removed.
 */
export function choosableRoles(user: StoredUser, isLocked: boolean): readonly RoleChoice[] {
  if (isLocked && user.role !== 'admin') return [user.role, 'admin'];
  return assignedRole(user) === null ? ROLES : ROLE_CHOICES;
}
