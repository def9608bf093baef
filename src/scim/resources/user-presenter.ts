import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { weakETag } from '../../common/entity-tag.js';
import { all, compare, idIs, isIn } from '../../platform/database/sql/predicate.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { Stretch } from '../../common/stretch.js';
import type { Group } from '../../groups/group.entity.js';
import { MembershipsService } from '../../groups/memberships.service.js';
import { Organization } from '../../organizations/organization.entity.js';
import type { StoredUser } from '../../users/user-fields.js';
import { User } from '../../users/user.entity.js';
import { ORDINARY_USER } from '../../users/user-size.js';
import { UsersService, type UserSelection } from '../../users/users.service.js';
import { MAX_COUNT } from '../protocol/list-query.js';
import { project, type Projection } from '../protocol/projection.js';
import { fullResource } from '../protocol/resource.js';
import { USER } from '../protocol/schema/registry.js';
import type { ScimObject } from '../protocol/value.js';
import { fitting, MEMBER_BYTES, PAGE_BYTES, type Cut } from './page-bytes.js';
import type { ScimContext } from './resource-handler.js';
import { ENTERPRISE, VALUE_ATTRIBUTES } from './user-attributes.js';
import { toDocument } from './user-mapper.js';
import type { Entity, Scalar } from '../../platform/database/sql/columns.js';

type Membership = Pick<Group, 'displayName'> & { groupId: string };

export type UserWithGroups = StoredUser & { groups: readonly Membership[] };

/** Who lists users, and which attributes. */
export interface UserList {
  context: ScimContext;
  projection: Projection;
}

/** Up to this size in bytes, users are read without checking their sizes first. */
const LARGEST_PAGE = (MAX_COUNT + 1) * ORDINARY_USER;

const MOST_MEMBERSHIPS = Math.floor(PAGE_BYTES / MEMBER_BYTES);

/** Turns stored users into resources for an answer. Reads only what the answer holds. */
@Injectable()
export class UserPresenter {
  constructor(
    private readonly users: UsersService,
    private readonly memberships: MembershipsService,
  ) {}

  /** Takes one more statement. If the users are in very many groups, takes more, and shortens the page. */
  async withGroups<Row extends StoredUser>(
    tx: AccountTransaction,
    { rows, isCut }: Pick<Cut<Row>, 'rows' | 'isCut'>,
    projection: Projection,
  ): Promise<Omit<Cut<Row & UserWithGroups>, 'bytes'>> {
    const none = (users: readonly Row[]) => users.map((user) => ({ ...user, groups: [] }));
    if (rows.length === 0 || !projection.wants('groups')) return { rows: none(rows), isCut };
    for (let kept = rows; ; kept = kept.slice(0, Math.ceil(kept.length / 2))) {
      const ids = kept.map(({ id }) => id);
      const groups =
        kept.length === 1
          ? await this.memberships.ofUsers(tx, ids)
          : await this.memberships.ofUsersWithin(tx, ids, MOST_MEMBERSHIPS);
      if (!groups) continue;
      const users = kept.map((user) => ({ ...user, groups: groups.get(user.id) ?? [] }));
      return { rows: users, isCut: isCut || kept.length < rows.length };
    }
  }

  /** Gives one user its groups, in place. */
  async withGroupsOf(
    tx: AccountTransaction,
    user: StoredUser,
    projection: Projection,
  ): Promise<UserWithGroups> {
    if (!projection.wants('groups')) return Object.assign(user, { groups: [] });
    const groups = await this.memberships.ofUsers(tx, [user.id]);
    return Object.assign(user, { groups: groups.get(user.id) ?? [] });
  }

  /** Turns users from `withGroups` into resources. Yields to other requests. */
  async present(
    users: readonly UserWithGroups[],
    projection: Projection,
    baseUrl: string,
  ): Promise<ScimObject[]> {
    const stretch = new Stretch();
    const resources: ScimObject[] = [];
    for (const user of users) {
      resources.push(this.presentOne(user, projection, baseUrl));
      await stretch.rest();
    }
    return resources;
  }

