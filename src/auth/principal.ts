import type { Author } from '../platform/database/author.js';
import type { Role } from '../users/user.entity.js';

/** The authenticated user of a request, with its current state. */
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
  /** Whether SCIM is on for the account. */
  scimEnabled: boolean;
  /** Upper bound of user sizes in bytes, above ordinary sizes: see `rememberSizes`. */
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

/** A user with the author for audit entries. */
export type UserCaller = UserPrincipal & { author: Author };

export type Principal = UserPrincipal | OperatorPrincipal;

/** A request that a guard has authenticated. */
export interface AuthenticatedRequest {
  user?: Principal;
  /** Slugs of the possible accounts of a refused credential. */
  concerned?: readonly string[];
}

/** The id of the user or operator. */
export function idOf(principal: Principal): string {
  return principal.kind === 'user' ? principal.userId : principal.operatorId;
}
