import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { conflict, notFound, stale } from '../common/errors.js';
import { newId } from '../common/identifier.js';
import { windowOf, type Page, type PageRequest } from '../common/page.js';
import type { AccountTransaction } from '../database/account-transaction.js';
import { DuplicateKeyError } from '../database/driver-errors.js';
import { all, any, equal, idIs, isIn, not, present, type Predicate } from '../database/predicate.js';
import { INCREMENT, type Selection } from '../database/statement.js';
import { Organization } from '../organizations/organization.entity.js';
import { userMatches } from './user-search.js';
import { User } from './user.entity.js';
import { userColumns, userNameKey, valueRows } from './user-columns.js';
import {
  EMPTY_FIELDS,
  emptyValue,
  USER_COLUMNS,
  VALUE_COLUMNS,
  type CreatedUser,
  type NewUser,
  type StoredUser,
  type UserFields,
  type UserValueFields,
} from './user-fields.js';
import { UserSession } from './user-session.entity.js';
import { UserValue } from './user-value.entity.js';

/** What a caller may ask of a list. For stable pages, `orderBy` ends with the id. */
export type UserSelection = Pick<Selection<User>, 'where' | 'orderBy' | 'computed' | 'limit' | 'offset'>;

const READ: Pick<Selection<User>, 'columns' | 'joins'> = {
  columns: ['id', 'version', 'createdAt', 'updatedAt', ...USER_COLUMNS],
  joins: [
    { entity: Organization, on: { id: 'organizationId' }, columns: { organizationLabel: 'name' } },
    {
      entity: User,
      on: { id: 'managerId' },
      columns: { managerDisplayName: 'displayName', managerUserName: 'userName' },
      optional: true,
    },
  ],
};

/** The people of an account: their logins, what is known of them, and who their manager is. */
@Injectable()
export class UsersService {
  /** Throws `conflict` (`user-name-taken`). Binds users who wait for this one as their manager. */
  async create(tx: AccountTransaction, user: NewUser): Promise<CreatedUser> {
    const { passwordHash = null, values = [], ...given } = user;
    const now = new Date().toISOString();
    const fields = { ...EMPTY_FIELDS, ...given };
    const facts = { id: newId(), version: 1, createdAt: now, updatedAt: now };
    await this.unique(user.userName, () =>
      tx.insert(User, [{ ...facts, ...userColumns(fields), passwordHash }]),
    );
    const complete = values.map((value) => ({ ...emptyValue(value.attribute), ...value }));
    if (complete.length > 0) await tx.insert(UserValue, valueRows(facts.id, complete));
    if (user.externalId) await this.bindReports(tx, facts.id, user.externalId);
    if (fields.managerId === null && fields.managerReference !== null) {
      fields.managerId = await this.bindToManager(tx, facts.id, fields.managerReference);
    }
    return { ...facts, ...fields, values: complete };
  }

  /** With `lock`, other writers of this user wait until the transaction ends. */
  async find(tx: AccountTransaction, id: string, { lock = false } = {}): Promise<StoredUser | undefined> {
    // Locked by a statement of its own: one with joins would also lock the organization and the manager.
    if (lock) await tx.find(User, { columns: ['id'], where: idIs(id), lock });
    const [user] = await this.select(tx, { where: idIs(id) });
    return user;
  }

  /** Throws `not-found`. */
  async get(tx: AccountTransaction, id: string, options?: { lock?: boolean }): Promise<StoredUser> {
    const user = await this.find(tx, id, options);
    if (!user) throw notFound(`There is no user with the id "${id}" in this account.`);
    return user;
  }

  findByUserName(tx: AccountTransaction, userName: string) {
    return tx.find<User, Pick<User, 'id' | 'userName' | 'role' | 'active'>>(User, {
      columns: ['id', 'userName', 'role', 'active'],
      where: equal('userNameKey', userNameKey(userName)),
    });
  }

