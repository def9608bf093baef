import { Injectable } from '@nestjs/common';
import { notFound } from '../../common/errors.js';
import { foldKey } from '../../common/fold-key.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { equal, isIn, all } from '../../platform/database/sql/predicate.js';
import { OrganizationsService } from '../../organizations/organizations.service.js';
import type { StoredUser } from '../../users/user-fields.js';
import { User } from '../../users/user.entity.js';
import { UsersService } from '../../users/users.service.js';
import type { ListedUser } from './columns.js';

/** The parts of the account that a list refers to. */
export interface KnownPeople {
  /** Existing listed users by folded user name. */
  users: ReadonlyMap<string, StoredUser>;
  /** Ids of the managers named in the list; user names of these and of the current managers by id. */
  managers: {
    byUserName: ReadonlyMap<string, string>;
    byExternalId: ReadonlyMap<string, string>;
    names: ReadonlyMap<string, string>;
  };
  /** Organization ids by id and by folded name. */
  organizations: ReadonlyMap<string, string>;
  organizationNames: ReadonlyMap<string, string>;
  /** Default organization of a new user. */
  parentOrganizationId: string;
  activeAdmins: number;
}

const USERS_AT_ONCE = 1_000;

/** Reads everything that a list refers to, with a few statements per thousand lines. */
@Injectable()
export class PeopleReader {
  constructor(
    private readonly users: UsersService,
    private readonly organizations: OrganizationsService,
  ) {}

  /** With `lock`, locks the listed users and their managers until the transaction ends. Throws `not-found`. */
  async read(
    tx: AccountTransaction,
    list: readonly ListedUser[],
    { lock }: { lock: boolean },
  ): Promise<KnownPeople> {
    const organizations = await this.organizations.list(tx);
    const parent = organizations.find(({ parentId }) => parentId === null);
    if (!parent) throw notFound('This account has no organization yet. Create one first.');
    const users = await this.listed(tx, list, lock);
    return {
      users,
      managers: await this.managers(tx, list, { users, lock }),
      organizations: new Map([
        ...organizations.map(({ id, name }) => [foldKey(name), id] as const),
        ...organizations.map(({ id }) => [id, id] as const),
      ]),
      organizationNames: new Map(organizations.map(({ id, name }) => [id, name])),
      parentOrganizationId: parent.id,
      activeAdmins: await this.users.count(tx, all(equal('role', 'admin'), equal('active', true))),
    };
  }

  private async listed(
    tx: AccountTransaction,
    list: readonly ListedUser[],
    lock: boolean,
  ): Promise<Map<string, StoredUser>> {
    const keys = [...new Set(list.flatMap(({ values }) => keysOf(values.userName)))];
    const found = new Map<string, StoredUser>();
    for (let start = 0; start < keys.length; start += USERS_AT_ONCE) {
      const where = isIn('userNameKey', keys.slice(start, start + USERS_AT_ONCE));
      if (lock) await tx.select(User, { columns: ['id'], where, forUpdate: true });
      for (const user of await this.users.select(tx, { where })) found.set(foldKey(user.userName), user);
    }
    return found;
  }

  private async managers(
    tx: AccountTransaction,
    list: readonly ListedUser[],
    { users, lock }: { users: ReadonlyMap<string, StoredUser>; lock: boolean },
  ): Promise<KnownPeople['managers']> {
    const named = [...new Set(list.flatMap(({ values }) => values.manager ?? []))];
    const byName = await this.named(tx, 'userNameKey', [...new Set(named.flatMap(keysOf))], lock);
    const references = [...new Set(named.flatMap((text) => [text, text.trim()]))];
    const byReference = await this.named(tx, 'externalId', references, lock);
    const upToNow = [...new Set([...users.values()].flatMap(({ managerId }) => managerId ?? []))];
    const isAsked = list.some(({ values }) => values.manager !== undefined);
    const former = isAsked ? await this.named(tx, 'id', upToNow, false) : [];
    return {
      byUserName: new Map(byName.map(({ id, userName }) => [foldKey(userName), id])),
      // Of several, the oldest counts, as over SCIM.
      byExternalId: new Map(byReference.map(({ id, externalId }) => [externalId ?? '', id])),
      names: new Map([...byName, ...byReference, ...former].map(({ id, userName }) => [id, userName])),
    };
  }

  /** Users whose `column` is one of `keys`, newest first. */
  private named(
    tx: AccountTransaction,
    column: 'id' | 'userNameKey' | 'externalId',
    keys: readonly string[],
    share: boolean,
  ): Promise<Pick<User, 'id' | 'userName' | 'externalId'>[]> {
    return tx.selectListed(User, column, keys, {
      columns: ['id', 'userName', 'externalId'],
      orderBy: [{ column: 'id', descending: true }],
      forShare: share,
    });
  }
}

/** The folded user name as written, and trimmed. */
export function keysOf(text: string | null | undefined): string[] {
  return text ? [...new Set([foldKey(text), foldKey(text.trim())])] : [];
}

/** The value of the first key in the map. */
export function lookUp<T>(map: ReadonlyMap<string, T>, keys: readonly string[]): T | undefined {
  const key = keys.find((one) => map.has(one));
  return key === undefined ? undefined : map.get(key);
}
