import { Injectable } from '@nestjs/common';
import { windowOf, type Page } from '../common/page.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { equal, idIs, type Where } from '../platform/database/sql/predicate.js';
import { Organization } from '../organizations/organization.entity.js';
import { UserBlocks } from './user-blocks.service.js';
import { FIRST_EMAILS, USER_ORDERS, userMatches, type UserPageRequest } from './user-search.js';
import { User } from './user.entity.js';
import { USER_COLUMNS, OWNED_VALUE_COLUMNS, type StoredUser, type UserValueFields } from './user-fields.js';
import { unknownUser } from './refusals.js';
import { findByUserName } from './user-name.js';
import { UserValue } from './user-value.entity.js';
import type { Scalar, Takes } from '../platform/database/sql/columns.js';
import { leftJoin, straightJoin, type ListedRows } from '../platform/database/sql/selection.js';

/** What a caller may ask of a list. For stable pages, `orderBy` ends with the id. */
export type UserSelection = ListedRows<Takes<User>>;

const READ = {
  columns: ['id', 'size', 'version', 'createdAt', 'updatedAt', ...USER_COLUMNS],
  joins: [
    straightJoin(Organization, { on: { id: 'organizationId' }, columns: { organizationLabel: 'name' } }),
    leftJoin(User, {
      on: { id: 'managerId' },
      columns: { managerDisplayName: 'displayName', managerUserName: 'userName' },
    }),
  ],
} as const;

/** Reads the users of an account. */
@Injectable()
export class UsersService {
  constructor(private readonly blocks: UserBlocks) {}

  /** With `lock`, other writers of this user wait until the transaction ends. */
  async find(tx: AccountTransaction, id: string, { lock = false } = {}): Promise<StoredUser | undefined> {
    // Locked by a statement of its own: one with joins would also lock the organization and the manager.
    if (lock) await tx.find(User, { columns: ['id'], where: idIs(id), forUpdate: true });
    const [user] = await this.select(tx, { where: idIs(id) });
    return user;
  }

  /** Throws `not-found`. */
  async get(tx: AccountTransaction, id: string, options?: { lock?: boolean }): Promise<StoredUser> {
    const user = await this.find(tx, id, options);
    if (!user) throw unknownUser(id);
    return user;
  }

  /** The matching users in at most three statements, with their values that match `values`, if given. */
  async select(
    tx: AccountTransaction,
    selection: UserSelection,
    { values = true }: { values?: boolean | Where<UserValue> } = {},
  ): Promise<StoredUser[]> {
    const read = await tx.select(User, { ...READ, ...selection });
    const rows = read.map(complete);
    if (!values || rows.length === 0) return rows;
    const users = new Map(rows.map((row) => [row.id, row]));
    const found = await tx.selectListed(UserValue, 'userId', [...users.keys()], {
      columns: OWNED_VALUE_COLUMNS,
      ...(values === true ? {} : { where: values }),
      orderBy: [{ column: 'userId' }, { column: 'attribute' }, { column: 'position' }],
    });
    for (const { userId, ...value } of found) users.get(userId)?.values.push(value);
    return rows;
  }

  /** The sizes of the users that `select` would return. */
  sizes(
    tx: AccountTransaction,
    selection: UserSelection,
  ): Promise<(Pick<User, 'id' | 'size'> & { sortKey?: Scalar })[]> {
    return tx.select(User, { columns: ['id', 'size'], ...selection });
  }

  /** How many users match; all of them without a condition. */
  async count(tx: AccountTransaction, where?: Where<User>): Promise<number> {
    return where ? tx.count(User, where) : this.blocks.total(tx, await this.blocks.index(tx));
  }

  /** Users that match a filter, ordered by user name by default. Only reads their e-mail addresses among the values. */
  async page(
    tx: AccountTransaction,
    { page, limit, order = 'userName', ...filter }: UserPageRequest,
  ): Promise<Page<StoredUser>> {
    const matching = userMatches(filter);
    const where = matching ? { where: matching } : {};
    const selection = { ...where, orderBy: USER_ORDERS[order], ...windowOf({ page, limit }) };
    const items = await this.select(tx, selection, { values: FIRST_EMAILS });
    return { items, total: await this.count(tx, matching) };
  }

  /** The id of the user with this externalId, else with this userName. */
  async findId(
    tx: AccountTransaction,
    { externalId, userName }: Pick<User, 'externalId' | 'userName'>,
  ): Promise<string | undefined> {
    const byExternalId =
      externalId === null
        ? undefined
        : await tx.find(User, {
            columns: ['id'],
            where: equal('externalId', externalId),
            orderBy: [{ column: 'id' }],
          });
    return (byExternalId ?? (await findByUserName(tx, userName)))?.id;
  }
}

/** Completes a row in place, because there may be a thousand rows with forty columns each. */
function complete<Row extends Omit<StoredUser, 'values'> & { managerUserName: string | null }>(row: Row) {
  const managerDisplayName = row.managerDisplayName ?? row.managerUserName;
  const values: UserValueFields[] = [];
  return Object.assign(row, { managerDisplayName, values });
}