  /** The users that fit, in three statements at most however many they are. `values: false` leaves those unread. */
  async select(
    tx: AccountTransaction,
    selection: UserSelection,
    { values = true } = {},
  ): Promise<StoredUser[]> {
    const rows = await tx.select<User, StoredUser & { managerUserName: string | null }>(User, {
      ...READ,
      ...selection,
    });
    const users = new Map(rows.map((row) => [row.id, { ...named(row), values: [] as UserValueFields[] }]));
    if (!values || users.size === 0) return [...users.values()];
    const found = await tx.selectListed<UserValue, UserValueFields & { userId: string }>(
      UserValue,
      'userId',
      [...users.keys()],
      {
        columns: ['userId', ...VALUE_COLUMNS],
        orderBy: [{ column: 'userId' }, { column: 'attribute' }, { column: 'position' }],
      },
    );
    for (const { userId, ...value } of found) users.get(userId)?.values.push(value);
    return [...users.values()];
  }

  count(tx: AccountTransaction, where?: Predicate): Promise<number> {
    return tx.count(User, where);
  }

  /** Users with a name or an e-mail address that holds `search`, in the order of their user names. */
  async page(tx: AccountTransaction, { search = '', ...request }: PageRequest): Promise<Page<StoredUser>> {
    const matching = userMatches(search);
    const where = matching ? { where: matching } : {};
    const items = await this.select(tx, {
      ...where,
      orderBy: [{ column: 'userNameKey' }],
      ...windowOf(request),
    });
    return { items, total: await this.count(tx, matching) };
  }

  /**
   * Stores what differs between `current`, read with its row locked, and `next`; nothing at all where nothing
   * differs. Deactivation and a new password end the user's sessions. Throws `conflict` (`user-name-taken`),
   * `stale` where someone else was first.
   */
  async update(
    tx: AccountTransaction,
    current: StoredUser,
    next: UserFields & { values: UserValueFields[] },
    passwordHash?: string,
  ): Promise<Pick<StoredUser, 'version' | 'updatedAt' | 'managerId'>> {
    const changed: Partial<UserFields> = Object.fromEntries(
      USER_COLUMNS.filter((name) => next[name] !== current[name]).map((name) => [name, next[name]]),
    );
    const values = changedAttributes(current.values, next.values);
    if (Object.keys(changed).length === 0 && values.length === 0 && passwordHash === undefined)
      return current;

    const updatedAt = new Date().toISOString();
    const version = current.version + 1;
    const columns = { ...userColumns(changed), ...(passwordHash === undefined ? {} : { passwordHash }) };
    const updated = await this.unique(next.userName, () =>
      tx.update(
        User,
        { ...columns, version, updatedAt },
        all(idIs(current.id), equal('version', current.version)),
      ),
    );
    if (updated === 0) throw stale('The user was changed by someone else in the meantime. Read it again.');
    if (values.length > 0) await this.replaceValues(tx, current.id, values, next.values);
    if (changed.active === false || passwordHash !== undefined) await this.endSessions(tx, current.id);
    if (changed.externalId) await this.bindReports(tx, current.id, changed.externalId);
    const managerId =
      changed.managerReference && next.managerId === null
        ? await this.bindToManager(tx, current.id, changed.managerReference)
        : next.managerId;
    return { version, updatedAt, managerId };
  }

  /** Sets a password, which ends the user's sessions but for the one to keep. */
  async setPassword(
    tx: AccountTransaction,
    userId: string,
    passwordHash: string,
    { keepSessionId }: { keepSessionId?: string | undefined } = {},
  ): Promise<void> {
    const updatedAt = new Date().toISOString();
    await tx.update(User, { passwordHash, version: INCREMENT, updatedAt }, idIs(userId));
    await this.endSessions(tx, userId, keepSessionId);
  }

  /**
   * Deletes a user: the id is unknown and the user name free from now on, while the row stays on record.
   * Users it managed wait for a successor with the same externalId.
   */
  async delete(tx: AccountTransaction, user: Pick<User, 'id' | 'externalId'>): Promise<void> {
    const now = new Date().toISOString();
    await tx.update(
      User,
      {
        managerId: null,
        managerReference: user.externalId,
        managerLeft: true,
        version: INCREMENT,
        updatedAt: now,
      },
      equal('managerId', user.id),
    );
    await tx.update(User, { userNameKey: null, active: false, deletedAt: now }, idIs(user.id));
    await this.endSessions(tx, user.id);
  }

