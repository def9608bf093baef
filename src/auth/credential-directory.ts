import { Injectable } from '@nestjs/common';
import { foldKey } from '../common/fold-key.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { assignedRole, effectiveRole, type RoleValue } from '../users/effective-role.js';
import type { GrantableRole, Role, RoleOrigin } from '../users/user.entity.js';
import type { Principal, UserPrincipal } from './principal.js';
import { SCIM_COLUMNS, SCIM_KINDS, scimJoins, scimStateOf, type ScimStateRow } from './scim-state.js';
import { rawStatement } from '../platform/database/sql/raw-statement.js';
import { toDatetime } from '../platform/database/sql/table.js';

/** A user or operator who matches a login name. Without a password hash, no password matches. */
export interface LoginCandidate {
  principal: Principal;
  passwordHash: string | null;
  userNameKey: string;
  /** Whether this login has succeeded from the same network before. */
  isKnownThere: boolean;
}

interface PrincipalRow extends ScimStateRow {
  kind: 'user' | 'operator';
  id: string;
  userName: string;
  accountId: string;
  accountSlug: string;
  organizationId: string;
  displayName: string | null;
  role: Role;
  roleOrigin: RoleOrigin | null;
  active: boolean;
  roleSweeps: number;
  largestUser: number;
}

type CandidateRow = PrincipalRow & {
  passwordHash: string | null;
  userNameKey: string;
  isKnownThere: boolean;
};
type KeyRow = PrincipalRow & { keyId: string; hasExpired: boolean };
type SessionRow = PrincipalRow & { sessionId: string; hasExpenses: boolean | null };

const FLAGS = { active: 'boolean', ...SCIM_KINDS } as const;

const USER_COLUMNS = `'user' AS kind, u."id", u."userName", u."accountId", a."slug" AS accountSlug,
  u."organizationId", u."displayName", u."role", u."roleOrigin", u."active", ${SCIM_COLUMNS}, a."roleSweeps", a."largestUser"`;
const OPERATOR_COLUMNS = `'operator' AS kind, o."id", o."userName", NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL`;
const ACCOUNT_JOINS = `JOIN "accounts" a ON a."id" = u."accountId" AND a."removingSince" IS NULL
  ${scimJoins('u."accountId"')}`;

const CANDIDATE_COLUMNS = `u."passwordHash", u."userNameKey", p."network" IS NOT NULL AS isKnownThere`;
const PLACE_JOIN = `LEFT JOIN "login_places" p ON p."accountId" = u."accountId" AND p."userId" = u."id"
  AND p."network" = ? AND p."userNameKey" = u."userNameKey"`;

const USERS_BY_NAME = `SELECT ${USER_COLUMNS}, ${CANDIDATE_COLUMNS} FROM "users" u ${ACCOUNT_JOINS} ${PLACE_JOIN}
  WHERE u."userNameKey" = ? AND u."deletedAt" IS NULL`;
const OPERATORS_BY_NAME = `SELECT ${OPERATOR_COLUMNS}, o."passwordHash", o."userNameKey", 0
  FROM "operators" o WHERE o."userNameKey" = ? AND o."disabledAt" IS NULL`;

const CANDIDATE_FLAGS = { ...FLAGS, isKnownThere: 'boolean' } as const;

const BY_USER_NAME = rawStatement<CandidateRow>(
  `${USERS_BY_NAME} UNION ALL ${OPERATORS_BY_NAME}`,
  CANDIDATE_FLAGS,
);

const UNLESS_SLUG = 'AND NOT EXISTS (SELECT 1 FROM "accounts" s WHERE s."slug" = ?)';
const BY_QUALIFIED_NAME = rawStatement<CandidateRow>(
  `${USERS_BY_NAME} AND a."slug" = ?
  UNION ALL ${USERS_BY_NAME} ${UNLESS_SLUG} UNION ALL ${OPERATORS_BY_NAME} ${UNLESS_SLUG}`,
  CANDIDATE_FLAGS,
);

