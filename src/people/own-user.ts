import type { UserPrincipal } from '../auth/principal.js';
import { forbidden } from '../common/errors.js';

/** Throws `forbidden` (`own-user`) where an admin would shut itself out, by whatever credential it came. */
export function protectOwnUser(
  principal: UserPrincipal,
  userId: string,
  change: 'deactivate' | 'delete' | 'demote',
): void {
  if (userId !== principal.userId) return;
  throw forbidden(`You cannot ${change} your own user. Ask another administrator of the account to do so.`, {
    code: 'own-user',
  });
}
