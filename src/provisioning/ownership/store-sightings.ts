import { newId } from '../../common/identifier.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { all, compare, idIs, isIn, type Where } from '../../platform/database/sql/predicate.js';
import type { ResourceName } from '../log/provisioning-event.entity.js';
import { ManagingConnection } from './managing-connection.entity.js';
import { TABLES, writerKey, type Writer } from './sighted.js';
import type { Sighting } from './sighting.js';

/** A sighting is stored again only after this time; a write also if its connection has changed. */
export const ONCE_PER_MS = 3_600_000;

/** Resources of one type that were seen at about the same time; each with who wrote it, if it was written. */
export type Sights = ReadonlyMap<string, Writer | undefined>;

/**
 * Stores what has been seen. The number of statements does not depend on the number of resources, as long as
 * they fit in one list of ids. Resources that no longer exist are left out. Throws DuplicateKeyError if
 * another replica has stored one of them meanwhile.
 * @param at when they were seen (ISO 8601)
 */
export async function storeSightings(
  tx: AccountTransaction,
  type: ResourceName,
  sights: Sights,
  at: string,
): Promise<void> {
  if (sights.size === 0) return;
  const { Sightings, Resources } = TABLES[type];
  const connections = await connectionIds(tx, sights);
  const managerOf = (id: string) => {
    const writer = sights.get(id);
    return writer === undefined ? null : (connections.get(writerKey(writer)) ?? null);
  };
  const known = await tx.selectListed(Sightings, 'resourceId', [...sights.keys()], {
    columns: ['resourceId', 'managedById', 'lastSeenAt', 'lastWrittenAt'],
  });
  const isKnown = new Set(known.map(({ resourceId }) => resourceId));
  const fresh = [...sights.keys()].filter((id) => !isKnown.has(id));
  const existing = await tx.selectListed(Resources, 'id', fresh, { columns: ['id'] });
  const rows = existing.map(({ id }) => {
    const managedById = managerOf(id);
    return { resourceId: id, managedById, lastSeenAt: at, lastWrittenAt: managedById === null ? null : at };
  });
  if (rows.length > 0) await tx.insert(Sightings, rows);

  const due = known.filter((row) => isDue(row, managerOf(row.resourceId), at));
  for (const [managedById, ids] of byManager(due, managerOf)) {
    const written = managedById === null ? {} : { managedById, lastWrittenAt: at };
    // Replicas may write out of order, so an older time never replaces a newer one.
    const where: Where<Sighting> = all(isIn('resourceId', ids), compare('lastSeenAt', '<=', at));
    await tx.update(Sightings, { ...written, lastSeenAt: at }, where);
  }
}

type Known = Pick<Sighting, 'resourceId' | 'managedById' | 'lastSeenAt' | 'lastWrittenAt'>;

function isDue({ lastSeenAt, lastWrittenAt, managedById }: Known, manager: string | null, at: string) {
  const hourAgo = new Date(Date.parse(at) - ONCE_PER_MS).toISOString();
  if (manager === null) return lastSeenAt <= hourAgo;
  return manager !== managedById || lastWrittenAt === null || lastWrittenAt <= hourAgo;
}

function byManager(
  rows: readonly Known[],
  managerOf: (id: string) => string | null,
): Map<string | null, string[]> {
  const groups = new Map<string | null, string[]>();
  for (const { resourceId } of rows) {
    const manager = managerOf(resourceId);
    const ids = groups.get(manager);
    if (ids) ids.push(resourceId);
    else groups.set(manager, [resourceId]);
  }
  return groups;
}

/** The rows of the connections that wrote, by `writerKey`. Adds missing ones and updates their names. */
async function connectionIds(tx: AccountTransaction, sights: Sights): Promise<Map<string, string>> {
  const writers = new Map([...sights.values()].flatMap((each) => (each ? [[writerKey(each), each]] : [])));
  const ids = new Map<string, string>();
  if (writers.size === 0) return ids;
  const owners = [...new Set([...writers.values()].map(({ ownerId }) => ownerId))];
  const rows = await tx.selectListed(ManagingConnection, 'ownerId', owners, {
    columns: ['id', 'kind', 'ownerId', 'name', 'client'],
  });
  for (const { id, ...known } of rows) {
    const writer = writers.get(writerKey(known));
    if (!writer) continue;
    ids.set(writerKey(known), id);
    writers.delete(writerKey(known));
    const { name, client } = writer;
    if (name === known.name && client === known.client) continue;
    await tx.update(ManagingConnection, { name, client }, idIs(id));
  }
  const added = [...writers.values()].map((writer) => ({ id: newId(), ...writer }));
  if (added.length > 0) await tx.insert(ManagingConnection, added);
  for (const { id, ...writer } of added) ids.set(writerKey(writer), id);
  return ids;
}
