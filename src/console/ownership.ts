import { ROLES, type Role } from '../users/user.entity.js';
import type { StoredUser } from '../users/user-fields.js';

/** The fields of somebody that an administrator can change in the console. */
export const PERSON_FIELDS = ['userName', 'displayName', 'email', 'role', 'state', 'organizationId'] as const;

export type PersonField = (typeof PERSON_FIELDS)[number];

/** An identity provider leaves its own id with everybody whom it manages. */
export function isProvisioned({ externalId }: Pick<StoredUser, 'externalId'>): boolean {
  return externalId !== null;
}

/** Whether a change would be overwritten: a provider lets go of whom it deactivates, and of everybody while SCIM is off. */
export function isManaged(user: StoredUser, scimEnabled: boolean): boolean {
  return scimEnabled && isProvisioned(user) && user.active;
}

/**
 * What can be changed here of somebody: everything, unless an identity provider manages the person. Then it is what that
 * does not decide: who is an administrator, and the organization where the provider names none that moves people.
 */
export function changeableFields(user: StoredUser, scimEnabled: boolean): ReadonlySet<PersonField> {
  if (!isManaged(user, scimEnabled)) return new Set(PERSON_FIELDS);
  return new Set(user.requestedOrganization === null ? ['role', 'organizationId'] : ['role']);
}

/** The roles that somebody can be given here: of a managed person, only the role admin is Declaree's to give or take. */
export function choosableRoles(user: StoredUser, scimEnabled: boolean): readonly Role[] {
  if (!isManaged(user, scimEnabled) || user.role === 'admin') return ROLES;
  return [user.role, 'admin'];
}
