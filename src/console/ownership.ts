import { ROLES, type Role } from '../users/user.entity.js';
import type { StoredUser } from '../users/user-fields.js';

/** The fields of a user that an administrator can change in the console. */
export const PERSON_FIELDS = ['userName', 'displayName', 'email', 'role', 'state', 'organizationId'] as const;

export type PersonField = (typeof PERSON_FIELDS)[number];

/** Whether an identity provider has provisioned the user: it always sets its own id. */
export function isProvisioned({ externalId }: Pick<StoredUser, 'externalId'>): boolean {
  return externalId !== null;
}

/** Whether a provider would overwrite a change. It does not update deactivated users, or anybody while SCIM is off. */
export function isManaged(user: StoredUser, scimEnabled: boolean): boolean {
  return scimEnabled && isProvisioned(user) && user.active;
}

/**
 * The fields of a user that can be changed in the console: all of them, unless an identity provider manages the user.
 * Then only the role can be, and the organization if the provider does not send one.
 */
export function changeableFields(user: StoredUser, scimEnabled: boolean): ReadonlySet<PersonField> {
  if (!isManaged(user, scimEnabled)) return new Set(PERSON_FIELDS);
  return new Set(user.requestedOrganization === null ? ['role', 'organizationId'] : ['role']);
}

/** The roles to choose from in the console. Of a managed user, only the role admin can be assigned or removed. */
export function choosableRoles(user: StoredUser, scimEnabled: boolean): readonly Role[] {
  if (!isManaged(user, scimEnabled) || user.role === 'admin') return ROLES;
  return [user.role, 'admin'];
}
