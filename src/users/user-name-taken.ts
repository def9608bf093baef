import { conflict, type DomainError } from '../common/errors.js';
import type { User } from './user.entity.js';

/**
 * `conflict` that names the holder of the user name. Has its own code for a deactivated holder, who should be
 * reactivated instead. Without a holder, who was just deleted, a retry succeeds.
 */
export function userNameTaken(
  userName: string,
  holder: Pick<User, 'id' | 'active'> | undefined,
  cause: unknown,
): DomainError {
  const isInactive = holder?.active === false;
  const who = holder ? `: it has the id "${holder.id}" and is ${isInactive ? 'deactivated' : 'active'}` : '';
  return conflict(`A user with the userName "${userName}" already exists in this account${who}.`, {
    code: isInactive ? 'user-name-taken-by-inactive' : 'user-name-taken',
    pointer: '/userName',
    cause,
  });
}
