import { conflict, type DomainError } from '../common/errors.js';
import type { User } from './user.entity.js';

/**
 * `conflict` that names who has the user name. A deactivated `holder` gives it a code of its own: that user is to be
 * reactivated, and no other one made. Without a holder, who has just gone, the name is free at the next try.
 */
export function userNameTaken(
  userName: string,
  holder: Pick<User, 'id' | 'active'> | undefined,
  cause: unknown,
): DomainError {
  const isInactive = holder?.active === false;
  const who = holder ? `: it has the id "${holder.id}" and is ${isInactive ? 'deactivated' : 'active'}` : '';
  return conflict(`A user with the userName "${userName}" exists already in this account${who}.`, {
    code: isInactive ? 'user-name-taken-by-inactive' : 'user-name-taken',
    pointer: '/userName',
    cause,
  });
}
