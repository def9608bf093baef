import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditService, type AuditSubject } from '../accounts/audit.service.js';
import { differences } from '../common/changes.js';
import { newId } from '../common/identifier.js';
import { OrganizationsService } from '../organizations/organizations.service.js';
import type { AccountTransaction, AuthoredTransaction } from '../platform/database/account-transaction.js';
import { any, equal, exists, idIs } from '../platform/database/sql/predicate.js';
import { CatalogueClient } from './catalogue-client.entity.js';
import { ClientSecretsService, type IssuedSecret } from './client-secrets.service.js';
import { NEW_CONNECTION, OauthClient } from './oauth-client.entity.js';
import { connectionName, connectionNameKey, lockNameKeys } from './connection-name.js';
import { assertionColumns, requireNoAssertion, type AssertionInput } from './key-source.js';
import { connectionNameTaken, noOrganizationToJoin, tooManyClients, unknownClient } from './refusals.js';

/** What an administrator enters for a connection. */
export type NewOauthClient = AssertionInput & {
  name: string;
  kind: 'secret' | 'assertion';
  /** The organization that new users join. */
  organizationId: string;
};

/** A new connection; `secret` is shown once. */
export interface CreatedOauthClient {
  id: string;
  clientId: string;
  secret: IssuedSecret | undefined;
}

/** Maximum number of connections per account. */
const CLIENTS_AT_MOST = 50;

/** Creates and revokes the connections of an account. `ClientChanges` changes them. */
@Injectable()
export class OauthClientsService {
  constructor(
    private readonly secrets: ClientSecretsService,
    private readonly organizations: OrganizationsService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Creates a connection, with its first secret if it authenticates with secrets. Throws `invalid` for wrong
   * members and an unknown organization, `conflict` (`too-many-clients`, `connection-name-taken`).
   */
  async create(tx: AuthoredTransaction, input: NewOauthClient): Promise<CreatedOauthClient> {
    const { kind, organizationId } = input;
    const name = connectionName(input.name);
    const rules = kind === 'assertion' ? await assertionColumns(input) : undefined;
    if (!rules) requireNoAssertion(input);
    const nameKey = connectionNameKey(name);
    const taken = await lockNameKeys(tx);
    if (taken.length >= CLIENTS_AT_MOST) throw tooManyClients(CLIENTS_AT_MOST);
    if (taken.includes(nameKey)) throw connectionNameTaken(name);
    await this.requireOrganization(tx, organizationId);
    const { author } = tx;
    const row = { id: newId(), clientId: `dc_${randomBytes(16).toString('base64url')}`, kind, name };
    await tx.insert(OauthClient, [
      {
        ...NEW_CONNECTION,
        ...row,
        ...rules,
        nameKey,
        organizationId,
        createdAt: new Date().toISOString(),
        createdById: author.kind === 'user' ? author.id : null,
      },
    ]);
    const { jwks: _, ...shown } = rules ?? {};
    const changes = differences({}, { kind, organizationId, ...shown });
    await this.audit.record(tx, { action: 'connection.created', subject: connectionSubject(row), changes });
    const secret = kind === 'secret' ? await this.secrets.issue(tx, row) : undefined;
    return { id: row.id, clientId: row.clientId, secret };
  }

  /** Throws `not-found`. With `lock`, other writers of this connection wait until the transaction ends. */
  async get(
    tx: AccountTransaction,
    id: string,
    { lock = false } = {},
  ): Promise<Pick<OauthClient, 'id' | 'name' | 'kind'>> {
    const columns = ['id', 'name', 'kind'] as const;
    const client = await tx.find(OauthClient, { columns, where: idIs(id), forUpdate: lock });
    if (client) return client;
    throw unknownClient(id);
  }

  /** Whether there is a connection with this id. */
  async has(tx: AccountTransaction, id: string): Promise<boolean> {
    return (await tx.find(OauthClient, { columns: ['id'], where: idIs(id) })) !== undefined;
  }

  /** The id of the connection with that client id, its own or the one that all customers share. Throws `not-found`. */
  async idOf(tx: AccountTransaction, clientId: string): Promise<string> {
    const isShared = exists(CatalogueClient, { id: 'catalogueClientId' }, equal('clientId', clientId));
    const found = await tx.find(OauthClient, {
      columns: ['id'],
      where: any(equal('clientId', clientId), isShared),
    });
    if (found) return found.id;
    throw unknownClient(clientId);
  }

  /** Deletes the connection with its secrets, codes and tokens; takes effect on the next request. Throws `not-found`. */
  async revoke(tx: AuthoredTransaction, id: string): Promise<void> {
    await this.end(tx, await this.get(tx, id, { lock: true }));
  }

  /** Like `revoke`, for the connection of a catalogue client, if the account still has one. */
  async revokeShared(tx: AuthoredTransaction, catalogueClientId: string, reason: string): Promise<void> {
    const client = await tx.find(OauthClient, {
      columns: ['id', 'name'],
      where: equal('catalogueClientId', catalogueClientId),
      forUpdate: true,
    });
    if (client) await this.end(tx, client, reason);
  }

  private async end(
    tx: AuthoredTransaction,
    client: Pick<OauthClient, 'id' | 'name'>,
    detail: string | null = null,
  ): Promise<void> {
    await tx.delete(OauthClient, idIs(client.id));
    const subject = connectionSubject(client);
    await this.audit.record(tx, { action: 'connection.revoked', subject, detail });
  }

  /** Locks the organization, so that it cannot be deleted meanwhile. Throws `invalid`. */
  async requireOrganization(tx: AccountTransaction, id: string): Promise<void> {
    if (await this.organizations.find(tx, id, { lock: true })) return;
    throw noOrganizationToJoin(id);
  }
}

/** The connection as the subject of an audit entry. */
export function connectionSubject({ id, name }: Pick<OauthClient, 'id' | 'name'>): AuditSubject {
  return { type: 'connection', id, name };
}
