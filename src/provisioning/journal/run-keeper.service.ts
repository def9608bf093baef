import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Settings } from '../../config/settings.js';
import { SETTINGS } from '../../config/settings.module.js';
import { newId } from '../../common/identifier.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import type { DeferredWrites } from '../../platform/database/deferred-writes.js';
import { LateWrites } from '../../platform/database/late-writes.js';
import { all, equal, idIs, isIn, not, present } from '../../platform/database/sql/predicate.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { LOGGER } from '../../platform/logging/logger.js';
import { DirectoryCounts, type TotalsChange } from './directory-counts.service.js';
import { JournalChange, OPEN_CHANGES, type ChangeKind } from './journal-change.entity.js';
import { addToDays } from './provisioning-days.js';
import { COUNTED, countChange, countsOf, noCounts, sumOf } from './run-counts.js';
import {
  RunListeners,
  type AddedToRun,
  type Deactivation,
  type RefusedDeactivation,
} from './run-listeners.js';
import { isOfJob } from './source-of.js';
import { Run } from './run.entity.js';

/** How many changes are counted in one transaction. */
const CHANGES_AT_ONCE = 500;

const COLUMNS = [
  'id',
  'time',
  'source',
  'via',
  'actorKind',
  'actorId',
  'actor',
  'client',
  'eventId',
  'kind',
  'resourceType',
  'resourceId',
  'added',
  'removed',
  'refused',
  'active',
  'provisioned',
] as const;

type OpenChange = Pick<JournalChange, (typeof COLUMNS)[number]>;

export const RUN_COLUMNS = [
  'id',
  'source',
  'via',
  'actorKind',
  'actorId',
  'actor',
  'client',
  'firstAt',
  'lastAt',
  ...COUNTED,
  'activeBefore',
  'membersBefore',
  'alarmAt',
  'undoOf',
  'undoneBy',
  'undoneInPart',
  'deactivatedAgain',
] as const;

export type StoredRun = Pick<Run, (typeof RUN_COLUMNS)[number]>;

interface Added extends AddedToRun {
  refusedDeactivations: RefusedDeactivation[];
  deactivations: Deactivation[];
}

/** A run while some changes are added to it. */
interface GrowingRun {
  run: StoredRun;
  isNew: boolean;
  changeIds: string[];
  added: Added;
}

/**
 * Assigns the changes of the journal to runs and counts them, about a second after their commit, so that no
 * request waits for it. Hundreds of changes take only a few statements. Each change is counted once: the
 * transaction that counts it also assigns it to its run. One transaction per account counts at a time.
 */
