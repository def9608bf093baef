import { Injectable } from '@nestjs/common';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { rawStatement } from '../platform/database/sql/raw-statement.js';
import { toDatetime } from '../platform/database/sql/table.js';
import type { OauthClientKind } from './oauth-client.entity.js';

/** What the assertions of a connection must look like. */
export interface AssertionRules {
  issuer: string | null;
  subject: string | null;
  audience: string | null;
  jwksUrl: string | null;
  jwks: string | null;
}

/** The rules of a connection. Each change of the connection gives them a new version. */
export interface StoredRules extends AssertionRules {
  version: number;
}

interface FoundBase {
  id: string;
  clientId: string;
  name: string;
  /** The secret that was sent, if it is one of the client's and has not expired. */
  secretId: string | null;
}

/** A client of one account. */
export interface FoundConnection extends FoundBase {
  type: 'connection';
  accountId: string;
  kind: OauthClientKind;
  rules: StoredRules;
}

/** A client of one account, or of Declaree's catalogue. */
export type FoundClient = FoundConnection | (FoundBase & { type: 'catalogue'; isPublic: boolean });

interface ClientRow extends StoredRules {
  type: 'connection' | 'catalogue';
  accountId: string;
  id: string;
  clientId: string;
  name: string;
  kind: OauthClientKind;
  secretId: string | null;
  isPublic: boolean;
}

const CONNECTION = `SELECT 'connection' AS type, c."accountId", c."id", c."clientId", c."name", c."kind",
  c."issuer", c."subject", c."audience", c."jwksUrl", c."jwks", c."version", s."id" AS "secretId", 0 AS isPublic
  FROM "oauth_clients" c JOIN "accounts" a ON a."id" = c."accountId" AND a."removingSince" IS NULL
  LEFT JOIN "oauth_client_secrets" s ON s."accountId" = c."accountId" AND s."connectionId" = c."id"
    AND s."hash" = ? AND s."expiresAt" > ?`;
const CATALOGUE = `SELECT 'catalogue', NULL, k."id", k."clientId", k."name", NULL, NULL, NULL, NULL, NULL, NULL, NULL,
  s."id", k."isPublic" FROM "oauth_catalogue_clients" k
  LEFT JOIN "oauth_catalogue_secrets" s ON s."catalogueClientId" = k."id" AND s."hash" = ? AND s."expiresAt" > ?`;
const FLAGS = { isPublic: 'boolean' } as const;

const BY_CLIENT_ID = rawStatement<ClientRow>(
  `${CONNECTION} WHERE c."clientId" = ? UNION ALL ${CATALOGUE} WHERE k."clientId" = ?`,
  FLAGS,
);

/** Finds OAuth clients in all accounts and in the catalogue, in one statement. */
@Injectable()
export class ClientDirectory {
  /** The client with this id, and its unexpired secret with this hash. */
  async find(tx: PlatformTransaction, clientId: string, secretHash = ''): Promise<FoundClient | undefined> {
    const of = [secretHash, now(), clientId];
    const [row] = await tx.queryAcrossAccounts(BY_CLIENT_ID, [...of, ...of]);
    return row && clientOf(row);
  }
}

const now = () => toDatetime(new Date().toISOString());

function clientOf({ type, id, clientId, name, secretId, ...row }: ClientRow): FoundClient {
  const client = { id, clientId, name, secretId };
  if (type === 'catalogue') return { type, ...client, isPublic: row.isPublic };
  const { accountId, kind, issuer, subject, audience, jwksUrl, jwks, version } = row;
  return { type, ...client, accountId, kind, rules: { issuer, subject, audience, jwksUrl, jwks, version } };
}