const BY_KEY = rawStatement<KeyRow>(
  `SELECT ${USER_COLUMNS}, k."id" AS keyId,
  k."expiresAt" IS NOT NULL AND k."expiresAt" <= ? AS hasExpired FROM "api_keys" k
  JOIN "users" u ON u."accountId" = k."accountId" AND u."id" = k."userId" ${ACCOUNT_JOINS}
  WHERE k."hash" = ? AND u."deletedAt" IS NULL`,
  { ...FLAGS, hasExpired: 'boolean' },
);

const BY_SESSION = rawStatement<SessionRow>(
  `SELECT ${USER_COLUMNS}, s."id" AS sessionId, e."enabled" AS hasExpenses FROM "user_sessions" s
  JOIN "users" u ON u."accountId" = s."accountId" AND u."id" = s."userId" ${ACCOUNT_JOINS}
  LEFT JOIN "account_modules" e ON e."accountId" = u."accountId" AND e."module" = 'expenses'
  WHERE s."hash" = ? AND s."expiresAt" > ? AND u."deletedAt" IS NULL
  UNION ALL SELECT ${OPERATOR_COLUMNS}, s."id", NULL FROM "operator_sessions" s
  JOIN "operators" o ON o."id" = s."operatorId" AND o."disabledAt" IS NULL WHERE s."hash" = ? AND s."expiresAt" > ?`,
  { ...FLAGS, hasExpenses: 'boolean' },
);

const AGAIN = rawStatement<PrincipalRow & { keyId: string | null }>(
  `SELECT ${USER_COLUMNS}, k."id" AS keyId FROM "users" u ${ACCOUNT_JOINS}
  LEFT JOIN "api_keys" k ON k."accountId" = u."accountId" AND k."userId" = u."id" AND k."id" = ?
    AND (k."expiresAt" IS NULL OR k."expiresAt" > ?)
  WHERE u."accountId" = ? AND u."id" = ? AND u."deletedAt" IS NULL`,
  FLAGS,
);

/**
 * A source of a user's role besides an assignment: a value of `roles`, if those grant roles, or the role of a
 * group.
 */
type RoleSourceRow = RoleValue & { ofGroup: GrantableRole | null };

const ROLE_SOURCES = rawStatement<RoleSourceRow>(
  `SELECT v."value", v."isPrimary", NULL AS ofGroup FROM "user_values" v
  JOIN "provisioning_settings" ps ON ps."accountId" = v."accountId" AND ps."rolesGrant" = 1
  WHERE v."accountId" = ? AND v."userId" = ? AND v."attribute" = 'roles'
  UNION ALL SELECT NULL, NULL, g."role" FROM "group_members" gm
  JOIN "groups" g ON g."accountId" = gm."accountId" AND g."id" = gm."groupId"
  WHERE gm."accountId" = ? AND gm."userId" = ? AND g."role" IS NOT NULL`,
  { isPrimary: 'boolean' },
);

/**
 * Finds the owner of a credential in all accounts. Reads everything that guards need in one statement and caches
 * nothing, so that changes take effect on the next request.
 */
@Injectable()
export class CredentialDirectory {
  /**
   * Users of all accounts and operators with this login name, case-insensitive. If the part before the first slash is
   * an account's slug, it always means the user of that account named by the rest.
   * @param network network of the client
   */
  async findByLoginName(
    tx: PlatformTransaction,
    loginName: string,
    network: string,
  ): Promise<LoginCandidate[]> {
    const key = foldKey(loginName);
    const [, slug, rest] = /^([^/]+)\/(.+)$/s.exec(key) ?? [];
    const rows =
      slug === undefined || rest === undefined
        ? await tx.queryAcrossAccounts(BY_USER_NAME, [network, key, key])
        : await tx.queryAcrossAccounts(
            BY_QUALIFIED_NAME,
            [
              [network, rest, slug],
              [network, key, slug],
              [key, slug],
            ].flat(),
          );
    const candidates: LoginCandidate[] = [];
    for (const row of rows) candidates.push(candidate(await withRoleOfNow(tx, row)));
    return candidates;
  }

