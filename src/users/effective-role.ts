import { foldKey } from '../common/fold-key.js';
import { GRANTABLE_ROLES, type GrantableRole, type Role, type User } from './user.entity.js';
import type { UserValueFields } from './user-fields.js';

/** A role and where it comes from. */
export type RoleState = Pick<User, 'role' | 'roleOrigin'>;

/** What the sources of a user's role say, by precedence. */
export interface RoleSources {
  /** The role that the extension's `role`, REST, the console or a list has assigned; null for none. */
  assigned: Role | null;
  /** The elements of SCIM's `roles`; none if they do not grant anything in the account. */
  values: readonly RoleValue[];
  /** The roles of the user's groups. */
  groups: readonly GrantableRole[];
}

export type RoleValue = Pick<UserValueFields, 'value' | 'isPrimary'>;

/** The role of a user to whom no source grants one. */
export const DEFAULT_ROLE: RoleState = { role: 'employee', roleOrigin: null };

/** The role of a user, and where it comes from. */
export function roleOf({ role, roleOrigin }: RoleState): RoleState {
  return { role, roleOrigin };
}

/** The attribute of SCIM whose values can grant roles. */
export const ROLES_ATTRIBUTE = 'roles';

/**
 * The only rule for a user's role: the assigned role, else what `roles` grants, else the highest role of a
 * group, else employee. Only an assignment can make somebody an administrator.
 */
export function effectiveRole({ assigned, values, groups }: RoleSources): RoleState {
  if (assigned !== null) return { role: assigned, roleOrigin: 'role' };
  const granted = grantedRole(values);
  if (granted !== undefined) return { role: granted, roleOrigin: 'roles' };
  const ofGroup = highest(groups);
  return ofGroup === undefined ? DEFAULT_ROLE : { role: ofGroup, roleOrigin: 'group' };
}

/** The assigned role of a user; null if the role comes from elsewhere. */
export function assignedRole({ role, roleOrigin }: RoleState): Role | null {
  return roleOrigin === 'role' || (roleOrigin === null && role !== DEFAULT_ROLE.role) ? role : null;
}

/**
 * The role that the values grant: the primary one, else the highest. Values that are not the id of a role
 * grant nothing.
 */
function grantedRole(values: readonly RoleValue[]): GrantableRole | undefined {
  const primary = values.filter(({ isPrimary }) => isPrimary === true);
  return highest(rolesIn(primary)) ?? highest(rolesIn(values));
}

/** The roles that the values name, in any letter case. */
function rolesIn(values: readonly RoleValue[]): GrantableRole[] {
  return values.flatMap(({ value }) => GRANTABLE_ROLES.find((role) => role === foldKey(value ?? '')) ?? []);
}

function highest(roles: readonly GrantableRole[]): GrantableRole | undefined {
  return GRANTABLE_ROLES.findLast((role) => roles.includes(role));
}
