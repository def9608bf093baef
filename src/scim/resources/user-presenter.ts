import { Injectable } from '@nestjs/common';
import { compare, isIn } from '../../database/predicate.js';
import type { AccountTransaction } from '../../database/account-transaction.js';
import type { Group } from '../../groups/group.entity.js';
import { MembershipsService } from '../../groups/memberships.service.js';
import { BLOCK_SIZE, UserBlocks } from '../../users/user-blocks.service.js';
import type { StoredUser } from '../../users/user-fields.js';
import type { UserRoll } from '../../users/user-roll.js';
import { UsersService, type UserSelection } from '../../users/users.service.js';
import { project, type Projection } from '../protocol/projection.js';
import { fullResource } from '../protocol/resource.js';
import { USER } from '../protocol/schema/registry.js';
import type { ScimObject } from '../protocol/value.js';
import { rowsOf, type ListPlan, type ListWindow, type RowSelection } from './list-plan.js';
import type { ListSource } from './list-reader.js';
import { ENTERPRISE, VALUE_ATTRIBUTES } from './user-attributes.js';
import { toDocument } from './user-mapper.js';

type Memberships = Awaited<ReturnType<MembershipsService['ofUsers']>>;
type Membership = Pick<Group, 'displayName'> & { groupId: string };

/** Turns stored users into the resources of an answer, and reads no more than the answer holds. */
@Injectable()
export class UserPresenter {
  constructor(
    private readonly users: UsersService,
    private readonly blocks: UserBlocks,
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

  /** Where the rows of a list come from; all users are counted, and paged through, by the account's blocks of them. */
  source(tx: AccountTransaction, plan: ListPlan, projection: Projection): ListSource<StoredUser> {
    const { where } = plan;
    let roll: Promise<UserRoll> | undefined;
    const readRoll = () => (roll ??= this.blocks.roll(tx));
    return {
      select: async (request) => {
        const isFar = !where && !plan.sortKey && (request.offset ?? 0) >= BLOCK_SIZE;
        const rows = isFar ? begunAt(await readRoll(), plan, request) : rowsOf(plan, request);
        return this.select(tx, rows, projection);
      },
      count: async () => (where ? this.users.count(tx, where) : this.blocks.total(tx, await readRoll())),
    };
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
    return users.map((user) =>
      project(USER, this.resource(user, groups.get(user.id) ?? [], baseUrl), projection),
    );
  }

  /** A user that has just been made, and so is in no group yet. */
  presentNew(user: StoredUser, projection: Projection, baseUrl: string): ScimObject {
    return project(USER, this.resource(user, [], baseUrl), projection);
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

  private resource(user: StoredUser, groups: readonly Membership[], baseUrl: string): ScimObject {
    const memberships = groups.map(({ groupId, displayName }) => ({
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

/** A page of all users in the order of their ids, read from where the blocks say that it begins. */
function begunAt(roll: UserRoll, plan: ListPlan, request: ListWindow): RowSelection {
  const { after, offset } = roll.begin(request.offset ?? 0);
  return rowsOf(
    { ...plan, where: after === undefined ? undefined : compare('id', '>', after) },
    { ...request, offset },
  );
}

export const userLocation = (baseUrl: string, id: string) => `${baseUrl}/Users/${id}`;

function managerFacts({ managerId, managerDisplayName }: StoredUser, baseUrl: string): ScimObject {
  if (managerId === null) return {};
  const displayName = managerDisplayName === null ? {} : { displayName: managerDisplayName };
  return { [ENTERPRISE]: { manager: { $ref: userLocation(baseUrl, managerId), ...displayName } } };
}
