import { forbidden, unauthenticated } from '../common/errors.js';
import type { AuthenticatedRequest, OperatorPrincipal, Principal, UserPrincipal } from './principal.js';

/** The caller. Throws `unauthenticated` if no guard has authenticated the request. */
export function principalOf(request: AuthenticatedRequest): Principal {
  if (!request.user) throw unauthenticated('Log in first.', { code: 'no-credential' });
  return request.user;
}

/** Throws `forbidden` for an operator. */
export function asUser(principal: Principal): UserPrincipal {
  if (principal.kind === 'user') return principal;
  throw forbidden('Operators have no account data. Use the credentials of a user of the account.', {
    code: 'operator',
  });
}

/** Throws `forbidden` for a user of an account. */
export function asOperator(principal: Principal): OperatorPrincipal {
  if (principal.kind === 'operator') return principal;
  throw forbidden("Only Declaree's support staff may do this.", { code: 'not-an-operator' });
}

/** Throws `forbidden` for all except active users with role `admin`. */
export function asAdmin(principal: Principal): UserPrincipal {
  const user = asUser(principal);
  if (!user.active) {
    throw forbidden(
      `The user ${user.userName} is deactivated. Activate it in Declaree, or use the credentials of another administrator.`,
      { code: 'inactive' },
    );
  }
  if (user.role !== 'admin') {
    throw forbidden(
      `The user ${user.userName} is not an administrator. Give it the role admin in Declaree, or use the credentials of an administrator.`,
      { code: 'not-an-admin' },
    );
  }
  return user;
}
