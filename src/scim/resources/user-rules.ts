import { forbidden, invalid } from '../../common/errors.js';
import { foldKey } from '../../common/fold-key.js';
import type { UserPrincipal } from '../../auth/principal.js';
import type { StoredUser } from '../../users/user-fields.js';
import { ROLES, type Role } from '../../users/user.entity.js';

/**
 * The role that a document asks for. SCIM neither grants nor takes `admin`; no role means the lowest one, but
 * for an admin, who stays one. Throws `invalid` for an unknown role, `forbidden` (403) for a change to or from admin.
 */
export function roleAfter(current: Role | undefined, asked: string | undefined): Role {
  const role = asked === undefined ? (current === 'admin' ? current : 'employee') : readRole(asked);
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
  throw invalid(`There is no role "${asked}". Possible: ${ROLES.join(', ')}.`, { code: 'unknown-role' });
}

/** Throws `forbidden` (403) where a credential would shut its own user, and with it the provisioning, out. */
export function protectOwnUser(
  principal: UserPrincipal,
  user: Pick<StoredUser, 'id'>,
  change: 'deactivate' | 'delete',
): void {
  if (user.id !== principal.userId) return;
  throw forbidden(
    `This credential belongs to ${principal.userName} and cannot ${change} its own user: provisioning would stop. ` +
      'Take the provisioning administrator out of the assignment, or do it in Declaree.',
    { code: 'own-user' },
  );
}
