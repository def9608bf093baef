import { counted } from '../../common/counted.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { all, any, exists, isIn, not, present, type Where } from '../../platform/database/sql/predicate.js';
import { User } from '../../users/user.entity.js';
import { warning, ok, type Check } from '../check.js';
import { listed } from '../wording.js';
import { usersThat } from './people.js';

/** Of managers who have a manager themselves: an account with more of them is not searched for circles. */
const LOOKED_AT = 20_000;

/** Of one circle, so many people are named. */
const LONG = 6;

/** Somebody who was named as the own manager: as it is bound, by the id, or by the own `externalId`. */
const MANAGES_ITSELF: Where<User> = all(
  any(present('managerId'), present('managerReference')),
  any(
    exists(User, { id: 'id', managerId: 'id' }),
    exists(User, { id: 'id', managerReference: 'id' }),
    exists(User, { id: 'id', externalId: 'managerReference' }),
  ),
);

/**
 * Whether everybody's expenses find an approver. A manager that is not there yet is kept, and bound when it arrives;
 * nobody is bound as the own manager, and in a circle the reports of all go round.
 */
export const managerCheck: Check = {
  id: 'managers',
  title: 'Managers',
  run: async (tx, { words }) => {
    const said = [await waiting(tx), await ownManagers(tx), await circles(tx)].filter((part) => part !== '');
    if (said.length === 0) return ok('Every manager that was provisioned is a user of this account.');
    return warning(
      said.join(' '),
      `Correct the managers, or assign them to the app, ${words.assignments}. Let the manager's value be the externalId of the manager, or the id. Users are bound as soon as their manager arrives.`,
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
      : `${userName} (waits for ${name})`;
  });
  return `${counted(total, 'user')} ${total === 1 ? 'has' : 'have'} a manager who is no user of this account: ${listed(named, total)}.`;
}

/** What deleted users were called, by the id or the `externalId` that others still know them by. */
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
  return `${counted(total, 'user')} ${total === 1 ? 'is' : 'are'} named as the own manager: ${named}.`;
}

type Manager = Pick<User, 'id' | 'userName' | 'managerId'>;

async function circles(tx: AccountTransaction): Promise<string> {
  const managers = await tx.select(User, {
    columns: ['id', 'userName', 'managerId'],
    where: all(present('managerId'), exists(User, { managerId: 'id' })),
    orderBy: [{ column: 'id' }],
    limit: LOOKED_AT + 1,
  });
  if (managers.length > LOOKED_AT) return '';
  const found = circlesAmong(managers);
  if (found.length === 0) return '';
  const named = found.map((circle) =>
    circle.length > LONG ? `${circle.slice(0, LONG).join(' > ')} > …` : circle.join(' > '),
  );
  return `${found.length === 1 ? 'There is a circle' : `There are ${found.length} circles`} of managers: ${listed(named, found.length)}.`;
}

/** The user names of each circle in the order of reporting, the first one again at the end. */
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
