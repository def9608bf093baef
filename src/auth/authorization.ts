import { forbidden, unauthenticated } from '../common/errors.js';
import type {
  AuthenticatedRequest,
  OperatorPrincipal,
  Principal,
  Provisioner,
  UserPrincipal,
} from './principal.js';

/** The caller. Throws `unauthenticated` if no guard has authenticated the request. */
export function callerOf(request: AuthenticatedRequest): Principal | Provisioner {
  if (!request.user) throw unauthenticated('Log in first.', { code: 'no-credential' });
  return request.user;
}

/** The calling person. Throws like `callerOf`, and `forbidden` for an access token of OAuth. */
export function principalOf(request: AuthenticatedRequest): Principal {
  return asPerson(callerOf(request));
}

/** Throws `forbidden` for an access token, which is for SCIM only (RFC 6750 §3.1). */
export function asPerson(caller: Principal | Provisioner): Principal {
  if (caller.kind !== 'connection') return caller;
  throw forbidden(
    'An OAuth access token can be used for SCIM only. Use an API key, or a user name and password.',
    { code: 'insufficient-scope', insufficientScope: true },
  );
}

/** Who provisions an account: a connection, or an administrator. Throws `forbidden` for all others. */
export function asProvisioner(caller: Principal | Provisioner): Provisioner {
  return caller.kind === 'connection' ? caller : asAdmin(caller);
}

/**
 * Throws `forbidden` for an API key, which cannot create credentials: a leaked key could otherwise create others that
 * outlive its revocation.
 */
export function forbidKeyCredential({ credential }: UserPrincipal): void {
  if (credential !== 'key') return;
  throw forbidden(
    'An API key cannot create credentials. Log in with your user name and password to create one.',
    { code: 'key-credential' },
  );
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
