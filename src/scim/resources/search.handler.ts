import { Injectable } from '@nestjs/common';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { Group } from '../../groups/group.entity.js';
import { User } from '../../users/user.entity.js';
import type { ListQuery } from '../protocol/list-query.js';
import { parseProjection, type Projection } from '../protocol/projection.js';
import { GROUP, USER } from '../protocol/schema/registry.js';
import type { ScimObject } from '../protocol/value.js';
import { bytesOf, GroupPresenter } from './group-presenter.js';
import { groupTargets } from './group-targets.js';
import { planList, type ListPlan, type ListWindow, whereAfter } from './list-plan.js';
import { ListReader, pageResponse } from './list-reader.js';
import { fitting, PAGE_BYTES, type Cut } from './page-bytes.js';
import type { Answer, ScimContext } from './resource-handler.js';
import { ScimTransactions } from './scim-transactions.js';
import { UserPresenter } from './user-presenter.js';
import { userTargets } from './user-targets.js';
import type { Scalar, Takes } from '../../platform/database/sql/columns.js';
import { NULL, numberValue } from '../../platform/database/sql/expression.js';
import type { UnionPart } from '../../platform/database/sql/nodes.js';
import { unionPart } from '../../platform/database/sql/selection.js';
import type { Position } from './cursors.js';

/** One resource type's part of a search over all types. */
interface Part {
  count: (tx: AccountTransaction) => Promise<number>;
  at: (position: Position | undefined) => UnionPart;
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
    private readonly transactions: ScimTransactions,
    private readonly lists: ListReader,
    private readonly users: UserPresenter,
    private readonly groups: GroupPresenter,
  ) {}

  /**
   * Throws what lists of users or groups throw. Resources have no value for attributes that only the other
   * type has.
   */
  async search(context: ScimContext, query: ListQuery): Promise<Answer> {
    const { accountId } = context.principal;
    const { baseUrl } = context;
    const parts = partsOf(
      planList(USER, userTargets(baseUrl), query, [GROUP]),
      planList(GROUP, groupTargets(baseUrl), query, [USER]),
    );
    const list = await this.lists.prepare([accountId, 'any'], query);
    const projections = { user: parseProjection(USER, query), group: parseProjection(GROUP, query) };
    return this.transactions.search(context, async (tx) => {
      const page = await list.read<Hit & { resource: ScimObject | undefined }>({
        select: async (request) => {
          const hits = await selectHits(tx, parts, query, request);
          return this.read(tx, hits, projections, context);
        },
        count: async () => {
          let total = 0;
          for (const { count } of parts) total += await count(tx);
          return total;
        },
      });
      // Leaves out resources that were deleted after the page was selected.
      const resources = page.rows
        .map(({ resource }) => resource)
        .filter((resource) => resource !== undefined);
      for (const { name } of [USER, GROUP]) this.transactions.looked(context, name, idsOf(page.rows, name));
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
    const users = await this.users.listed(tx, idsOf(cut.rows, USER.name), user);
    const order = new Map(cut.rows.map(({ id }, index) => [id, index]));
    const inOrder = users.toSorted((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
    const shown = await this.users.withGroups(tx, { rows: inOrder, isCut: false }, user);
    // If a page is cut before its last user, the groups after that are cut as well.
    const end = shown.isCut ? (order.get(shown.rows.at(-1)?.id ?? '') ?? 0) + 1 : cut.rows.length;
    const hits = cut.rows.slice(0, end);
    const groups = await this.groups.listed(tx, idsOf(hits, GROUP.name));
    const resources = [
      ...(await this.users.present(shown.rows, user, context.baseUrl)),
      ...(await this.groups.present(tx, groups, group, context)),
    ];
    const byId = new Map(resources.map((resource) => [resource['id'], resource]));
    const rows = hits.map((hit) => ({ ...hit, resource: byId.get(hit.id) }));
    return { rows, isCut: cut.isCut || shown.isCut };
  }
}

function idsOf(hits: readonly Hit[], name: string): string[] {
  return hits.filter(({ kind }) => kind === name).map(({ id }) => id);
}

function partsOf(users: ListPlan<Takes<User>>, groups: ListPlan<Takes<Group>>): Part[] {
  return [
    {
      count: (tx) => tx.count(User, users.where),
      at: (position) =>
        unionPart(User, {
          kind: USER.name,
          where: whereAfter(users, position),
          sortKey: users.sortKey ?? NULL,
          weight: numberValue('size'),
        }),
    },
    {
      count: (tx) => tx.count(Group, groups.where),
      at: (position) =>
        unionPart(Group, {
          kind: GROUP.name,
          where: whereAfter(groups, position),
          sortKey: groups.sortKey ?? NULL,
          weight: numberValue('memberCount'),
        }),
    },
  ];
}

function selectHits(
  tx: AccountTransaction,
  parts: readonly Part[],
  { sortOrder }: ListQuery,
  { position, limit, offset }: ListWindow,
) {
  return tx.selectUnion({
    parts: parts.map(({ at }) => at(position)),
    descending: sortOrder === 'descending',
    limit,
    offset,
  });
}
