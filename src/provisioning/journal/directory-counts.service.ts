import { Injectable } from '@nestjs/common';
import { Account } from '../../accounts/account.entity.js';
import { Group } from '../../groups/group.entity.js';
import { GroupMember } from '../../groups/group-member.entity.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { all, equal, idIs, not, present } from '../../platform/database/sql/predicate.js';
import type { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { User } from '../../users/user.entity.js';
import { DirectoryTotals } from './directory-totals.entity.js';
import { JournalChange, OPEN_CHANGES } from './journal-change.entity.js';

/** How many of each an account has. */
export interface Totals {
  users: number;
  active: number;
  /** Users with an external id, which every identity provider sets. */
  provisioned: number;
  groups: number;
  members: number;
}

/** The totals as stored, and when the rows were last counted; null if the totals are not known. */
export type StoredTotals = Totals & { countedAt: string | null };

/** The change in each total; negative for a decrease. */
export type TotalsChange = Totals;

const COLUMNS = ['users', 'active', 'provisioned', 'groups', 'members', 'countedAt'] as const;

/** Keeps count of an account's users, groups and memberships, so that their rows need not be read. */
@Injectable()
export class DirectoryCounts {
  /** The totals; counted from the rows if they are not known yet. */
  async read(tx: AccountTransaction): Promise<Totals> {
    const known = await tx.find(DirectoryTotals, { columns: COLUMNS });
    return known?.countedAt ? known : count(tx);
  }

  /**
   * Reads and locks the stored totals: other transactions that count changes of this account wait until this
   * one ends.
   */
  async hold(tx: AccountTransaction): Promise<StoredTotals> {
    const selection = { columns: COLUMNS, forUpdate: true } as const;
    const known = await tx.find(DirectoryTotals, selection);
    if (known) return known;
    await tx.find(Account, { columns: ['id'], where: idIs(tx.accountId), forUpdate: true });
    const created = await tx.find(DirectoryTotals, selection);
    if (created) return created;
    await tx.insert(DirectoryTotals, [UNKNOWN]);
    return UNKNOWN;
  }

  /**
   * The totals before the changes that are not counted into runs yet.
   * @param held what `hold` returned
   */
  async before(tx: AccountTransaction, held: StoredTotals): Promise<Totals> {
    if (held.countedAt) return held;
    const now = await count(tx);
    const changes = await tx.select(JournalChange, {
      columns: ['active', 'provisioned', 'added', 'removed'],
      where: not(present('runId')),
      limit: MOST_OPEN,
      forceIndex: OPEN_CHANGES,
    });
    for (const { active, provisioned, added, removed } of changes) {
      now.active -= active;
      now.provisioned -= provisioned;
      now.members -= added - removed;
    }
    return now;
  }

  /**
   * Adds to the totals, once they are known.
   * @param held what `hold` returned
   */
  async add(tx: AccountTransaction, held: StoredTotals, change: TotalsChange): Promise<void> {
    if (!held.countedAt || Object.values(change).every((each) => each === 0)) return;
    const { users, active, provisioned, groups, members } = held;
    await tx.update(
      DirectoryTotals,
      {
        users: users + change.users,
        active: active + change.active,
        provisioned: provisioned + change.provisioned,
        groups: groups + change.groups,
        members: members + change.members,
      },
      all(),
    );
  }

  /**
   * Counts the rows if the totals are not known and no change is waiting. Returns false: there is nothing more to do.
   * @param held what `hold` returned
   */
  async countIfUnknown(tx: AccountTransaction, held: StoredTotals): Promise<false> {
    if (!held.countedAt) await this.recount(tx);
    return false;
  }

  /** Counts the rows if they were last counted before the instant. */
  async recountOlder(unitOfWork: UnitOfWork, accountId: string, before: Date): Promise<void> {
    const known = await unitOfWork.read(accountId, (tx) => tx.find(DirectoryTotals, { columns: COLUMNS }));
    if (known?.countedAt && known.countedAt >= before.toISOString()) return;
    await unitOfWork.write(accountId, async (tx) => {
      await this.hold(tx);
      await this.recount(tx);
    });
  }

  /**
   * Counts the rows, which also corrects the totals after changes by an older version of the program. Leaves
   * the totals as they are if a change arrives meanwhile, because it may or may not be in the count. The
   * caller must have called `hold`.
   */
  async recount(tx: AccountTransaction): Promise<void> {
    if (await hasOpenChanges(tx)) return;
    const totals = await count(tx);
    if (await hasOpenChanges(tx)) return;
    await tx.update(DirectoryTotals, { ...totals, countedAt: new Date().toISOString() }, all());
  }
}

const UNKNOWN: StoredTotals = {
  users: 0,
  active: 0,
  provisioned: 0,
  groups: 0,
  members: 0,
  countedAt: null,
};

/** Enough for a burst. If there are more changes, the totals before them are only approximate. */
const MOST_OPEN = 100_000;

async function count(tx: AccountTransaction): Promise<Totals> {
  return {
    users: await tx.count(User),
    active: await tx.count(User, equal('active', true)),
    provisioned: await tx.count(User, present('externalId')),
    groups: await tx.count(Group),
    members: await tx.count(GroupMember),
  };
}

async function hasOpenChanges(tx: AccountTransaction): Promise<boolean> {
  const where = not(present('runId'));
  const open = await tx.find(JournalChange, { columns: ['id'], where, forceIndex: OPEN_CHANGES });
  return open !== undefined;
}