  /** @param version its entity tag, if the caller needs it as well */
  presentOne(
    user: UserWithGroups,
    projection: Projection,
    baseUrl: string,
    version = userTag(user),
  ): ScimObject {
    return project(USER, this.resource(user, baseUrl, version), projection);
  }

  /**
   * Whether the organization or manager has changed since the user was last changed, because the user shows
   * their names.
   */
  async showsChanged(
    tx: AccountTransaction,
    { updatedAt, organizationId, managerId }: StoredUser,
  ): Promise<boolean> {
    const hasChanged = async (entity: Entity<{ id: string; updatedAt: string }>, id: string) =>
      (await tx.count(entity, all(idIs(id), compare('updatedAt', '>', updatedAt)))) > 0;
    if (await hasChanged(Organization, organizationId)) return true;
    return managerId !== null && hasChanged(User, managerId);
  }

  /** The users with these ids, in no particular order. */
  listed(tx: AccountTransaction, ids: readonly string[], projection: Projection): Promise<StoredUser[]> {
    if (ids.length === 0) return Promise.resolve([]);
    return this.users.select(tx, { where: isIn('id', ids) }, valuesFor(projection));
  }

  /** Reads one page of a list, with the groups of its users. If it may be too large, reads the users' sizes first. */
  async page(tx: AccountTransaction, selection: UserSelection, { projection, context }: UserList) {
    const { limit = 1 } = selection;
    const { principal, room } = context;
    if (limit * Math.max(principal.largestUser, ORDINARY_USER) <= LARGEST_PAGE) {
      const rows = await this.users.select(tx, selection, valuesFor(projection));
      room.require(rows.reduce((sum, { size }) => sum + size, 0));
      return this.withGroups<StoredUser & { sortKey?: Scalar }>(tx, { rows, isCut: false }, projection);
    }
    const sizes = await this.users.sizes(tx, selection);
    const fit = fitting(sizes, ({ size }) => size, PAGE_BYTES);
    room.require(fit.bytes);
    const ids = fit.rows.map(({ id }) => id);
    const users = new Map((await this.listed(tx, ids, projection)).map((user) => [user.id, user]));
    // Leaves out users who were deleted after the page was selected.
    const rows = fit.rows.flatMap(({ id, sortKey }) => {
      const user = users.get(id);
      return user ? [{ ...user, ...(sortKey === undefined ? {} : { sortKey }) }] : [];
    });
    return this.withGroups(tx, { rows, isCut: fit.isCut || rows.length < fit.rows.length }, projection);
  }

  private resource(user: UserWithGroups, baseUrl: string, version: string): ScimObject {
    const memberships = user.groups.map(({ groupId, displayName }) => ({
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
        version,
        location: userLocation(baseUrl, user.id),
      },
    });
  }
}

/** Multi-valued attributes are read only if the answer holds any. */
function valuesFor(projection: Projection): { values: boolean } {
  return { values: [...VALUE_ATTRIBUTES].some((name) => projection.wants(name)) };
}

/**
 * The entity tag of a user in an answer. Group changes do not touch the user's row, and leaving a group is not recorded
 * anywhere, so the tag includes the groups that are shown.
 */
export function userTag({ version, groups }: Pick<UserWithGroups, 'version' | 'groups'>): string {
  if (groups.length === 0) return weakETag(version);
  const shown = JSON.stringify(groups.map(({ groupId, displayName }) => [groupId, displayName]));
  return weakETag(version, hash('sha256', shown, 'base64url').slice(0, 16));
}

export const userLocation = (baseUrl: string, id: string) => `${baseUrl}/Users/${id}`;

function managerFacts({ managerId, managerDisplayName }: StoredUser, baseUrl: string): ScimObject {
  if (managerId === null) return {};
  const displayName = managerDisplayName === null ? {} : { displayName: managerDisplayName };
  return { [ENTERPRISE]: { manager: { $ref: userLocation(baseUrl, managerId), ...displayName } } };
}
