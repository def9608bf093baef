import { Injectable } from '@nestjs/common';
import { AuditService } from '../../accounts/audit.service.js';
import { ModulesService } from '../../accounts/modules.service.js';
import { counted } from '../../common/counted.js';
import { protectOwnUser } from '../../directory/own-user.js';
import { UserSighting } from '../ownership/user-sighting.entity.js';
import type { AccountTransaction, AuthoredTransaction } from '../../platform/database/account-transaction.js';
import { authorOf, type Author } from '../../platform/database/author.js';
import { all, compare, equal, exists, idIs, isIn, present } from '../../platform/database/sql/predicate.js';
import { join } from '../../platform/database/sql/selection.js';
import { UserChanges } from '../../users/user-changes.service.js';
import { User } from '../../users/user.entity.js';
import { UsersService } from '../../users/users.service.js';
import { countsAfter, endJob, storeProgress, type JobWork } from './job-progress.js';
import { beginManagedJob, oneManagedJob } from './managed-jobs.js';
import { nobodyManaged, scimIsOn } from './refusals.js';
import type { StoredJob } from './stored-job.js';
import { MOST_ENTRIES, noOutcome, settle, type UndoEntry, type UndoOutcome } from './undo-entries.js';

/** What a deactivation of managed people would do; the lists hold the first entries, the totals count all. */
export interface DeactivationPlan {
  deactivate: UndoEntry[];
  /** Those who stay active, and why. */
  keep: UndoEntry[];
  totals: { deactivate: number; keep: number };
}

/** How many people are deactivated in one transaction. */
const PEOPLE_AT_ONCE = 100;

const IS_MANAGED = all(
  equal('active', true),
  exists(UserSighting, { resourceId: 'id' }, present('managedById')),
);

/**
 * Deactivates the people who were managed by an identity provider that is no longer used, as a job in slices.
 * The changes form a run, which can be undone like any other.
 */
@Injectable()
export class ManagedDeactivation implements JobWork {
  constructor(
    private readonly users: UsersService,
    private readonly changes: UserChanges,
    private readonly modules: ModulesService,
    private readonly audit: AuditService,
  ) {}

  /** Whom it would deactivate now, even while SCIM is still on. */
  async plan(tx: AccountTransaction, author: Author): Promise<DeactivationPlan> {
    const total = await tx.count(User, IS_MANAGED);
    const people = (await managedAfter(tx, '', MOST_ENTRIES)).map(entryOf);
    const own = author.id === null ? undefined : await this.ownEntry(tx, author.id);
    return {
      deactivate: people.filter(({ id }) => id !== own?.id),
      keep: own ? [own] : [],
      totals: { deactivate: total - (own ? 1 : 0), keep: own ? 1 : 0 },
    };
  }

  /**
   * Begins the job and returns it. Throws `conflict` (`scim-on`, `nobody-managed`, `deactivation-running`,
   * `make-local-running`).
   */
  async begin(tx: AuthoredTransaction): Promise<StoredJob> {
    if ((await this.modules.status(tx, 'scim')).enabled) throw scimIsOn();
    await oneManagedJob(tx);
    const total = await tx.count(User, IS_MANAGED);
    if (total === 0) throw nobodyManaged();
    const job = await beginManagedJob(tx, 'deactivation', total);
    await this.audit.record(tx, { action: 'managed.deactivated', detail: counted(total, 'user') });
    return job;
  }

  async next(tx: AccountTransaction, job: StoredJob): Promise<boolean> {
    const found = await managedAfter(tx, job.cursor, PEOPLE_AT_ONCE);
    const last = found.at(-1);
    if (!last) return endJob(tx, job);
    const outcome = noOutcome();
    await this.deactivate(tx, { job, ids: found.map(({ resourceId }) => resourceId) }, outcome);
    return storeProgress(tx, job, {
      ...countsAfter(job, outcome),
      cursor: last.resourceId,
      done: Math.min(job.total, job.done + found.length),
    });
  }

  private async deactivate(
    tx: AccountTransaction,
    { job, ids }: { job: StoredJob; ids: readonly string[] },
    outcome: UndoOutcome,
  ): Promise<void> {
    const write = tx.by(authorOf(job), { jobId: job.id, detail: 'Deactivation of all managed people' });
    await tx.selectListed(User, 'id', ids, { columns: ['id'], forUpdate: true });
    const people = await this.users.select(tx, { where: all(isIn('id', ids), equal('active', true)) });
    await write.together(async () => {
      for (const user of people) {
        await settle(outcome, [entryOf({ resourceId: user.id, userName: user.userName })], async () => {
          protectOwnUser(job.authorId, user.id, 'deactivate');
          await this.changes.update(write, user, { ...user, active: false });
        });
      }
    });
  }

  /** Why the user who asks stays active, if an identity provider manages it. */
  private async ownEntry(tx: AccountTransaction, id: string): Promise<UndoEntry | undefined> {
    const own = await tx.find(User, { columns: ['userName'], where: all(idIs(id), IS_MANAGED) });
    if (!own) return undefined;
    return { ...entryOf({ resourceId: id, userName: own.userName }), reason: 'This is your own user.' };
  }
}

/** Active people whom an identity provider manages, in the order of their ids. */
function managedAfter(tx: AccountTransaction, cursor: string, limit: number) {
  return tx.select(UserSighting, {
    columns: ['resourceId'],
    joins: [
      join(User, { on: { id: 'resourceId' }, values: { active: true }, columns: { userName: 'userName' } }),
    ],
    where: all(compare('resourceId', '>', cursor), present('managedById')),
    orderBy: [{ column: 'resourceId' }],
    limit,
  });
}

function entryOf({ resourceId, userName }: { resourceId: string; userName: string }): UndoEntry {
  return { resourceType: 'User', id: resourceId, name: userName, path: 'active' };
}
