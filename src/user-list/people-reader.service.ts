import { Injectable } from '@nestjs/common';
import { notFound } from '../common/errors.js';
import { foldKey } from '../common/fold-key.js';
import type { AccountTransaction } from '../database/account-transaction.js';
import { equal, isIn } from '../database/predicate.js';
import { OrganizationsService } from '../organizations/organizations.service.js';
import type { StoredUser } from '../users/user-fields.js';
import { User } from '../users/user.entity.js';
import { UsersService } from '../users/users.service.js';
import type { ListedUser } from './columns.js';

/** What of the account the lines of a list are about or refer to. */
export interface KnownPeople {
  /** The listed users that are there already, by the folded user name. */
  users: ReadonlyMap<string, StoredUser>;
  /** Ids of those whom the list names as managers. */
  managers: { byUserName: ReadonlyMap<string, string>; byExternalId: ReadonlyMap<string, string> };
  /** Ids of organizations by id and by folded name. */
  organizations: ReadonlyMap<string, string>;
  /** Where a new user belongs unless the line says otherwise. */
  parentOrganizationId: string;
  activeAdmins: number;
}

const USERS_AT_ONCE = 1_000;

/** Reads what a list refers to, in a number of statements that grows with its length by the thousand only. */
@Injectable()
export class PeopleReader {
  constructor(
    private readonly users: UsersService,
    private readonly organizations: OrganizationsService,
  ) {}

  /** With `lock`, the listed users and those named as managers stay as they are until the transaction ends. Throws `not-found`. */
  async read(
    tx: AccountTransaction,
    list: readonly ListedUser[],
    { lock }: { lock: boolean },
  ): Promise<KnownPeople> {
    const organizations = await this.organizations.list(tx);
    const parent = organizations.find(({ parentId }) => parentId === null);
    if (!parent) throw notFound('This account has no organization yet. Make one first.');
    return {
      users: await this.listed(tx, list, lock),
      managers: await this.managers(tx, list, lock),
      organizations: new Map([
        ...organizations.map(({ id, name }) => [foldKey(name), id] as const),
        ...organizations.map(({ id }) => [id, id] as const),
      ]),
      parentOrganizationId: parent.id,
      activeAdmins: await this.users.count(tx, {
        kind: 'all',
        of: [equal('role', 'admin'), equal('active', true)],
      }),
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
      if (lock) await tx.select(User, { columns: ['id'], where, lock });
      for (const user of await this.users.select(tx, { where })) found.set(foldKey(user.userName), user);
    }
    return found;
  }

  private async managers(
    tx: AccountTransaction,
    list: readonly ListedUser[],
    lock: boolean,
  ): Promise<KnownPeople['managers']> {
    const named = [...new Set(list.flatMap(({ values }) => values.manager ?? []))];
    const byName = await tx.selectListed<User, Pick<User, 'id' | 'userNameKey'>>(
      User,
      'userNameKey',
      [...new Set(named.flatMap(keysOf))],
      { columns: ['id', 'userNameKey'], share: lock },
    );
    const byReference = await tx.selectListed<User, Pick<User, 'id' | 'externalId'>>(
      User,
      'externalId',
      named,
      {
        columns: ['id', 'externalId'],
        share: lock,
        // Of several, the oldest counts, as it does over SCIM.
        orderBy: [{ column: 'id', descending: true }],
      },
    );
    return {
      byUserName: new Map(byName.map(({ id, userNameKey }) => [userNameKey ?? '', id])),
      byExternalId: new Map(byReference.map(({ id, externalId }) => [externalId ?? '', id])),
    };
  }
}

/** A user name as it stands, and without the blanks around it that are easily typed along. */
export function keysOf(text: string | null | undefined): string[] {
  return text ? [...new Set([foldKey(text), foldKey(text.trim())])] : [];
}

/** The first entry that one of the keys has. */
export function firstOf<T>(map: ReadonlyMap<string, T>, keys: readonly string[]): T | undefined {
  const key = keys.find((one) => map.has(one));
  return key === undefined ? undefined : map.get(key);
}
