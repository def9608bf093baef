import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CLIENT_SECRET_PREFIX, newToken, tokenHash } from '../auth/tokens.js';
import { newId } from '../common/identifier.js';
import { grouped } from '../common/grouped.js';
import { windowOf, type Page, type PageRequest } from '../common/page.js';
import { PlatformTrail } from '../operators/platform-trail.service.js';
import type { Author } from '../platform/database/author.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { all, compare, equal, idIs } from '../platform/database/sql/predicate.js';
import type { Takes } from '../platform/database/sql/columns.js';
import type { Rows } from '../platform/database/sql/selection.js';
import { CatalogueClient } from './catalogue-client.entity.js';
import { CatalogueSecret } from './catalogue-secret.entity.js';
import { SECRETS_AT_MOST, type IssuedSecret, type SecretRow } from './client-secrets.service.js';
import { connectionName } from './connection-name.js';
import { storedRedirectUris } from './redirect-uris.js';
import { secretExpiry } from './secret-expiry.js';
import { noSecrets, tooManySecrets, unknownCatalogueClient, unknownSecret } from './refusals.js';

/** A catalogue client as its own requests see it. */
export type CatalogueRow = Pick<
  CatalogueClient,
  'id' | 'clientId' | 'name' | 'isPublic' | 'version' | 'createdAt'
> & {
  redirectUris: string[];
};

/** A catalogue client as support staff sees it: with the list of its secrets, but not their values. */
export interface ListedCatalogueClient extends CatalogueRow {
  /** Oldest first. */
  secrets: SecretRow[];
}

export interface NewCatalogueClient {
  name: string;
  redirectUris: readonly string[];
  /** Whether it has no secret, and must use PKCE. */
  isPublic: boolean;
}

const COLUMNS = ['id', 'clientId', 'name', 'isPublic', 'redirectUris', 'version', 'createdAt'] as const;

/** The clients that all customers share, which support staff registers. */
@Injectable()
export class CatalogueClients {
  constructor(private readonly trail: PlatformTrail) {}

  /** Throws `invalid` for a wrong name or redirect URI. */
  async create(
    tx: PlatformTransaction,
    author: Author,
    { name, redirectUris, isPublic }: NewCatalogueClient,
  ): Promise<CatalogueRow & { secret: IssuedSecret | undefined }> {
    const stored = storedRedirectUris(redirectUris);
    const row = {
      id: newId(),
      clientId: `dc_${randomBytes(16).toString('base64url')}`,
      name: connectionName(name),
      isPublic,
      version: 1,
      createdAt: new Date().toISOString(),
    };
    await tx.insert(CatalogueClient, [{ ...row, redirectUris: stored }]);
    await this.trail.record(tx, author, { action: 'oauth-client.created', subject: row, detail: stored });
    const secret = isPublic ? undefined : await this.issue(tx, row);
    return { ...row, redirectUris: JSON.parse(stored) as string[], secret };
  }

  /** Newest first. */
  async page(tx: PlatformTransaction, request: PageRequest): Promise<Page<ListedCatalogueClient>> {
    const items = await this.select(tx, {
      orderBy: [{ column: 'id', descending: true }],
      ...windowOf(request),
    });
    return { items, total: await tx.count(CatalogueClient) };
  }

  /** A client with its secrets. Throws `not-found`. */
  async getListed(tx: PlatformTransaction, id: string): Promise<ListedCatalogueClient> {
    const [found] = await this.select(tx, { where: idIs(id), limit: 1 });
    if (found) return found;
    throw unknownCatalogueClient(id);
  }

  async find(tx: PlatformTransaction, clientId: string): Promise<CatalogueRow | undefined> {
    const row = await tx.find(CatalogueClient, { columns: COLUMNS, where: equal('clientId', clientId) });
    return row && shown(row);
  }

  /** Throws `not-found`. */
  async get(tx: PlatformTransaction, id: string): Promise<CatalogueRow> {
    const row = await tx.find(CatalogueClient, { columns: COLUMNS, where: idIs(id), forUpdate: true });
    if (row) return shown(row);
    throw unknownCatalogueClient(id);
  }

  /** Adds a secret. Throws `not-found`, `conflict` (`no-secrets`, `too-many-secrets`), `invalid`. */
  async addSecret(
    tx: PlatformTransaction,
    author: Author,
    { id, expiresAt }: { id: string; expiresAt?: string | null | undefined },
  ): Promise<IssuedSecret> {
    const client = await this.get(tx, id);
    if (client.isPublic) throw noSecrets(client.name);
    const isActive = compare('expiresAt', '>', new Date().toISOString());
    if ((await tx.count(CatalogueSecret, all(equal('catalogueClientId', id), isActive))) >= SECRETS_AT_MOST) {
      throw tooManySecrets(client.name, SECRETS_AT_MOST);
    }
    const issued = await this.issue(tx, client, expiresAt);
    await this.trail.record(tx, author, {
      action: 'oauth-client.secret-created',
      subject: client,
      detail: `until ${issued.expiresAt}`,
    });
    return issued;
  }

  /** Throws `not-found`. */
  async revokeSecret(
    tx: PlatformTransaction,
    author: Author,
    { id, secretId }: { id: string; secretId: string },
  ): Promise<void> {
    const client = await this.get(tx, id);
    const own = all(idIs(secretId), equal('catalogueClientId', id));
    if ((await tx.delete(CatalogueSecret, own)) === 0) {
      throw unknownSecret(client.name, secretId);
    }
    await this.trail.record(tx, author, { action: 'oauth-client.secret-revoked', subject: client });
  }

  private async select(
    tx: PlatformTransaction,
    selection: Rows<Takes<CatalogueClient>>,
  ): Promise<ListedCatalogueClient[]> {
    const rows = await tx.select(CatalogueClient, { columns: COLUMNS, ...selection });
    const ids = rows.map(({ id }) => id);
    const secrets = await tx.selectListed(CatalogueSecret, 'catalogueClientId', ids, {
      columns: ['id', 'catalogueClientId', 'createdAt', 'expiresAt'],
      orderBy: [{ column: 'id' }],
    });
    const byClient = grouped(secrets, ({ catalogueClientId }) => catalogueClientId);
    return rows.map((row) => ({
      ...shown(row),
      secrets: (byClient.get(row.id) ?? []).map(({ id, createdAt, expiresAt }) => ({
        id,
        createdAt,
        expiresAt,
      })),
    }));
  }

  private async issue(
    tx: PlatformTransaction,
    { id: catalogueClientId }: Pick<CatalogueClient, 'id'>,
    expiresAt?: string | null,
  ): Promise<IssuedSecret> {
    const secret = newToken(CLIENT_SECRET_PREFIX);
    const createdAt = new Date().toISOString();
    const row = { id: newId(), createdAt, expiresAt: secretExpiry(expiresAt) };
    await tx.insert(CatalogueSecret, [{ ...row, catalogueClientId, hash: tokenHash(secret) }]);
    return { ...row, secret };
  }
}

function shown({ redirectUris, ...row }: Pick<CatalogueClient, (typeof COLUMNS)[number]>): CatalogueRow {
  return { ...row, redirectUris: JSON.parse(redirectUris) as string[] };
}
