import { Injectable } from '@nestjs/common';
import { AuditService } from '../accounts/audit.service.js';
import { differences, type Change } from '../common/changes.js';
import type { AccountTransaction, AuthoredTransaction } from '../platform/database/account-transaction.js';
import { DuplicateKeyError } from '../platform/database/connections/driver-errors.js';
import { equal, idIs } from '../platform/database/sql/predicate.js';
import type { CatalogueRow } from './catalogue-clients.service.js';
import { connectionName, connectionNameKey } from './connection-name.js';
import { changedColumns, requireNoAssertion, type AssertionInput } from './key-source.js';
import { OauthClient } from './oauth-client.entity.js';
import { connectionSubject, OauthClientsService } from './oauth-clients.service.js';
import { connectionNameTaken, unknownClient } from './refusals.js';

/**
 * The changes that an administrator makes to a connection. Fields that are left out stay as they are; null
 * clears one.
 */
export type OauthClientChanges = AssertionInput & {
  name?: string | undefined;
  organizationId?: string | undefined;
};

/** What the audit trails of accounts say. */
const CHANGED_BY_DECLAREE = 'Declaree has changed the app for all accounts.';

const COLUMNS = [
  'id',
  'kind',
  'name',
  'organizationId',
  'issuer',
  'subject',
  'audience',
  'jwksUrl',
  'jwks',
  'version',
] as const;

/** A connection, read to be changed. */
export type ChangeableClient = Pick<OauthClient, (typeof COLUMNS)[number]>;

type ChangedColumns = Partial<Omit<ChangeableClient, 'id' | 'kind' | 'version'>>;

/** Changes connections, so that a client can rotate its keys without a new client id. */
@Injectable()
export class ClientChanges {
  constructor(
    private readonly clients: OauthClientsService,
    private readonly audit: AuditService,
  ) {}

  /** Reads a connection, and locks it until the transaction ends. Throws `not-found`. */
  async read(tx: AccountTransaction, id: string): Promise<ChangeableClient> {
    const found = await tx.find(OauthClient, { columns: COLUMNS, where: idIs(id), forUpdate: true });
    if (found) return found;
    throw unknownClient(id);
  }

  /**
   * Changes the given fields. Assertions that do not match the new values are refused from the next request
   * on; access tokens that the connection already has stay valid until they expire. Setting the URL of the
   * keys, even to the same one, makes every replica fetch the keys again. Throws `invalid` as on creation,
   * `conflict` (`connection-name-taken`).
   */
  async change(tx: AuthoredTransaction, current: ChangeableClient, input: OauthClientChanges): Promise<void> {
    const { organizationId = current.organizationId } = input;
    if (organizationId !== current.organizationId) await this.clients.requireOrganization(tx, organizationId);
    const name = input.name === undefined ? current.name : connectionName(input.name);
    const rules = current.kind === 'assertion' ? await changedColumns(input, current) : {};
    if (current.kind !== 'assertion') requireNoAssertion(input);
    const columns = { name, organizationId, ...rules };
    const changes = changesOf(current, columns);
    const isFetchedAgain = (rules.jwksUrl ?? null) !== null;
    if (changes.length === 0 && !isFetchedAgain) return;
    const nameKey = name === current.name ? {} : { nameKey: connectionNameKey(name) };
    try {
      await tx.update(
        OauthClient,
        { ...columns, ...nameKey, version: current.version + 1 },
        idIs(current.id),
      );
    } catch (error) {
      if (!(error instanceof DuplicateKeyError)) throw error;
      throw connectionNameTaken(name).with({ cause: error });
    }
    if (changes.length === 0) return;
    await this.audit.record(tx, {
      action: 'connection.changed',
      subject: connectionSubject(current),
      changes,
    });
  }

  /** Records that the catalogue client of the account's connection has changed, if the account still has one. */
  async noteShared(
    tx: AuthoredTransaction,
    { id: catalogueClientId, version: catalogueVersion }: Pick<CatalogueRow, 'id' | 'version'>,
    { changes }: { changes: readonly Change[] },
  ): Promise<void> {
    const isShared = equal('catalogueClientId', catalogueClientId);
    const client = await tx.find(OauthClient, { columns: ['id', 'name'], where: isShared, forUpdate: true });
    if (!client) return;
    await tx.update(OauthClient, { catalogueVersion }, idIs(client.id));
    await this.audit.record(tx, {
      action: 'connection.changed',
      subject: connectionSubject(client),
      changes,
      detail: CHANGED_BY_DECLAREE,
    });
  }
}

/** Old and new values. A key set is too large for the audit trail, which says that it has changed. */
function changesOf({ jwks: oldKeys, ...current }: ChangeableClient, columns: ChangedColumns): Change[] {
  const { jwks: newKeys = oldKeys, ...shown } = columns;
  const before = Object.fromEntries(
    Object.keys(shown).map((name) => [name, current[name as keyof typeof shown]]),
  );
  return [...differences(before, shown), ...(newKeys === oldKeys ? [] : [{ path: 'jwks' }])];
}
