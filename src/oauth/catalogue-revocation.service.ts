import { Injectable } from '@nestjs/common';
import { PlatformTrail } from '../operators/platform-trail.service.js';
import type { Author } from '../platform/database/author.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { idIs } from '../platform/database/sql/predicate.js';
import { rawStatement } from '../platform/database/sql/raw-statement.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { CatalogueClient } from './catalogue-client.entity.js';
import { CatalogueClients } from './catalogue-clients.service.js';
import { OauthClientsService } from './oauth-clients.service.js';

/** How many accounts one transaction locks. */
const ACCOUNTS_AT_ONCE = 50;

/** What the audit trails of accounts say. */
const REASON = 'Declaree has revoked the app for all accounts.';

const ACCOUNTS = rawStatement<{ accountId: string }>(
  `SELECT c."accountId" FROM "oauth_clients" c
  JOIN "accounts" a ON a."id" = c."accountId" AND a."removingSince" IS NULL
  WHERE c."catalogueClientId" = ? ORDER BY c."accountId" LIMIT ?`,
  {},
);

/** Revokes catalogue clients, so that each account that has allowed one finds it in its own audit trail. */
@Injectable()
export class CatalogueRevocation {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly catalogue: CatalogueClients,
    private readonly connections: OauthClientsService,
    private readonly trail: PlatformTrail,
  ) {}

  /**
   * Revokes the client's connections, some accounts at a time, and then deletes the client. If that is
   * interrupted, the next call continues. Throws `not-found`.
   */
  async revoke(author: Author, id: string): Promise<void> {
    while (!(await this.unitOfWork.writePlatform((tx) => this.revokeSome(tx, author, id))));
  }

  /** Returns whether nothing is left to do. */
  private async revokeSome(tx: PlatformTransaction, author: Author, id: string): Promise<boolean> {
    // Locks the client, so that no account can connect it meanwhile.
    const client = await this.catalogue.get(tx, id);
    const accounts = await tx.queryAcrossAccounts(ACCOUNTS, [id, ACCOUNTS_AT_ONCE]);
    for (const { accountId } of accounts) {
      await this.connections.revokeShared(tx.within(accountId).by(author), id, REASON);
    }
    if (accounts.length === ACCOUNTS_AT_ONCE) return false;
    await tx.delete(CatalogueClient, idIs(id));
    await this.trail.record(tx, author, { action: 'oauth-client.revoked', subject: client });
    return true;
  }
}
