import { Injectable } from '@nestjs/common';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { columnValue, type Expression } from '../../platform/database/sql/predicate.js';
import type { Entity, Scalar } from '../../platform/database/sql/table.js';
import { Group } from '../../groups/group.entity.js';
import { User } from '../../users/user.entity.js';
import type { ListQuery } from '../protocol/list-query.js';
import { parseProjection, type Projection } from '../protocol/projection.js';
import type { ResourceType } from '../protocol/schema/attribute.js';
import { GROUP, USER } from '../protocol/schema/registry.js';
import type { ScimObject } from '../protocol/value.js';
import { bytesOf, GroupPresenter } from './group-presenter.js';
import { groupTargets } from './group-targets.js';
import { NOTHING, planList, whereAfter, type ListPlan, type ListWindow } from './list-plan.js';
import { ListReader, pageResponse } from './list-reader.js';
import { fitting, PAGE_BYTES, type Cut } from './page-bytes.js';
import type { Answer, ScimContext } from './resource-handler.js';
import { ScimWork } from './scim-work.js';
import { UserPresenter } from './user-presenter.js';
import { userTargets } from './user-targets.js';

/** One resource type's part of a search over all types. */
interface Part {
  type: ResourceType;
  entity: Entity<unknown>;
  plan: ListPlan;
  weight: Expression;
}

interface Hit {
  kind: string;
  id: string;
  sortKey: Scalar;
  /** The size of a user in bytes, or the number of members of a group. */
  weight: number;
}

/** Searches users and groups at once (RFC 7644 §3.4.2.1 and §3.4.3), in a fixed number of statements. */
@Injectable()
export class SearchHandler {
  constructor(
    private readonly work: ScimWork,
    private readonly lists: ListReader,
    private readonly users: UserPresenter,
    private readonly groups: GroupPresenter,
  ) {}

  /** Throws what lists of users or groups throw. Resources have no value for attributes of the other type only. */
  async search(context: ScimContext, query: ListQuery): Promise<Answer> {
    const { accountId } = context.principal;
    const { baseUrl } = context;
    const parts: Part[] = [
      {
        type: USER,
        entity: User,
        plan: planList(USER, userTargets(baseUrl), query, [GROUP]),
        weight: columnValue('size'),
      },
      {
        type: GROUP,
        entity: Group,
        plan: planList(GROUP, groupTargets(baseUrl), query, [USER]),
        weight: columnValue('memberCount'),
      },
    ];
    const list = await this.lists.prepare([accountId, 'any'], query);
    const projections = { user: parseProjection(USER, query), group: parseProjection(GROUP, query) };
    return this.work.search(context, async (tx) => {
      const page = await list.read<Hit & { resource: ScimObject | undefined }>({
        select: async (request) => {
          const hits = await selectHits(tx, parts, query, request);
          return this.read(tx, hits, projections, context);
        },
        count: async () => {
          let total = 0;
          for (const { entity, plan } of parts) total += await tx.count(entity, plan.where);
          return total;
        },
      });
      // Leaves out resources that were deleted after the page was selected.
      const resources = page.rows
        .map(({ resource }) => resource)
        .filter((resource) => resource !== undefined);
      return { status: 200, body: pageResponse(query, page, resources) };
    });
  }

  private async read(
    tx: AccountTransaction,
    found: Hit[],
    { user, group }: { user: Projection; group: Projection },
    context: ScimContext,
  ): Promise<Omit<Cut<Hit & { resource: ScimObject | undefined }>, 'bytes'>> {
    const bytesOfHit = ({ kind, weight }: Hit) =>
      kind === USER.name ? weight : bytesOf({ memberCount: weight }, group);
    const cut = fitting(found, bytesOfHit, PAGE_BYTES);
    context.room.require(cut.bytes);
    const users = await this.users.listed(tx, idsOf(cut.rows, USER), user);
    const order = new Map(cut.rows.map(({ id }, index) => [id, index]));
    const inOrder = users.toSorted((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
    const shown = await this.users.withGroups(tx, { rows: inOrder, isCut: false }, user);
    // If the page is cut within its users, the groups after them are cut as well.
    const end = shown.isCut ? (order.get(shown.rows.at(-1)?.id ?? '') ?? 0) + 1 : cut.rows.length;
    const hits = cut.rows.slice(0, end);
    const groups = await this.groups.listed(tx, idsOf(hits, GROUP));
    const resources = [
      ...(await this.users.present(shown.rows, user, context.baseUrl)),
      ...(await this.groups.present(tx, groups, group, context)),
    ];
    const byId = new Map(resources.map((resource) => [resource['id'], resource]));
    const rows = hits.map((hit) => ({ ...hit, resource: byId.get(hit.id) }));
    return { rows, isCut: cut.isCut || shown.isCut };
  }
}

function idsOf(hits: readonly Hit[], { name }: ResourceType): string[] {
  return hits.filter(({ kind }) => kind === name).map(({ id }) => id);
}

function selectHits(
  tx: AccountTransaction,
  parts: readonly Part[],
  { sortOrder }: ListQuery,
  { position, limit, offset }: ListWindow,
) {
  return tx.selectUnion({
    parts: parts.map(({ type, entity, plan, weight }) => ({
      weight,
      entity,
      kind: type.name,
      where: whereAfter(plan, position),
      sortKey: plan.sortKey ?? NOTHING,
    })),
    descending: sortOrder === 'descending',
    limit,
    offset,
  });
}
