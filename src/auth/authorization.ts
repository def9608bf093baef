import type {
  AuthenticatedRequest,
  OperatorPrincipal,
  Principal,
  Provisioner,
  UserPrincipal,
} from './principal.js';
import {
  inactive,
  keyCredential,
  noCredential,
  notAnAdmin,
  notAnOperator,
  onlyForScim,
  onlyForUsers,
} from './refusals.js';

/** The caller. Throws `unauthenticated` if no guard has authenticated the request. */
export function callerOf(request: AuthenticatedRequest): Principal | Provisioner {
  if (!request.user) throw noCredential();
  return request.user;
}

/** The calling person. Throws like `callerOf`, and `forbidden` for an access token of OAuth. */
export function principalOf(request: AuthenticatedRequest): Principal {
  return asPerson(callerOf(request));
}

/** Throws `forbidden` for an access token, which is for SCIM only (RFC 6750 §3.1). */
export function asPerson(caller: Principal | Provisioner): Principal {
  if (caller.kind !== 'connection') return caller;
  throw onlyForScim();
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
  if (credential === 'key') throw keyCredential();
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
