import { Injectable } from '@nestjs/common';
import { AccessTokens, type AccessTokenSource, type TokenOwner } from '../auth/access-token-source.js';
import type { ConnectionPrincipal } from '../auth/principal.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { SCIM_COLUMNS, SCIM_KINDS, scimJoins, scimStateOf, type ScimStateRow } from '../auth/scim-state.js';
import { rawStatement } from '../platform/database/sql/raw-statement.js';
import { toDatetime } from '../platform/database/sql/table.js';
import { ConnectionUses } from './connection-uses.service.js';

interface OwnerRow extends ScimStateRow {
  accountId: string;
  accountSlug: string;
  organizationId: string;
  connectionId: string;
  name: string;
  tokenId: string;
  largestUser: number;
  hasExpired: boolean;
}

const OWNER = `SELECT c."accountId", a."slug" AS accountSlug, c."organizationId", c."id" AS connectionId, c."name",
  t."id" AS tokenId, ${SCIM_COLUMNS}, a."largestUser", t."expiresAt" <= ? AS hasExpired
  FROM "oauth_access_tokens" t
  JOIN "oauth_clients" c ON c."accountId" = t."accountId" AND c."id" = t."connectionId"
  JOIN "accounts" a ON a."id" = c."accountId" AND a."removingSince" IS NULL
  ${scimJoins('c."accountId"')}`;
const FLAGS = { ...SCIM_KINDS, hasExpired: 'boolean' } as const;

const BY_TOKEN = rawStatement<OwnerRow>(`${OWNER} WHERE t."hash" = ?`, FLAGS);
const AGAIN = rawStatement<OwnerRow>(`${OWNER} WHERE t."accountId" = ? AND t."id" = ?`, FLAGS);

/**
 * Finds the connections of access tokens for the guards of SCIM, in one statement and without a cache, so that every
 * revocation and switch takes effect on the next request.
 */
@Injectable()
export class AccessTokenLookup implements AccessTokenSource {
  constructor(
    tokens: AccessTokens,
    private readonly uses: ConnectionUses,
  ) {
    tokens.register(this);
  }

  async find(tx: PlatformTransaction, hash: string): Promise<TokenOwner | undefined> {
    const [row] = await tx.queryAcrossAccounts(BY_TOKEN, [now(), hash]);
    return row && { owner: principalOf(row), hasExpired: row.hasExpired };
  }

  async findAgain(
    tx: PlatformTransaction,
    { accountId, tokenId }: ConnectionPrincipal,
  ): Promise<ConnectionPrincipal | undefined> {
    const [row] = await tx.queryAcrossAccounts(AGAIN, [now(), accountId, tokenId]);
    return row && !row.hasExpired ? principalOf(row) : undefined;
  }

  used({ accountId, connectionId }: ConnectionPrincipal): void {
    this.uses.note(accountId, connectionId);
  }
}

const now = () => toDatetime(new Date().toISOString());

function principalOf(row: OwnerRow): ConnectionPrincipal {
  const { accountId, accountSlug, organizationId, connectionId, name, tokenId, largestUser } = row;
  return {
    kind: 'connection',
    credential: 'access-token',
    accountId,
    accountSlug,
    organizationId,
    connectionId,
    name,
    tokenId,
    ...scimStateOf(row),
    largestUser,
  };
}
