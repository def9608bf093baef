import type { Author } from '../platform/database/author.js';
import type { Role } from '../users/user.entity.js';

/** A user of an account, as the credential of this request proves it, with the state of this moment. */
export interface UserPrincipal {
  kind: 'user';
  credential: 'basic' | 'key' | 'session';
  accountId: string;
  accountSlug: string;
  organizationId: string;
  userId: string;
  userName: string;
  displayName: string | null;
  role: Role;
  active: boolean;
  /** Whether the SCIM module is on for the account. */
  scimEnabled: boolean;
  /** No user of the account is larger, in bytes, but for those that are ordinary: see `rememberSizes`. */
  largestUser: number;
  sessionId?: string;
  apiKeyId?: string;
}

/** A member of Declaree's support staff, outside every account. */
export interface OperatorPrincipal {
  kind: 'operator';
  credential: 'basic' | 'session';
  operatorId: string;
  userName: string;
  sessionId?: string;
}

/** A user, and how what it changes is recorded. */
export type UserCaller = UserPrincipal & { author: Author };

export type Principal = UserPrincipal | OperatorPrincipal;

/** A request that a guard has authenticated. */
export interface AuthenticatedRequest {
  user?: Principal;
  /** The slugs of the accounts whose login name or key it brought, where the credential was refused. */
  concerned?: readonly string[];
}

/** The id of the user or operator. */
export function idOf(principal: Principal): string {
  return principal.kind === 'user' ? principal.userId : principal.operatorId;
}
