import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { Provisioner } from '../../auth/principal.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { DuplicateKeyError } from '../../platform/database/connections/driver-errors.js';
import type { DeferredWrites } from '../../platform/database/deferred-writes.js';
import { LateWrites } from '../../platform/database/late-writes.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { LOGGER } from '../../platform/logging/logger.js';
import { erasedSince } from '../../users/erased-users.js';
import type { ResourceName } from '../log/provisioning-event.entity.js';
import { writerKey, writerOf, type Writer } from './sighted.js';
import { ONCE_PER_MS, storeSightings, type Sights } from './store-sightings.js';

/** What a request has seen: the resources of one type that it returned, or the one that it wrote. */
export interface Seen {
  type: ResourceName;
  ids: readonly string[];
  /** Whether the request wrote them. */
  written: boolean;
}

/** The most ids remembered for all accounts, so that none is noted twice an hour: about ten megabytes. */
const REMEMBERED_AT_MOST = 50_000;
/** Resources that are stored in one transaction. */
const STORED_AT_ONCE = 500;
/** From this many waiting resources on, they are stored immediately instead of after a second. */
const MANY = 5_000;
/** Beyond this, sightings are dropped: a later look-up notes them again. */
const WAITING_AT_MOST = 20_000;

/** Sightings of one account that are stored together. */
class Batch {
  readonly seen: Record<ResourceName, Map<string, Writer | undefined>> = {
    User: new Map(),
    Group: new Map(),
  };
  /** When the first and the newest were seen. */
  readonly since = new Date().toISOString();
  at = '';

  constructor(readonly accountId: string) {}

  get size(): number {
    return this.seen.User.size + this.seen.Group.size;
  }
}

/**
 * Notes which users and groups identity providers look up and write, after their requests and at most once an
 * hour for each resource. Adds no statement to a request.
 */
@Injectable()
export class Sightings {
  /** When each resource was last noted, and the connection that wrote it. */
  private readonly remembered = new LRUCache<string, { accountId: string; at: number; by?: string }>({
    max: REMEMBERED_AT_MOST,
  });
  /** The batch of each account that still accepts sightings. */
  private readonly open = new Map<string, { key: string; batch: Batch }>();
  private readonly batches: DeferredWrites<Batch>;
  private made = 0;
  private waiting = 0;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    lateWrites: LateWrites,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.batches = lateWrites.deferred<Batch>({
      merge: (_, later) => later,
      write: (key, batch) => this.store(key, batch),
      failed: (error, key) =>
        logger.error({ err: error, batch: key }, 'cannot store when users and groups were last seen'),
    });
  }

  /** @param client the product that the client names in its `User-Agent` */
  note(provisioner: Provisioner, client: string | null, { type, ids, written }: Seen): void {
    const { accountId } = provisioner;
    const writer = written ? writerOf(provisioner, client) : undefined;
    const now = Date.now();
    for (const id of ids) {
      if (this.waiting >= WAITING_AT_MOST) return;
      if (this.isRecent(id, now, writer)) continue;
      this.remember(id, { accountId, at: now, writer });
      this.add(accountId, { type, id, writer });
    }
    if (this.waiting >= MANY) void this.batches.flush();
  }

  /**
   * Forgets the account's resources, whose rows are gone, so that they are noted again when they are seen
   * next.
   */
  forget(accountId: string): void {
    for (const [id, known] of this.remembered.entries()) {
      if (known.accountId === accountId) this.remembered.delete(id);
    }
  }

  private isRecent(id: string, now: number, writer: Writer | undefined): boolean {
    const known = this.remembered.get(id);
    if (known === undefined || now - known.at >= ONCE_PER_MS) return false;
    return writer === undefined || known.by === writerKey(writer);
  }

  private remember(
    id: string,
    { accountId, at, writer }: { accountId: string; at: number; writer: Writer | undefined },
  ): void {
    this.remembered.set(id, { accountId, at, ...(writer && { by: writerKey(writer) }) });
  }

  private add(
    accountId: string,
    { type, id, writer }: { type: ResourceName; id: string; writer: Writer | undefined },
  ): void {
    const opened = this.open.get(accountId) ?? { key: String((this.made += 1)), batch: new Batch(accountId) };
    const { key, batch } = opened;
    this.open.set(accountId, opened);
    const before = batch.size;
    batch.seen[type].set(id, writer ?? batch.seen[type].get(id));
    batch.at = new Date().toISOString();
    this.waiting += batch.size - before;
    this.batches.note(key, batch);
    if (batch.size >= STORED_AT_ONCE) this.open.delete(accountId);
  }

  private async store(key: string, batch: Batch): Promise<void> {
    const { accountId, seen, at } = batch;
    // What is seen from now on belongs to the next batch.
    if (this.open.get(accountId)?.key === key) this.open.delete(accountId);
    this.waiting -= batch.size;
    const work = async (tx: AccountTransaction) => {
      const erased = await erasedSince(tx, usersOf(batch));
      await storeSightings(tx, 'User', without(erased, seen.User), at);
      await storeSightings(tx, 'Group', without(erased, seen.Group), at);
    };
    try {
      await this.unitOfWork.write(accountId, work).catch((error: unknown) => {
        // Another replica was faster: its rows are found now.
        if (error instanceof DuplicateKeyError) return this.unitOfWork.write(accountId, work);
        throw error;
      });
    } catch (error) {
      for (const id of [...seen.User.keys(), ...seen.Group.keys()]) this.remembered.delete(id);
      throw error;
    }
  }
}

/** The users who wrote. */
function usersOf({ seen, since: time }: Batch): { userId: string; time: string }[] {
  const writers = [...seen.User.values(), ...seen.Group.values()];
  const ids = writers.flatMap((writer) => (writer && writer.kind !== 'connection' ? writer.ownerId : []));
  return [...new Set(ids)].map((userId) => ({ userId, time }));
}

/** Leaves out the names of writers who have been erased meanwhile. */
function without(erased: ReadonlySet<string>, sights: Sights): Sights {
  if (erased.size === 0) return sights;
  return new Map(
    [...sights].map(([id, writer]) => [id, writer && erased.has(writer.ownerId) ? undefined : writer]),
  );
}
