import { Injectable } from '@nestjs/common';
import { Account } from '../accounts/account.entity.js';
import { newId } from '../common/identifier.js';
import { GroupMember } from '../groups/group-member.entity.js';
import { leaseFromNow } from '../platform/background/sliced-work.js';
import type { AccountTransaction, AuthoredTransaction } from '../platform/database/account-transaction.js';
import { authorColumns, authorOf, type Cause } from '../platform/database/author.js';
import { all, compare, equal, idIs } from '../platform/database/sql/predicate.js';
import { DECREMENT, INCREMENT } from '../platform/database/sql/selection.js';
import { ROLES_ATTRIBUTE } from '../users/effective-role.js';
import { UserValue } from '../users/user-value.entity.js';
import { User, type GrantableRole } from '../users/user.entity.js';
import { RoleSettlement } from './role-settlement.service.js';
import { RoleSweep, type SweepScope } from './role-sweep.entity.js';

/** The most people whose roles one transaction settles. Sweeps settle the others. */
export const PEOPLE_AT_ONCE = 500;

const COLUMNS = [
  'id',
  'scope',
  'of',
  'cursor',
  'authorKind',
  'authorId',
  'author',
  'via',
  'address',
  'client',
  'eventId',
  'jobId',
  'leaseUntil',
] as const;

type StoredSweep = Pick<RoleSweep, (typeof COLUMNS)[number]>;

/** Whose roles to settle, see `RoleSweep`. */
export type Scope =
  { scope: SweepScope & ('values' | 'holders'); of: GrantableRole } | { scope: 'members'; of: string };

/**
 * Settles the roles of many people in slices. As long as an account has sweeps, `accounts.roleSweeps` counts
 * them, and the role of each caller is computed, see `CredentialDirectory`. So rights change with the source,
 * not with the slice.
 */
@Injectable()
export class RoleSweeps {
  constructor(private readonly settlement: RoleSettlement) {}

  /**
   * Begins sweeps, which `next` continues. Their changes have the author and the cause of this transaction.
   */
  async begin(tx: AuthoredTransaction, scopes: readonly Scope[]): Promise<void> {
    const leaseUntil = leaseFromNow();
    for (const scope of scopes) {
      await tx.update(Account, { roleSweeps: INCREMENT }, idIs(tx.accountId));
      await tx.insert(RoleSweep, [
        {
          id: newId(),
          ...scope,
          cursor: '',
          ...authorColumns(tx.author),
          ...causeColumns(tx.cause),
          leaseUntil,
        },
      ]);
    }
  }

  /**
   * Settles the next slice of the account's oldest sweep, and stores how far the sweep is. Returns whether
   * there may be more.
   */
  async next(tx: AccountTransaction): Promise<boolean> {
    const sweep = await tx.find(RoleSweep, {
      columns: COLUMNS,
      orderBy: [{ column: 'id' }],
      forUpdate: true,
    });
    if (!sweep) return false;
    const ids = await peopleAfter(tx, sweep);
    const last = ids.at(-1);
    if (last === undefined) {
      await tx.delete(RoleSweep, idIs(sweep.id));
      await tx.update(Account, { roleSweeps: DECREMENT }, idIs(tx.accountId));
    } else {
      await this.settlement.settle(tx.by(authorOf(sweep), causeOf(sweep)), ids);
      await tx.update(RoleSweep, { cursor: last, leaseUntil: leaseFromNow() }, idIs(sweep.id));
    }
    return true;
  }
}

/** The next people of a sweep, in the order of their ids. */
function peopleAfter(tx: AccountTransaction, sweep: StoredSweep): Promise<string[]> {
  switch (sweep.scope) {
    case 'values':
      return withValueAfter(tx, sweep);
    case 'members':
      return membersAfter(tx, sweep);
    case 'holders':
      return holdersAfter(tx, sweep);
  }
}

async function withValueAfter(tx: AccountTransaction, { of, cursor }: StoredSweep): Promise<string[]> {
  const rows = await tx.select(UserValue, {
    columns: ['userId'],
    where: all(equal('attribute', ROLES_ATTRIBUTE), equal('valueIndex', of), compare('userId', '>', cursor)),
    orderBy: [{ column: 'userId' }],
    limit: PEOPLE_AT_ONCE,
  });
  return [...new Set(rows.map(({ userId }) => userId))];
}

async function membersAfter(tx: AccountTransaction, { of, cursor }: StoredSweep): Promise<string[]> {
  const rows = await tx.select(GroupMember, {
    columns: ['userId'],
    where: all(equal('groupId', of), compare('userId', '>', cursor)),
    orderBy: [{ column: 'userId' }],
    limit: PEOPLE_AT_ONCE,
  });
  return rows.map(({ userId }) => userId);
}

async function holdersAfter(tx: AccountTransaction, { of, cursor }: StoredSweep): Promise<string[]> {
  const rows = await tx.select(User, {
    columns: ['id'],
    where: all(equal('role', of as GrantableRole), equal('roleOrigin', 'group'), compare('id', '>', cursor)),
    orderBy: [{ column: 'id' }],
    limit: PEOPLE_AT_ONCE,
  });
  return rows.map(({ id }) => id);
}

function causeColumns({ client = null, eventId, jobId }: Cause) {
  return { client, eventId: eventId ?? null, jobId: jobId ?? null };
}

function causeOf({ client, eventId, jobId }: StoredSweep): Cause {
  return { client, ...(eventId !== null && { eventId }), ...(jobId !== null && { jobId }) };
}