  /** The owner of the API key with this hash, and whether it has expired; undefined for an unknown or revoked key. */
  async findByKey(
    tx: PlatformTransaction,
    hash: string,
  ): Promise<{ owner: Principal; hasExpired: boolean } | undefined> {
    const [row] = await tx.queryAcrossAccounts(BY_KEY, [now(), hash]);
    if (!row) return undefined;
    const owner = principal(await withRoleOfNow(tx, row), { credential: 'key', apiKeyId: row.keyId });
    return { owner, hasExpired: row.hasExpired };
  }

  /** The current state of a user; undefined if the user is deleted, or the key revoked or expired. */
  async findAgain(tx: PlatformTransaction, user: UserPrincipal): Promise<UserPrincipal | undefined> {
    const { accountId, userId, apiKeyId } = user;
    const parameters = [apiKeyId ?? '', now(), accountId, userId];
    const [row] = await tx.queryAcrossAccounts(AGAIN, parameters);
    if (!row || (apiKeyId !== undefined && row.keyId === null)) return undefined;
    const { organizationId, role } = await withRoleOfNow(tx, row);
    return { ...user, organizationId, role, active: row.active, ...scimStateOf(row) };
  }

  /** The owner of the session token with this hash; undefined for an unknown or ended session. */
  async findBySession(tx: PlatformTransaction, hash: string): Promise<Principal | undefined> {
    const [row] = await tx.queryAcrossAccounts(BY_SESSION, [hash, now(), hash, now()]);
    if (!row) return undefined;
    const { sessionId, hasExpenses } = row;
    const proof = { credential: 'session', sessionId, hasExpenses: hasExpenses === true } as const;
    return principal(await withRoleOfNow(tx, row), proof);
  }
}

/**
 * The row with the role that the user has now by its sources. The stored role is outdated while sweeps settle
 * the account's roles (see `RoleSweeps`). Only then does this take a further statement.
 */
async function withRoleOfNow<R extends PrincipalRow>(tx: PlatformTransaction, row: R): Promise<R> {
  if (row.kind === 'operator' || row.roleSweeps === 0 || assignedRole(row) !== null) return row;
  const { accountId, id } = row;
  const sources = await tx.queryAcrossAccounts(ROLE_SOURCES, [accountId, id, accountId, id]);
  const values = sources.filter(({ ofGroup }) => ofGroup === null);
  const groups = sources.flatMap(({ ofGroup }) => ofGroup ?? []);
  return { ...row, role: effectiveRole({ assigned: null, values, groups }).role };
}

/** The current time in the format of the tables. */
function now(): string {
  return toDatetime(new Date().toISOString());
}

function candidate(row: CandidateRow): LoginCandidate {
  const { passwordHash, userNameKey, isKnownThere } = row;
  return {
    principal: principal(row, { credential: 'basic' }),
    passwordHash,
    userNameKey,
    isKnownThere,
  };
}

type Proof =
  | { credential: 'basic' }
  | { credential: 'key'; apiKeyId: string }
  | { credential: 'session'; sessionId: string; hasExpenses: boolean };

function principal(row: PrincipalRow, proof: Proof): Principal {
  const { kind, id, userName, accountId, accountSlug, organizationId, displayName, role } = row;
  if (kind === 'operator') {
    if (proof.credential === 'key') throw new TypeError('operators have no API keys');
    return { kind, ...proof, operatorId: id, userName };
  }
  return {
    kind,
    ...proof,
    accountId,
    accountSlug,
    organizationId,
    userId: id,
    userName,
    displayName,
    role,
    active: row.active,
    ...scimStateOf(row),
    largestUser: row.largestUser,
  };
}
