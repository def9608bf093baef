import { Injectable } from '@nestjs/common';
import { notFound } from '../common/errors.js';
import { windowOf, type Page, type PageRequest } from '../common/page.js';
import { Organization } from '../organizations/organization.entity.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { all, idIs, type Where } from '../platform/database/sql/predicate.js';
import { join, leftJoin } from '../platform/database/sql/selection.js';
import { User } from '../users/user.entity.js';
import { CatalogueClient } from './catalogue-client.entity.js';
import { ClientSecretsService, type ListedSecret } from './client-secrets.service.js';
import { ConnectionUses } from './connection-uses.service.js';
import { OauthClient } from './oauth-client.entity.js';

/** What administrators see of a connection. */
export interface ListedClient extends Pick<
  OauthClient,
  | 'id'
  | 'name'
  | 'kind'
  | 'organizationId'
  | 'issuer'
  | 'subject'
  | 'audience'
  | 'jwksUrl'
  | 'version'
  | 'createdAt'
  | 'lastUsedAt'
> {
  clientId: string;
  organizationName: string;
  /** A JSON Web Key Set. */
  jwks: Record<string, unknown> | null;
  /** Login name of the user who created or allowed it; null for support staff, and for a user who is gone. */
  createdBy: string | null;
  secrets: ListedSecret[];
}

const COLUMNS = [
  'id',
  'clientId',
  'name',
  'kind',
  'organizationId',
  'issuer',
  'subject',
  'audience',
  'jwksUrl',
  'jwks',
  'version',
  'createdAt',
  'lastUsedAt',
] as const;

const JOINS = [
  join(Organization, { on: { id: 'organizationId' }, columns: { organizationName: 'name' } }),
  leftJoin(User, { on: { id: 'createdById' }, columns: { createdBy: 'userName' } }),
  leftJoin(CatalogueClient, { on: { id: 'catalogueClientId' }, columns: { sharedClientId: 'clientId' } }),
] as const;

/** Lists the connections of an account, with their secrets, in a fixed number of statements. */
@Injectable()
export class ClientList {
  constructor(
    private readonly secrets: ClientSecretsService,
    private readonly uses: ConnectionUses,
  ) {}

  /** Newest first. */
  async page(tx: AccountTransaction, request: PageRequest): Promise<Page<ListedClient>> {
    const items = await this.select(tx, all(), windowOf(request));
    return { items, total: await tx.count(OauthClient) };
  }

  /** Throws `not-found`. */
  async get(tx: AccountTransaction, id: string): Promise<ListedClient> {
    const [found] = await this.select(tx, idIs(id), { limit: 1, offset: 0 });
    if (found) return found;
    throw notFound(`There is no OAuth client with the id "${id}" in this account.`);
  }

  private async select(
    tx: AccountTransaction,
    where: Where<OauthClient>,
    window: { limit: number; offset: number },
  ): Promise<ListedClient[]> {
    const rows = await tx.select(OauthClient, {
      columns: COLUMNS,
      joins: JOINS,
      where,
      orderBy: [{ column: 'id', descending: true }],
      ...window,
    });
    const ids = rows.map(({ id }) => id);
    const secrets = ids.length === 0 ? new Map<string, ListedSecret[]>() : await this.secrets.ofAll(tx, ids);
    return rows.map(({ clientId, sharedClientId, jwks, ...row }) => ({
      ...row,
      jwks: jwks === null ? null : (JSON.parse(jwks) as Record<string, unknown>),
      clientId: clientId ?? sharedClientId ?? '',
      lastUsedAt: this.uses.newest(row.id, row.lastUsedAt),
      secrets: secrets.get(row.id) ?? [],
    }));
  }
}
