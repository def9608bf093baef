import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { all, any, exists, isIn, not, present, type Where } from '../../platform/database/sql/predicate.js';
import { User } from '../../users/user.entity.js';
import { warning, ok, type Check } from '../check.js';
import { listed } from '../wording.js';
import { usersThat } from './people.js';

/** An account with more managers who have a manager themselves is not searched for circles of managers. */
const MAX_MANAGERS = 20_000;

/** How many people of one circle are named. */
const MAX_NAMES = 6;

/**
 * Users who were named as their own manager: bound to themselves, or named by their own id or `externalId`.
 */
const MANAGES_ITSELF: Where<User> = all(
  any(present('managerId'), present('managerReference')),
  any(
    exists(User, { id: 'id', managerId: 'id' }),
    exists(User, { id: 'id', managerReference: 'id' }),
    exists(User, { id: 'id', externalId: 'managerReference' }),
  ),
);

/**
 * Whether everybody's manager is known. A manager who does not exist yet is bound on arrival. Nobody is bound as their own
 * manager, and in a circle nobody is above the others for the approval of expenses.
 */
export const managerCheck: Check = {
  id: 'managers',
  title: 'Managers',
  run: async (tx, { words }) => {
    const parts = [await waiting(tx), await ownManagers(tx), await circles(tx)].filter((part) => part !== '');
    if (parts.length === 0) return ok('Every provisioned manager is a user of this account.');
    return warning(
      parts.join(' '),
      `Correct the managers, or assign them to the app, ${words.assignments}. Send the manager's externalId or id as the value of manager. Users get their manager as soon as the manager arrives.`,
    );
  },
};

async function waiting(tx: AccountTransaction): Promise<string> {
  const where = all(present('managerReference'), not(present('managerId')), not(MANAGES_ITSELF));
  const { total, examples } = await usersThat(tx, where, ['userName', 'managerReference', 'managerLeft']);
  if (total === 0) return '';
  const names = await namesOfDeleted(
    tx,
    examples.map(({ managerReference }) => managerReference ?? ''),
  );
  const named = examples.map(({ userName, managerReference, managerLeft }) => {
    const reference = managerReference ?? '';
    const name = names.get(reference) ?? reference;
    return managerLeft || names.has(reference)
      ? `${userName} (${name} was deleted)`
      : `${userName} (waiting for ${name})`;
  });
  return `${total === 1 ? 'The manager of 1 user is' : `The managers of ${total} users are`} not in this account: ${listed(named, total)}.`;
}

/** The names of deleted users, by the id or `externalId` that others still refer to. */
async function namesOfDeleted(
  tx: AccountTransaction,
  references: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const deleted = await tx.withDeleted().select(User, {
    columns: ['id', 'externalId', 'userName', 'erasedAt'],
    where: all(present('deletedAt'), any(isIn('id', references), isIn('externalId', references))),
    orderBy: [{ column: 'id' }],
    limit: 2 * references.length,
  });
  return new Map(
    deleted
      .filter(({ erasedAt }) => erasedAt === null)
      .flatMap(({ id, externalId, userName }) => [
        [id, userName],
        [externalId ?? id, userName],
      ]),
  );
}

async function ownManagers(tx: AccountTransaction): Promise<string> {
  const { total, examples } = await usersThat(tx, MANAGES_ITSELF, ['userName']);
  if (total === 0) return '';
  const named = listed(
    examples.map(({ userName }) => userName),
    total,
  );
  return `${total === 1 ? '1 user is their' : `${total} users are their`} own manager: ${named}.`;
}

type Manager = Pick<User, 'id' | 'userName' | 'managerId'>;

async function circles(tx: AccountTransaction): Promise<string> {
  const managers = await tx.select(User, {
    columns: ['id', 'userName', 'managerId'],
    where: all(present('managerId'), exists(User, { managerId: 'id' })),
    orderBy: [{ column: 'id' }],
    limit: MAX_MANAGERS + 1,
  });
  if (managers.length > MAX_MANAGERS) return '';
  const found = circlesAmong(managers);
  if (found.length === 0) return '';
  const named = found.map((circle) =>
    circle.length > MAX_NAMES ? `${circle.slice(0, MAX_NAMES).join(' > ')} > …` : circle.join(' > '),
  );
  return `${found.length === 1 ? 'There is a circle' : `There are ${found.length} circles`} of managers: ${listed(named, found.length)}.`;
}

/** The user names of each circle in reporting order, the first one repeated at the end. */
function circlesAmong(managers: readonly Manager[]): string[][] {
  const byId = new Map(managers.map((manager) => [manager.id, manager]));
  const seen = new Set<string>();
  const found: string[][] = [];
  for (const start of managers) {
    const path: Manager[] = [];
    let next: Manager | undefined = start;
    while (next && !seen.has(next.id)) {
      seen.add(next.id);
      path.push(next);
      next = byId.get(next.managerId ?? '');
    }
    const entry = next ? path.indexOf(next) : -1;
    const circle = entry === -1 ? [] : path.slice(entry);
    if (circle.length > 1) found.push([...circle, ...circle.slice(0, 1)].map(({ userName }) => userName));
  }
  return found;
}
