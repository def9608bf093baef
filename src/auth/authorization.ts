import type { AuthenticatedRequest, OperatorPrincipal, Principal, UserPrincipal } from './principal.js';
import { inactive, noCredential, notAnAdmin, notAnOperator, onlyForUsers } from './refusals.js';

/** The caller. Throws `unauthenticated` if no guard has authenticated the request. */
export function principalOf(request: AuthenticatedRequest): Principal {
  if (!request.user) throw noCredential();
  return request.user;
}

/** Throws `forbidden` for an operator. */
export function asUser(principal: Principal): UserPrincipal {
  if (principal.kind === 'user') return principal;
  throw onlyForUsers();
}

/** Throws `forbidden` for a user of an account. */
export function asOperator(principal: Principal): OperatorPrincipal {
  if (principal.kind === 'operator') return principal;
  throw notAnOperator();
}

/** Throws `forbidden` for all except active users with role `admin`. */
export function asAdmin(principal: Principal): UserPrincipal {
  const user = asUser(principal);
  if (!user.active) throw inactive(user.userName);
  if (user.role !== 'admin') throw notAnAdmin(user.userName);
  return user;
}
