import { forbidden, invalid } from '../../common/errors.js';
import { foldKey } from '../../common/fold-key.js';
import type { UserPrincipal } from '../../auth/principal.js';
import type { StoredUser } from '../../users/user-fields.js';
import { ROLES, type Role } from '../../users/user.entity.js';

/**
 * The role that a document asks for. SCIM neither grants nor takes `admin`; no role means the lowest one, but
 * for an admin, who stays one unless the request says (`isCleared`) that there is none. Throws `invalid` for an unknown role, `forbidden` (403)
 * for a change to or from admin.
 */
export function roleAfter(current: Role | undefined, asked: string | undefined, isCleared = false): Role {
  const kept = current === 'admin' && !isCleared ? current : 'employee';
  const role = asked === undefined ? kept : readRole(asked);
  if (role !== current && (role === 'admin' || current === 'admin')) {
    throw forbidden(
      'The role admin is neither given nor taken over SCIM. Change it in Declaree, and leave it out of the provisioned attributes.',
      { code: 'admin-role' },
    );
  }
  return role;
}

function readRole(asked: string): Role {
  const role = ROLES.find((one) => one === foldKey(asked).trim());
  if (role) return role;
  const granted = ROLES.filter((one) => one !== 'admin').join(', ');
  throw invalid(`There is no role "${asked}". Possible: ${granted}.`, { code: 'unknown-role' });
}

/** Throws `forbidden` (403) where a credential would shut its own user, and with it the provisioning, out. */
export function protectOwnUser(
  principal: UserPrincipal,
  user: Pick<StoredUser, 'id'>,
  change: 'deactivate' | 'delete' | 'rename',
): void {
  if (user.id !== principal.userId) return;
  throw forbidden(
    `This credential belongs to ${principal.userName} and cannot ${change} its own user: provisioning would stop. ` +
      'Take the provisioning administrator out of the assignment, or do it in Declaree.',
    { code: 'own-user' },
  );
}

/**
 * Throws `forbidden` (403) where a Basic credential would get another user name than the one that its provider sends.
 * The letter case is free, since logins take any; an API key names nobody.
 */
export function protectOwnName(
  principal: UserPrincipal,
  current: Pick<StoredUser, 'id' | 'userName'>,
  next: { userName: string },
): void {
  if (principal.credential !== 'basic' || foldKey(next.userName) === foldKey(current.userName)) return;
  protectOwnUser(principal, current, 'rename');
}
