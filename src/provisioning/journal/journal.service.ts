import { Injectable } from '@nestjs/common';
import { firstCharacters } from '../../common/first-characters.js';
import { newId } from '../../common/identifier.js';
import type { AccountTransaction, AuthoredTransaction } from '../../platform/database/account-transaction.js';
import type { Author, Cause } from '../../platform/database/author.js';
import { NAME_LENGTH } from '../../platform/database/sql/searchable-text.js';
import type { NewRow } from '../../platform/database/sql/selection.js';
import type { DirectoryChange } from '../../users/directory-change.js';
import { DirectoryListeners, type DirectoryListener } from '../../users/directory-listeners.js';
import { ownershipRow, rowsOf, type ChangeRow, type OwnershipChange } from './change-data.js';
import { JournalChange } from './journal-change.entity.js';
import { JournalPart } from './journal-part.entity.js';
import { pieces } from './pieces.js';
import { sourceOf } from './source-of.js';
import { RunKeeper } from './run-keeper.service.js';

/** What a change is about. */
type ChangedResource = Pick<DirectoryChange, 'resourceType' | 'id' | 'name'>;

/** A resource is now managed by another connection, or by none. */
export interface OwnershipOf extends ChangedResource {
  ownership: OwnershipChange;
}

/** A change that was refused. */
export interface RefusedChange {
  author: Author;
  client: string | null;
  eventId: string | null;
  /** Whether the identity provider tried to end somebody's access. */
  isDeactivation: boolean;
  resourceType: 'User' | 'Group';
  resourceId: string | null;
  count: number;
}

/**
 * Records every effective change of users, groups and memberships in the transaction of the change, so that
 * it can be undone.
 */
@Injectable()
export class Journal implements DirectoryListener {
  constructor(
    listeners: DirectoryListeners,
    private readonly keeper: RunKeeper,
  ) {
    listeners.register(this);
  }

  changed(tx: AuthoredTransaction, changes: readonly DirectoryChange[]): Promise<void> {
    return this.write(
      tx,
      changes.flatMap((of) => rowsOf(of).map((row) => ({ of, row }))),
    );
  }

  /** Records that these resources are now managed by other connections, or by none. */
  ownershipChanged(tx: AuthoredTransaction, changes: readonly OwnershipOf[]): Promise<void> {
    return this.write(
      tx,
      changes.map((of) => ({ of, row: ownershipRow(of.ownership) })),
    );
  }

  /** Records a refused change, which a run counts. */
  async refused(
    tx: AccountTransaction,
    { author, client, eventId, count, ...change }: RefusedChange,
  ): Promise<void> {
    const { isDeactivation, resourceType, resourceId } = change;
    await tx.insert(JournalChange, [
      {
        id: newId(),
        ...columnsOf(author, { client, ...(eventId !== null && { eventId }) }),
        kind: isDeactivation ? 'not-deactivated' : 'refused',
        resourceType,
        resourceId: resourceId === null ? null : firstCharacters(resourceId, 64),
        name: null,
        added: 0,
        removed: 0,
        refused: count,
        active: 0,
        provisioned: 0,
        data: null,
      },
    ]);
    tx.afterCommit(() => this.keeper.note(tx.accountId));
  }

  private async write(
    tx: AuthoredTransaction,
    changes: readonly { of: ChangedResource; row: ChangeRow }[],
  ): Promise<void> {
    const by = columnsOf(tx.author, tx.cause);
    const parts: NewRow<JournalPart>[] = [];
    const rows = changes.map(({ of, row: { data, ...row } }) => {
      const id = newId();
      const [text = null, ...rest] = data === null ? [] : pieces(JSON.stringify(data));
      parts.push(...rest.map((piece, position) => ({ changeId: id, position, text: piece })));
      return {
        id,
        ...by,
        ...row,
        resourceType: of.resourceType,
        resourceId: of.id,
        name: of.name === null ? null : firstCharacters(of.name, NAME_LENGTH),
        refused: 0,
        data: text,
      };
    });
    await tx.insert(JournalChange, rows);
    if (parts.length > 0) await tx.insert(JournalPart, parts);
    tx.afterCommit(() => this.keeper.note(tx.accountId));
  }
}

function columnsOf(author: Author, { eventId, client = null, jobId }: Cause) {
  return {
    time: new Date().toISOString(),
    source: sourceOf(author, jobId),
    via: author.via,
    actorKind: author.kind,
    actorId: author.id,
    actor: firstCharacters(author.name, NAME_LENGTH),
    client,
    eventId: eventId ?? null,
  };
}
