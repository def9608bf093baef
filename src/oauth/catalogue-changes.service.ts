import { Injectable } from '@nestjs/common';
import { differences, type Change } from '../common/changes.js';
import { requireMatch } from '../common/entity-tag.js';
import { PlatformTrail } from '../operators/platform-trail.service.js';
import type { Author } from '../platform/database/author.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { idIs } from '../platform/database/sql/predicate.js';
import { rawStatement } from '../platform/database/sql/raw-statement.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { CatalogueClient } from './catalogue-client.entity.js';
import {
  CatalogueClients,
  type CatalogueRow,
  type ListedCatalogueClient,
} from './catalogue-clients.service.js';
import { ClientChanges } from './client-changes.service.js';
import { connectionName } from './connection-name.js';
import { storedRedirectUris } from './redirect-uris.js';

/** The changes that support staff make to a catalogue client. Fields that are left out stay as they are. */
export interface CatalogueChange {
  name?: string | undefined;
  redirectUris?: readonly string[] | undefined;
}

/** How many accounts one transaction locks. */
const ACCOUNTS_AT_ONCE = 50;

const UNAWARE = rawStatement<{ accountId: string; catalogueVersion: number }>(
  `SELECT c."accountId", c."catalogueVersion" FROM "oauth_clients" c
  JOIN "accounts" a ON a."id" = c."accountId" AND a."removingSince" IS NULL
  WHERE c."catalogueClientId" = ? AND c."catalogueVersion" < ? ORDER BY c."accountId" LIMIT ?`,
  {},
);

/** Changes catalogue clients, so that each account that has allowed one finds it in its own audit trail. */
@Injectable()
export class CatalogueChanges {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly catalogue: CatalogueClients,
    private readonly connections: ClientChanges,
    private readonly trail: PlatformTrail,
  ) {}

  /**
   * Changes the client, which takes effect on the next request, and then records the change in the accounts'
   * audit trails, some accounts at a time. If that is interrupted, the next call continues, even one that
   * changes nothing. Throws `not-found`, `stale` if `ifMatch` names another version, `invalid` for a wrong
   * name or redirect URI.
   */
  async change(
    author: Author,
    id: string,
    { ifMatch, ...input }: CatalogueChange & { ifMatch?: string | undefined },
  ): Promise<ListedCatalogueClient> {
    const changes = await this.unitOfWork.writePlatform(async (tx) => {
      const current = await this.catalogue.get(tx, id);
      requireMatch(ifMatch, current.version);
      return this.store(tx, author, { current, input });
    });
    while (!(await this.unitOfWork.writePlatform((tx) => this.tellSome(tx, author, { id, changes }))));
    return this.unitOfWork.readPlatform((tx) => this.catalogue.getListed(tx, id));
  }

  private async store(
    tx: PlatformTransaction,
    author: Author,
    { current, input }: { current: CatalogueRow; input: CatalogueChange },
  ): Promise<Change[]> {
    const name = input.name === undefined ? current.name : connectionName(input.name);
    const redirectUris = storedRedirectUris(input.redirectUris ?? current.redirectUris);
    const next = { ...current, name, redirectUris: JSON.parse(redirectUris) as string[] };
    const changes = differences(shown(current), shown(next));
    if (changes.length === 0) return changes;
    const columns = { name, redirectUris, version: current.version + 1 };
    await tx.update(CatalogueClient, columns, idIs(current.id));
    const detail = JSON.stringify(Object.fromEntries(changes.map(({ path, new: now }) => [path, now])));
    await this.trail.record(tx, author, { action: 'oauth-client.changed', subject: current, detail });
    return changes;
  }

  /** Returns whether all accounts are done. */
  private async tellSome(
    tx: PlatformTransaction,
    author: Author,
    { id, changes }: { id: string; changes: Change[] },
  ): Promise<boolean> {
    // Locks the client, so that each account gets one entry if the client is changed again at the same time.
    const client = await this.catalogue.get(tx, id);
    const unaware = await tx.queryAcrossAccounts(UNAWARE, [id, client.version, ACCOUNTS_AT_ONCE]);
    for (const { accountId, catalogueVersion } of unaware) {
      const isLast = changes.length > 0 && catalogueVersion === client.version - 1;
      await this.connections.noteShared(tx.within(accountId).by(author), client, {
        // An account that missed an earlier change gets the current values.
        changes: isLast ? changes : differences({}, shown(client)),
      });
    }
    return unaware.length < ACCOUNTS_AT_ONCE;
  }
}

/** The values that an account's audit trail shows. */
const shown = ({ name, redirectUris }: CatalogueRow) => ({ app: name, redirectUris });
