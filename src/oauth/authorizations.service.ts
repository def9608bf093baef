import { Injectable } from '@nestjs/common';
import { AuditService } from '../accounts/audit.service.js';
import { CODE_PREFIX, newToken, tokenHash } from '../auth/tokens.js';
import { differences } from '../common/changes.js';
import { newId } from '../common/identifier.js';
import type { AccountTransaction, AuthoredTransaction } from '../platform/database/account-transaction.js';
import { equal, idIs } from '../platform/database/sql/predicate.js';
import { AuthorizationCode } from './authorization-code.entity.js';
import type { AuthorizationRequest } from './authorization-request.js';
import { connectionNameKey, freeName, lockNameKeys } from './connection-name.js';
import { NEW_CONNECTION, OauthClient } from './oauth-client.entity.js';
import { connectionSubject, OauthClientsService } from './oauth-clients.service.js';

/** How long a code can be exchanged for tokens. */
const CODE_LASTS_MS = 60_000;

/** The organization that new users join: `chosen`, else the connection's current one, else `usual`. */
export interface JoinedOrganization {
  chosen: string | undefined;
  usual: string;
}

/** Lets catalogue clients into an account, as its administrator allows. */
@Injectable()
export class Authorizations {
  constructor(
    private readonly clients: OauthClientsService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Connects the client to the account, or changes the organization of its connection if one is chosen, and
   * returns a code for its tokens. Throws `invalid` (`unknown-organization`).
   */
  async allow(
    tx: AuthoredTransaction,
    { client, redirectUri, codeChallenge }: AuthorizationRequest,
    organization: JoinedOrganization,
  ): Promise<string> {
    const connectionId = await this.connect(tx, client, organization);
    const code = newToken(CODE_PREFIX);
    const now = Date.now();
    await tx.insert(AuthorizationCode, [
      {
        id: newId(),
        connectionId,
        hash: tokenHash(code),
        redirectUri,
        codeChallenge,
        createdAt: new Date(now).toISOString(),
        expiresAt: new Date(now + CODE_LASTS_MS).toISOString(),
        usedAt: null,
      },
    ]);
    return code;
  }

  /** The organization that new users of the client's connection join; undefined if the account has not allowed the client. */
  async organizationOf(
    tx: AccountTransaction,
    client: AuthorizationRequest['client'],
  ): Promise<string | undefined> {
    return (await connectionOf(tx, client))?.organizationId;
  }

  private async connect(
    tx: AuthoredTransaction,
    client: AuthorizationRequest['client'],
    { chosen, usual }: JoinedOrganization,
  ): Promise<string> {
    const taken = await lockNameKeys(tx);
    const known = await connectionOf(tx, client);
    const organizationId = chosen ?? known?.organizationId ?? usual;
    await this.clients.requireOrganization(tx, organizationId);
    const { author } = tx;
    const createdById = author.kind === 'user' ? author.id : null;
    const connection = known ?? { id: newId(), name: freeName(client.name, taken) };
    if (known) await tx.update(OauthClient, { organizationId, createdById }, idIs(known.id));
    else {
      await tx.insert(OauthClient, [
        {
          ...NEW_CONNECTION,
          ...connection,
          nameKey: connectionNameKey(connection.name),
          kind: 'catalogue',
          organizationId,
          catalogueClientId: client.id,
          catalogueVersion: client.version,
          createdById,
          createdAt: new Date().toISOString(),
        },
      ]);
    }
    await this.audit.record(tx, {
      action: 'connection.allowed',
      subject: connectionSubject(connection),
      changes: differences(known ? { organizationId: known.organizationId } : {}, { organizationId }),
    });
    return connection.id;
  }
}

function connectionOf(tx: AccountTransaction, { id }: AuthorizationRequest['client']) {
  return tx.find(OauthClient, {
    columns: ['id', 'name', 'organizationId'],
    where: equal('catalogueClientId', id),
  });
}