  /** The user that a client means by an id of ours or by its own (`externalId`); the id has precedence. */
  async findByReference(tx: AccountTransaction, reference: string) {
    const found = await tx.select<User, Pick<User, 'id' | 'externalId' | 'displayName' | 'userName'>>(User, {
      columns: ['id', 'externalId', 'displayName', 'userName'],
      where: any(equal('id', reference), equal('externalId', reference)),
      orderBy: [{ column: 'id' }],
      limit: 10,
    });
    const user = found.find(({ id }) => id === reference) ?? found[0];
    if (!user || !(await this.isKept(tx, user.id))) return undefined;
    return { id: user.id, externalId: user.externalId, displayName: user.displayName ?? user.userName };
  }

  /** Whether the user is there, and stays so until the transaction ends: who deletes it meanwhile has to wait. */
  private async isKept(tx: AccountTransaction, id: string): Promise<boolean> {
    const user = await tx.find<User, Pick<User, 'id'>>(User, {
      columns: ['id'],
      where: idIs(id),
      share: true,
    });
    return user !== undefined;
  }

  /** The id of the user with that externalId, else of the one with that userName. */
  async findId(
    tx: AccountTransaction,
    { externalId, userName }: Pick<User, 'externalId' | 'userName'>,
  ): Promise<string | undefined> {
    const byExternalId =
      externalId === null
        ? undefined
        : await tx.find<User, Pick<User, 'id'>>(User, {
            columns: ['id'],
            where: equal('externalId', externalId),
            orderBy: [{ column: 'id' }],
          });
    return (byExternalId ?? (await this.findByUserName(tx, userName)))?.id;
  }

  private async bindReports(tx: AccountTransaction, managerId: string, externalId: string): Promise<void> {
    const waiting = all(
      equal('managerReference', externalId),
      not(present('managerId')),
      not(equal('id', managerId)),
    );
    // Locked first: an UPDATE by itself may pass over rows that another transaction has inserted and not committed.
    if (!(await tx.select(User, { columns: ['id'], where: waiting, lock: true })).length) return;
    await tx.update(
      User,
      { managerId, managerLeft: false, version: INCREMENT, updatedAt: new Date().toISOString() },
      waiting,
    );
  }

  /**
   * Binds a user whose manager may be arriving in another transaction at this moment. Each of the two has stored
   * its own row by now and waits for the other's, so that one of them sees both; where they wait for each other,
   * the database undoes one, which then begins again.
   */
  private async bindToManager(tx: AccountTransaction, id: string, reference: string): Promise<string | null> {
    const manager = await tx.find<User, Pick<User, 'id'>>(User, {
      columns: ['id'],
      where: all(equal('externalId', reference), not(equal('id', id))),
      orderBy: [{ column: 'id' }],
      lock: true,
    });
    if (!manager) return null;
    await tx.update(User, { managerId: manager.id, managerLeft: false }, idIs(id));
    return manager.id;
  }

  private async replaceValues(
    tx: AccountTransaction,
    userId: string,
    attributes: readonly string[],
    values: readonly UserValueFields[],
  ): Promise<void> {
    await tx.delete(UserValue, all(equal('userId', userId), isIn('attribute', attributes)));
    const rows = valueRows(
      userId,
      values.filter(({ attribute }) => attributes.includes(attribute)),
    );
    if (rows.length > 0) await tx.insert(UserValue, rows);
  }

  private async endSessions(tx: AccountTransaction, userId: string, keepSessionId?: string): Promise<void> {
    const others = keepSessionId === undefined ? [] : [not(idIs(keepSessionId))];
    await tx.delete(UserSession, all(equal('userId', userId), ...others));
  }

  private async unique<T>(userName: string, write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof DuplicateKeyError) || !error.columns.includes('userNameKey')) throw error;
      throw conflict(`A user with the userName "${userName}" exists already in this account.`, {
        code: 'user-name-taken',
        pointer: '/userName',
        cause: error,
      });
    }
  }
}

function named({ managerUserName, ...row }: StoredUser & { managerUserName: string | null }): StoredUser {
  return { ...row, managerDisplayName: row.managerDisplayName ?? managerUserName };
}

function changedAttributes(current: readonly UserValueFields[], next: readonly UserValueFields[]): string[] {
  const attributes = new Set([...current, ...next].map(({ attribute }) => attribute));
  const of = (values: readonly UserValueFields[], its: string) =>
    values.filter(({ attribute }) => attribute === its);
  return [...attributes].filter((its) => !isDeepStrictEqual(of(current, its), of(next, its)));
}
