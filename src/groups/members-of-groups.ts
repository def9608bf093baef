import { grouped } from '../common/grouped.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { all, compare, equal, isIn, type Where } from '../platform/database/sql/predicate.js';
import { straightJoin, type OrderBy } from '../platform/database/sql/selection.js';
import { User } from '../users/user.entity.js';
import { GroupMember } from './group-member.entity.js';
import type { Group } from './group.entity.js';

/** A member of a group, with the names of its user. */
export interface MemberRow {
  groupId: string;
  userId: string;
  displayName: string | null;
  userName: string;
}

/** A group whose members are read. */
type CountedGroup = Pick<Group, 'id' | 'memberCount'>;

const BY_USER = { column: 'userId' } as const;

const MEMBER = straightJoin(User, {
  on: { id: 'userId' },
  columns: { displayName: 'displayName', userName: 'userName' },
});

/**
 * The members of some groups by the group's id, in the order of creation of their users. Takes one statement,
 * or several for thousands of members, so that reading them leaves time for other accounts.
 */
export async function membersOfGroups(
  tx: AccountTransaction,
  groups: readonly CountedGroup[],
): Promise<Map<string, MemberRow[]>> {
  const isLong = countOf(groups) > tx.rowsAtOnce;
  const rows = isLong ? await readGradually(tx, groups) : await read(tx, among(groups));
  return grouped(rows, ({ groupId }) => groupId);
}

function readGradually(tx: AccountTransaction, groups: readonly CountedGroup[]): Promise<MemberRow[]> {
  return tx.gradually(async (pace) => {
    const found: MemberRow[] = [];
    let left = groups;
    while (left.length > 0) {
      const next = fitting(left, pace.rows);
      left = left.slice(next.length);
      const [group] = next;
      const parts = group && next.length === 1 ? partsOf(tx, group, pace) : [read(tx, among(next))];
      for await (const rows of parts) {
        for (const row of rows) found.push(row);
        await pace.rest();
      }
    }
    return found;
  });
}

/** The members of one group, as many at a time as the pace says. */
async function* partsOf(
  tx: AccountTransaction,
  { id }: CountedGroup,
  pace: { rows: number },
): AsyncGenerator<MemberRow[]> {
  const ofGroup: Where<GroupMember> = equal('groupId', id);
  for (let last = ''; ;) {
    const limit = pace.rows;
    // MariaDB would sort all members if the order named the group, too.
    const rows = await read(tx, all(ofGroup, compare('userId', '>', last)), {
      orderBy: [BY_USER],
      ...(limit === Infinity ? {} : { limit }),
    });
    yield rows;
    const end = rows.at(-1);
    if (!end || rows.length < limit) return;
    last = end.userId;
  }
}

function read(
  tx: AccountTransaction,
  where: Where<GroupMember>,
  part: { orderBy: OrderBy<GroupMember>; limit?: number } = { orderBy: [{ column: 'groupId' }, BY_USER] },
): Promise<MemberRow[]> {
  return tx.select(GroupMember, { columns: ['groupId', 'userId'], joins: [MEMBER], where, ...part });
}

/** The first groups, at least one, that have no more members together than `limit`. */
function fitting(groups: readonly CountedGroup[], limit: number): readonly CountedGroup[] {
  let total = 0;
  const end = groups.findIndex(({ memberCount }, index) => (total += memberCount) > limit && index > 0);
  return end < 0 ? groups : groups.slice(0, end);
}

const among = (groups: readonly CountedGroup[]): Where<GroupMember> =>
  isIn(
    'groupId',
    groups.map(({ id }) => id),
  );

const countOf = (groups: readonly CountedGroup[]) =>
  groups.reduce((sum, { memberCount }) => sum + memberCount, 0);
