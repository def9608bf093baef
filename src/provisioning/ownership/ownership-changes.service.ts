import { Injectable } from '@nestjs/common';
import { AuditService, type AuditedAction } from '../../accounts/audit.service.js';
import type { AccountTransaction, AuthoredTransaction } from '../../platform/database/account-transaction.js';
import { isIn } from '../../platform/database/sql/predicate.js';
import type { KeptOwnership } from '../journal/change-data.js';
import { Journal } from '../journal/journal.service.js';
import type { ResourceName } from '../log/provisioning-event.entity.js';
import { managerLabel } from './manager-label.js';
import { ManagingConnection } from './managing-connection.entity.js';
import { TABLES } from './sighted.js';
import { Sightings } from './sightings.service.js';

/** What is known about who manages some resources. */
export interface KnownOwnership {
  /** Those of them that exist. */
  existing: ReadonlySet<string>;
  /** Those that an identity provider has looked up or written. */
  known: ReadonlyMap<string, KeptOwnership>;
}

/**
 * A resource that is now managed by another connection, or by none; null if no identity provider has seen it.
 */
export interface OwnershipStep {
  id: string;
  name: string | null;
  before: KeptOwnership | null;
  after: KeptOwnership | null;
}

/**
 * Changes who manages resources, independently of what identity providers write, in a way that can be undone.
 */
@Injectable()
export class OwnershipChanges {
  constructor(
    private readonly journal: Journal,
    private readonly audit: AuditService,
    private readonly sightings: Sightings,
  ) {}

  /** With `lock`, identity providers' requests that would be noted for one of them wait until the transaction ends. */
  async read(
    tx: AccountTransaction,
    type: ResourceName,
    ids: readonly string[],
    { lock }: { lock: boolean },
  ): Promise<KnownOwnership> {
    const { Sightings: Seen, Resources } = TABLES[type];
    const existing = await tx.selectListed(Resources, 'id', ids, { columns: ['id'], forUpdate: lock });
    const rows = await tx.selectListed(Seen, 'resourceId', ids, {
      columns: ['resourceId', 'managedById', 'lastSeenAt', 'lastWrittenAt'],
      forUpdate: lock,
    });
    const connections = await connectionsOf(tx, rows);
    const known = rows.map(({ resourceId, ...kept }): [string, KeptOwnership] => {
      const ownerId = connections.get(kept.managedById ?? '')?.ownerId ?? null;
      return [resourceId, { ...kept, ownerId }];
    });
    return { existing: new Set(existing.map(({ id }) => id)), known: new Map(known) };
  }

  /** The names of the connections, see `managerLabel`, by `managedById`. */
  async labels(
    tx: AccountTransaction,
    kept: readonly (Pick<KeptOwnership, 'managedById'> | null)[],
  ): Promise<ReadonlyMap<string, string>> {
    const connections = await connectionsOf(tx, kept);
    return new Map([...connections].map(([id, connection]) => [id, managerLabel(connection)]));
  }

  /**
   * Stores who manages these resources from now on. The number of statements does not depend on the number of
   * resources, as long as they fit in one list of ids. The caller must have read them with `lock`.
   */
  async store(tx: AuthoredTransaction, type: ResourceName, steps: readonly OwnershipStep[]): Promise<void> {
    if (steps.length === 0) return;
    const { Sightings: Seen } = TABLES[type];
    await tx.delete(
      Seen,
      isIn(
        'resourceId',
        steps.map(({ id }) => id),
      ),
    );
    const rows = steps.flatMap(({ id, after }) => {
      if (after === null) return [];
      const { managedById, lastSeenAt, lastWrittenAt } = after;
      return [{ resourceId: id, managedById, lastSeenAt, lastWrittenAt }];
    });
    if (rows.length > 0) await tx.insert(Seen, rows);
    await this.journal.ownershipChanged(
      tx,
      steps.map(({ id, name, before, after }) => ({
        resourceType: type,
        id,
        name: name ?? '',
        ownership: [before, after],
      })),
    );
    const labels = await this.labels(
      tx,
      steps.flatMap(({ before, after }) => [before, after]),
    );
    await this.audit.recordAll(tx, () => steps.flatMap((step) => auditedStep(type, step, labels)));
    // Resources that are seen next must be noted again.
    tx.afterCommit(() => this.sightings.forget(tx.accountId));
  }
}

async function connectionsOf(
  tx: AccountTransaction,
  kept: readonly (Pick<KeptOwnership, 'managedById'> | null)[],
) {
  const ids = new Set(kept.flatMap((each) => each?.managedById ?? []));
  const rows = await tx.selectListed(ManagingConnection, 'id', [...ids], {
    columns: ['id', 'ownerId', 'name', 'client'],
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * An entry for a resource that another connection manages now, or none; nothing for one that had only been
 * looked up.
 */
function auditedStep(
  type: ResourceName,
  { id, name, before, after }: OwnershipStep,
  labels: ReadonlyMap<string, string>,
): AuditedAction[] {
  const of = (kept: KeptOwnership | null) => labels.get(kept?.managedById ?? '') ?? null;
  if (of(before) === of(after)) return [];
  const isUser = type === 'User';
  return [
    {
      action: isUser ? 'user.changed' : 'group.changed',
      subject: { type: isUser ? 'user' : 'group', id, name },
      changes: [{ path: 'managedBy', old: of(before), new: of(after) }],
    },
  ];
}
