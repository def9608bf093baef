import { Injectable } from '@nestjs/common';
import { AuditService } from '../../accounts/audit.service.js';
import { counted } from '../../common/counted.js';
import { Group } from '../../groups/group.entity.js';
import type { ResourceName } from '../log/provisioning-event.entity.js';
import { GroupSighting } from '../ownership/group-sighting.entity.js';
import { OwnershipChanges, type OwnershipStep } from '../ownership/ownership-changes.service.js';
import { UserSighting } from '../ownership/user-sighting.entity.js';
import type { AccountTransaction, AuthoredTransaction } from '../../platform/database/account-transaction.js';
import { authorOf } from '../../platform/database/author.js';
import { compare, exists } from '../../platform/database/sql/predicate.js';
import { join } from '../../platform/database/sql/selection.js';
import { User } from '../../users/user.entity.js';
import { endJob, storeProgress, type JobWork } from './job-progress.js';
import { beginManagedJob, oneManagedJob } from './managed-jobs.js';
import { nothingManaged } from './refusals.js';
import type { StoredJob } from './stored-job.js';
import { MOST_ENTRIES, ownershipPath, type UndoEntry } from './undo-entries.js';

/** How many users and groups would be made local. */
export interface LocalCounts {
  users: number;
  groups: number;
}

/** What making local would affect. The list holds the first entries, people first; the totals count all. */
export interface MakeLocalPlan {
  /** The path is `managedBy`, or `lastSeenAt` for those that have only been looked up. */
  local: UndoEntry[];
  totals: LocalCounts;
}

/** Users, then groups. */
const STEPS: readonly ResourceName[] = ['User', 'Group'];

/** How many are made local in one transaction, so that other writers do not wait long. */
const ROWS_AT_ONCE = 500;

/**
 * Makes local all users and groups of an identity provider that is no longer used, as a job in slices:
 * forgets which connection manages them, and when it last saw them. Does not change the users and groups
 * themselves. The changes form a run, which can be undone like any other. An identity provider that writes a
 * resource later manages it again.
 */
@Injectable()
export class MakeLocal implements JobWork {
  constructor(
    private readonly ownership: OwnershipChanges,
    private readonly audit: AuditService,
  ) {}

  /** How many are not local. */
  async counts(tx: AccountTransaction): Promise<LocalCounts> {
    return {
      users: await tx.count(UserSighting, exists(User, { id: 'resourceId' })),
      groups: await tx.count(GroupSighting),
    };
  }

  /** What it would make local now. */
  async plan(tx: AccountTransaction): Promise<MakeLocalPlan> {
    const local: UndoEntry[] = [];
    for (const type of STEPS) {
      const left = MOST_ENTRIES - local.length;
      if (left > 0) local.push(...(await metAfter(tx, type, { cursor: '', limit: left })));
    }
    return { local, totals: await this.counts(tx) };
  }

  /**
   * Begins the job and returns it. Throws `conflict` (`nobody-managed`, `deactivation-running`,
   * `make-local-running`).
   */
  async begin(tx: AuthoredTransaction): Promise<StoredJob> {
    await oneManagedJob(tx);
    const { users, groups } = await this.counts(tx);
    if (users + groups === 0) throw nothingManaged();
    const job = await beginManagedJob(tx, 'make-local', users + groups);
    const detail = `${counted(users, 'user')}, ${counted(groups, 'group')}`;
    await this.audit.record(tx, { action: 'ownership.ended', detail });
    return job;
  }

  async next(tx: AccountTransaction, job: StoredJob): Promise<boolean> {
    const type = STEPS[job.step];
    if (type === undefined) return endJob(tx, job);
    const found = await metAfter(tx, type, { cursor: job.cursor, limit: ROWS_AT_ONCE });
    const last = found.at(-1);
    if (!last) return storeProgress(tx, job, { step: job.step + 1, cursor: '' });
    const steps = await this.stepsOf(tx, type, found);
    const write = tx.by(authorOf(job), { jobId: job.id, detail: 'Making everybody local' });
    await this.ownership.store(write, type, steps);
    return storeProgress(tx, job, {
      cursor: last.id,
      done: Math.min(job.total, job.done + found.length),
      restored: job.restored + steps.length,
    });
  }

  private async stepsOf(
    tx: AccountTransaction,
    type: ResourceName,
    found: readonly UndoEntry[],
  ): Promise<OwnershipStep[]> {
    const ids = found.map(({ id }) => id);
    const { known } = await this.ownership.read(tx, type, ids, { lock: true });
    return found.flatMap(({ id, name }) => {
      const before = known.get(id);
      return before ? [{ id, name, before, after: null }] : [];
    });
  }
}

/** Existing users or groups that an identity provider has written or looked up, in the order of their ids. */
async function metAfter(
  tx: AccountTransaction,
  type: ResourceName,
  { cursor, limit }: { cursor: string; limit: number },
): Promise<UndoEntry[]> {
  const selection = {
    columns: ['resourceId', 'managedById'],
    where: compare('resourceId', '>', cursor),
    orderBy: [{ column: 'resourceId' }],
    limit,
  } as const;
  const rows =
    type === 'User'
      ? await tx.select(UserSighting, {
          ...selection,
          joins: [join(User, { on: { id: 'resourceId' }, columns: { name: 'userName' } })],
        })
      : await tx.select(GroupSighting, {
          ...selection,
          joins: [join(Group, { on: { id: 'resourceId' }, columns: { name: 'displayName' } })],
        });
  return rows.map((row) => ({
    resourceType: type,
    id: row.resourceId,
    name: row.name,
    path: ownershipPath(row),
  }));
}