@Injectable()
export class RunKeeper {
  private readonly notes: DeferredWrites<true>;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly totals: DirectoryCounts,
    private readonly listeners: RunListeners,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOGGER) logger: Logger,
    lateWrites: LateWrites,
  ) {
    this.notes = lateWrites.deferred<true>({
      merge: () => true,
      write: (accountId) => this.countAll(accountId),
      failed: (error, accountId) =>
        logger.error({ err: error, accountId }, 'changes could not be counted into runs'),
    });
  }

  /** Notes that an account has changes to count. */
  note(accountId: string): void {
    this.notes.note(accountId, true);
  }

  /** Counts all changes of an account that have been committed. */
  async countAll(accountId: string): Promise<void> {
    while (await this.unitOfWork.write(accountId, (tx) => this.countSome(tx)));
  }

  /** Returns whether there may be more. */
  private async countSome(tx: AccountTransaction): Promise<boolean> {
    const held = await this.totals.hold(tx);
    const changes = await tx.select(JournalChange, {
      columns: COLUMNS,
      where: not(present('runId')),
      orderBy: [{ column: 'id' }],
      limit: CHANGES_AT_ONCE,
      forceIndex: OPEN_CHANGES,
    });
    if (changes.length === 0) return this.totals.countIfUnknown(tx, held);
    const totals = await this.totals.before(tx, held);
    const growing = await this.assigned(tx, changes, totals);
    for (const each of growing) await this.store(tx, each);
    await this.totals.add(tx, held, totalsChange(changes));
    await addToDays(
      tx,
      changes.filter(({ via }) => via === 'scim'),
    );
    for (const { run, added } of growing) await this.listeners.counted(tx, run, added);
    return true;
  }

  /** The runs that the changes belong to, each with its counts including them. */
  private async assigned(
    tx: AccountTransaction,
    changes: readonly OpenChange[],
    { active, members }: { active: number; members: number },
  ): Promise<GrowingRun[]> {
    const latest = new Map<string, GrowingRun>();
    const found: GrowingRun[] = [];
    for (const change of changes) {
      let growing = latest.get(change.source) ?? (await this.latestRun(tx, change.source));
      if (!growing || this.hasEnded(growing.run, change)) {
        growing = { ...noChanges(), run: newRun(change, active, members), isNew: true };
      }
      if (latest.get(change.source) !== growing) {
        latest.set(change.source, growing);
        found.push(growing);
      }
      addTo(growing, change);
    }
    return found;
  }

  /** Locked, so that its listeners know whether an undo of it has ended. */
  private async latestRun(tx: AccountTransaction, source: string): Promise<GrowingRun | undefined> {
    const run = await tx.find(Run, {
      columns: RUN_COLUMNS,
      where: equal('source', source),
      orderBy: [{ column: 'lastAt', descending: true }],
      forUpdate: true,
    });
    return run && { ...noChanges(), run, isNew: false };
  }

  private hasEnded({ source, lastAt }: StoredRun, { time }: OpenChange): boolean {
    const pause = Date.parse(time) - Date.parse(lastAt);
    return !isOfJob(source) && pause > this.settings.runPauseSeconds * 1_000;
  }

  private async store(tx: AccountTransaction, { run, isNew, changeIds }: GrowingRun): Promise<void> {
    const { id, firstAt, lastAt } = run;
    if (isNew) await tx.insert(Run, [run]);
    else await tx.update(Run, { firstAt, lastAt, ...countsOf(run) }, idIs(id));
    await tx.update(JournalChange, { runId: id }, all(isIn('id', changeIds)));
  }
}

function noChanges(): Omit<GrowingRun, 'run' | 'isNew'> {
  return {
    changeIds: [],
    added: {
      counts: noCounts(),
      hasUsers: false,
      hasGroups: false,
      refusedDeactivations: [],
      deactivations: [],
    },
  };
}

function newRun(change: OpenChange, activeBefore: number, membersBefore: number): StoredRun {
  return {
    id: newId(),
    source: change.source,
    via: change.via,
    actorKind: change.actorKind,
    actorId: change.actorId,
    actor: change.actor,
    client: change.client,
    firstAt: change.time,
    lastAt: change.time,
    ...noCounts(),
    activeBefore,
    membersBefore,
    alarmAt: null,
    undoOf: null,
    undoneBy: null,
    undoneInPart: false,
    deactivatedAgain: 0,
  };
}

/**
 * Changes made to a resource itself. A change of the manager or role may only be a consequence of another
 * change.
 */
const WRITTEN: ReadonlySet<ChangeKind> = new Set([
  'created',
  'restored',
  'changed',
  'deactivated',
  'reactivated',
  'members',
]);

function addTo(growing: GrowingRun, change: OpenChange): void {
  const { added, run } = growing;
  const counts = noCounts();
  countChange(counts, change);
  growing.run = { ...run, ...sumOf(countsOf(run), counts) };
  if (change.time < run.firstAt) growing.run.firstAt = change.time;
  if (change.time > run.lastAt) growing.run.lastAt = change.time;
  added.counts = sumOf(added.counts, counts);
  growing.changeIds.push(change.id);
  const { id, kind, resourceType, resourceId, eventId } = change;
  if (WRITTEN.has(kind)) added[resourceType === 'User' ? 'hasUsers' : 'hasGroups'] = true;
  if (kind === 'not-deactivated') added.refusedDeactivations.push({ resourceId, eventId });
  if (resourceType !== 'User' || resourceId === null) return;
  if (kind === 'deactivated' || kind === 'deleted') added.deactivations.push({ id, userId: resourceId });
}

function totalsChange(changes: readonly OpenChange[]): TotalsChange {
  const counts = noCounts();
  for (const change of changes) countChange(counts, change);
  return {
    users: counts.created - counts.deleted,
    active: changes.reduce((sum, { active }) => sum + active, 0),
    provisioned: changes.reduce((sum, { provisioned }) => sum + provisioned, 0),
    groups: counts.groupsCreated - counts.groupsDeleted,
    members: counts.membersAdded - counts.membersRemoved,
  };
}
