import { Injectable } from '@nestjs/common';
import { AuditService } from '../accounts/audit.service.js';
import { CLIENT_SECRET_PREFIX, newToken, tokenHash } from '../auth/tokens.js';
import { differences } from '../common/changes.js';
import { newId } from '../common/identifier.js';
import type { AccountTransaction, AuthoredTransaction } from '../platform/database/account-transaction.js';
import { all, compare, equal, idIs } from '../platform/database/sql/predicate.js';
import { ClientSecret } from './client-secret.entity.js';
import { OauthClient } from './oauth-client.entity.js';
import { SecretUses } from './secret-uses.service.js';
import { secretExpiry } from './secret-expiry.js';
import { noSecrets, tooManySecrets, unknownClient, unknownSecret } from './refusals.js';

/** The public data of a secret: everything except the secret itself. */
export type SecretRow = Pick<ClientSecret, 'id' | 'createdAt' | 'expiresAt'>;

/** A secret of a connection as its administrators see it. */
export type ListedSecret = SecretRow & Pick<ClientSecret, 'lastUsedAt'>;

/** A new secret; `secret` is shown once. */
export type IssuedSecret = SecretRow & { secret: string };

/** Maximum number of secrets of one client that have not expired. */
export const SECRETS_AT_MOST = 5;

/** The secrets of connections: several at a time, so that a rotation has no gap. */
@Injectable()
export class ClientSecretsService {
  constructor(
    private readonly audit: AuditService,
    private readonly uses: SecretUses,
  ) {}

  /** The secrets of some connections, by the connection's id, oldest first. */
  async ofAll(
    tx: AccountTransaction,
    connectionIds: readonly string[],
  ): Promise<Map<string, ListedSecret[]>> {
    const rows = await tx.selectListed(ClientSecret, 'connectionId', connectionIds, {
      columns: ['id', 'connectionId', 'createdAt', 'expiresAt', 'lastUsedAt'],
      orderBy: [{ column: 'id' }],
    });
    const found = new Map<string, ListedSecret[]>();
    for (const { connectionId, ...row } of rows) {
      const secret = { ...row, lastUsedAt: this.uses.newest(row.id, row.lastUsedAt) };
      found.set(connectionId, [...(found.get(connectionId) ?? []), secret]);
    }
    return found;
  }

  /**
   * Adds a secret to a connection. Throws `not-found`; `conflict` (`no-secrets`) for one that does not use secrets, and
   * (`too-many-secrets`); `invalid` for an expiry in the past or too far ahead.
   */
  async add(tx: AuthoredTransaction, connectionId: string, expiresAt?: string | null): Promise<IssuedSecret> {
    // Two requests at once cannot exceed the limit.
    const client = await tx.find(OauthClient, {
      columns: ['id', 'name', 'kind'],
      where: idIs(connectionId),
      forUpdate: true,
    });
    if (!client) throw unknownClient(connectionId);
    if (client.kind !== 'secret') throw noSecrets(client.name);
    const isActive = compare('expiresAt', '>', new Date().toISOString());
    if (
      (await tx.count(ClientSecret, all(equal('connectionId', connectionId), isActive))) >= SECRETS_AT_MOST
    ) {
      throw tooManySecrets(client.name, SECRETS_AT_MOST);
    }
    return this.issue(tx, client, expiresAt);
  }

  /** Like `add`, but without the checks, for a connection whose row is locked or new. */
  async issue(
    tx: AuthoredTransaction,
    { id: connectionId, name }: Pick<OauthClient, 'id' | 'name'>,
    expiresAt?: string | null,
  ): Promise<IssuedSecret> {
    const secret = newToken(CLIENT_SECRET_PREFIX);
    const createdAt = new Date().toISOString();
    const row = { id: newId(), createdAt, expiresAt: secretExpiry(expiresAt) };
    await tx.insert(ClientSecret, [
      { ...row, connectionId, hash: tokenHash(secret), warnedAt: null, lastUsedAt: null },
    ]);
    await this.audit.record(tx, {
      action: 'connection.secret-created',
      subject: { type: 'connection', id: connectionId, name },
      changes: differences({}, { secretId: row.id, expiresAt: row.expiresAt }),
    });
    return { ...row, secret };
  }

  /** Revokes a secret. No more tokens are issued for it. Throws `not-found`. */
  async revoke(
    tx: AuthoredTransaction,
    { id: connectionId, name }: Pick<OauthClient, 'id' | 'name'>,
    secretId: string,
  ): Promise<void> {
    const own = all(idIs(secretId), equal('connectionId', connectionId));
    if ((await tx.delete(ClientSecret, own)) === 0) {
      throw unknownSecret(name, secretId);
    }
    await this.audit.record(tx, {
      action: 'connection.secret-revoked',
      subject: { type: 'connection', id: connectionId, name },
      changes: differences({ secretId }, {}),
    });
  }
}
