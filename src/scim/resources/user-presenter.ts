import { Injectable } from '@nestjs/common';
import { isIn, type Predicate } from '../../database/predicate.js';
import type { AccountTransaction } from '../../database/account-transaction.js';
import { MembershipsService } from '../../groups/memberships.service.js';
import type { StoredUser } from '../../users/user-fields.js';
import { UsersService, type UserSelection } from '../../users/users.service.js';
import { project, type Projection } from '../protocol/projection.js';
import { fullResource } from '../protocol/resource.js';
import { USER } from '../protocol/schema/registry.js';
import type { ScimObject } from '../protocol/value.js';
import { ENTERPRISE, VALUE_ATTRIBUTES } from './user-attributes.js';
import { toDocument } from './user-mapper.js';

type Memberships = Awaited<ReturnType<MembershipsService['ofUsers']>>;

/** Turns stored users into the resources of an answer, and reads no more than the answer holds. */
@Injectable()
export class UserPresenter {
  constructor(
    private readonly users: UsersService,
    private readonly memberships: MembershipsService,
  ) {}

  /** Throws `not-found`. */
  read(tx: AccountTransaction, id: string): Promise<StoredUser> {
    return this.users.get(tx, id);
  }

  /** Reads multi-valued attributes only where the answer holds any. */
  select(tx: AccountTransaction, selection: UserSelection, projection: Projection): Promise<StoredUser[]> {
    const values = [...VALUE_ATTRIBUTES].some((name) => projection.wants(name));
    return this.users.select(tx, selection, { values });
  }

  count(tx: AccountTransaction, where: Predicate | undefined): Promise<number> {
    return this.users.count(tx, where);
  }

  /** In one more statement at most, however many users there are. */
  async present(
    tx: AccountTransaction,
    users: readonly StoredUser[],
    projection: Projection,
    baseUrl: string,
  ): Promise<ScimObject[]> {
    const groups: Memberships =
      users.length > 0 && projection.wants('groups')
        ? await this.memberships.ofUsers(
            tx,
            users.map(({ id }) => id),
          )
        : new Map<string, never>();
    return users.map((user) => project(USER, this.resource(user, groups, baseUrl), projection));
  }

  /** The users with these ids, in no particular order. */
  async presentListed(
    tx: AccountTransaction,
    ids: readonly string[],
    projection: Projection,
    baseUrl: string,
  ): Promise<ScimObject[]> {
    if (ids.length === 0) return [];
    return this.present(
      tx,
      await this.select(tx, { where: isIn('id', ids) }, projection),
      projection,
      baseUrl,
    );
  }

  private resource(user: StoredUser, groups: Memberships, baseUrl: string): ScimObject {
    const memberships = (groups.get(user.id) ?? []).map(({ groupId, displayName }) => ({
      value: groupId,
      $ref: `${baseUrl}/Groups/${groupId}`,
      display: displayName,
      type: 'direct',
    }));
    return fullResource(USER, {
      id: user.id,
      document: toDocument(user),
      readOnly: {
        ...(memberships.length > 0 ? { groups: memberships } : {}),
        ...managerFacts(user, baseUrl),
      },
      meta: {
        created: user.createdAt,
        lastModified: user.updatedAt,
        version: user.version,
        location: userLocation(baseUrl, user.id),
      },
    });
  }
}

export const userLocation = (baseUrl: string, id: string) => `${baseUrl}/Users/${id}`;

function managerFacts({ managerId, managerDisplayName }: StoredUser, baseUrl: string): ScimObject {
  if (managerId === null) return {};
  const displayName = managerDisplayName === null ? {} : { displayName: managerDisplayName };
  return { [ENTERPRISE]: { manager: { $ref: userLocation(baseUrl, managerId), ...displayName } } };
}
