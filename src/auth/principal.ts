import type { Author } from '../platform/database/author.js';
import type { Role } from '../users/user.entity.js';

/** Who has paused the account's provisioning, and when (ISO 8601); null if that is not known. */
export interface ScimPause {
  by: string | null;
  at: string | null;
}

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
  /** Set while the account's own administrators have paused SCIM. */
  scimPause: ScimPause | null;
  /** Upper bound of user sizes in bytes, above ordinary sizes: see `rememberSizes`. */
  largestUser: number;
  sessionId?: string;
  apiKeyId?: string;
  /**
   * Whether expenses are on for the account. Only known for sessions, because it decides what their pages
   * offer.
   */
  hasExpenses?: boolean;
}

/** A member of Declaree's support staff, outside every account. */
export interface OperatorPrincipal {
  kind: 'operator';
  credential: 'basic' | 'session';
  operatorId: string;
  userName: string;
  sessionId?: string;
}

/** An OAuth client of an account with an access token, for SCIM only. It is not a user. */
export interface ConnectionPrincipal {
  kind: 'connection';
  credential: 'access-token';
  accountId: string;
  accountSlug: string;
  /** The organization that new users join. */
  organizationId: string;
  connectionId: string;
  name: string;
  tokenId: string;
  /** Whether SCIM is on for the account. */
  scimEnabled: boolean;
  /** Set while the account's own administrators have paused SCIM. */
  scimPause: ScimPause | null;
  /** Upper bound of user sizes in bytes, above ordinary sizes: see `rememberSizes`. */
  largestUser: number;
}

/** A user with the author for audit entries. */
export type UserCaller = UserPrincipal & { author: Author };

/** A person. */
export type Principal = UserPrincipal | OperatorPrincipal;

/** Who may provision an account: one of its users, or a connection. */
export type Provisioner = UserPrincipal | ConnectionPrincipal;

/** A request that a guard has authenticated. */
export interface AuthenticatedRequest {
  user?: Principal | ConnectionPrincipal;
  /** Slugs of the possible accounts of a refused credential. */
  concerned?: readonly string[];
}

/** The name that logs show: a user's login name, or a connection's name. */
export function provisionerName(provisioner: Provisioner): string {
  return provisioner.kind === 'user' ? provisioner.userName : provisioner.name;
}

/** The id of the user that the credential belongs to; undefined for a connection, which is not a user. */
export function ownUserId(provisioner: Provisioner): string | undefined {
  return provisioner.kind === 'user' ? provisioner.userId : undefined;
}

/** The id of the user or operator. */
export function idOf(principal: Principal): string {
  return principal.kind === 'user' ? principal.userId : principal.operatorId;
}
