import { foldKey } from '../../common/fold-key.js';
import { ownUserId, provisionerName, type Provisioner } from '../../auth/principal.js';
import type { StoredUser } from '../../users/user-fields.js';
import { ROLES, type Role } from '../../users/user.entity.js';
import { adminRole, ownUser, unknownRole } from './refusals.js';

/**
 * The role after a request. SCIM can neither assign nor remove `admin`. Without a role, the lowest one applies, except
 * that an admin stays one unless the request clears the role (`isCleared`). Throws `invalid` for an unknown role,
 * `forbidden` (403) for a change to or from admin.
 */
export function roleAfter(current: Role | undefined, asked: string | undefined, isCleared = false): Role {
  const kept = current === 'admin' && !isCleared ? current : 'employee';
  const role = asked === undefined ? kept : readRole(asked);
  if (role !== current && (role === 'admin' || current === 'admin')) throw adminRole();
  return role;
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
