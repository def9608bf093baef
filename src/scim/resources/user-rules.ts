import { foldKey } from '../../common/fold-key.js';
import { ownUserId, provisionerName, type Provisioner } from '../../auth/principal.js';
import type { StoredUser } from '../../users/user-fields.js';
import { ROLES, type Role } from '../../users/user.entity.js';
import { assignedRole, DEFAULT_ROLE, roleOf, type RoleState } from '../../users/effective-role.js';
import { adminRole, ownUser, unknownRole } from './refusals.js';

/** What a request says about a user's role. */
export interface AskedRole {
  /** The `role` of the extension. */
  asked: string | undefined;
  /** The request assigns it; otherwise it may just repeat what was read, which assigns nothing. */
  isAssigned: boolean;
  /** The request clears it. */
  isCleared: boolean;
}

/**
 * The assigned role after a request. SCIM can neither assign nor remove `admin`. Without a role, none is assigned, except
 * that an admin stays one unless the request clears the role. Throws `invalid` for an unknown role, `forbidden` (403) for a
 * change to or from admin.
 */
export function roleAfter(
  current: RoleState | undefined,
  { asked, isAssigned, isCleared }: AskedRole,
): RoleState {
  const isAdmin = current?.role === 'admin';
  if (asked === undefined) {
    if (isAdmin && isCleared) throw adminRole();
    return isAdmin ? roleOf(current) : DEFAULT_ROLE;
  }
  const role = readRole(asked);
  if (current && role === current.role && (!isAssigned || assignedRole(current) === role))
    return roleOf(current);
  if (role === 'admin' || isAdmin) throw adminRole();
  return { role, roleOrigin: 'role' };
}

function readRole(asked: string): Role {
  const role = ROLES.find((each) => each === foldKey(asked).trim());
  if (role) return role;
  throw unknownRole(asked);
}

/** Throws `forbidden` (403) if a credential would lock out its own user, and so stop provisioning. */
export function protectCredentialUser(
  principal: Provisioner,
  user: Pick<StoredUser, 'id'>,
  change: 'deactivate' | 'delete' | 'rename',
): void {
  if (user.id === ownUserId(principal)) throw ownUser(provisionerName(principal), change);
}

/**
 * Throws `forbidden` (403) if a Basic credential would change its own user name. The letter case may change, since logins
 * ignore it. API keys are not affected.
 */
export function protectOwnName(
  principal: Provisioner,
  current: Pick<StoredUser, 'id' | 'userName'>,
  next: { userName: string },
): void {
  if (principal.credential !== 'basic' || foldKey(next.userName) === foldKey(current.userName)) return;
  protectCredentialUser(principal, current, 'rename');
}
