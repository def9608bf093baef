import { Injectable } from '@nestjs/common';
import type { AccountTransaction } from '../../database/account-transaction.js';
import type { Entity } from '../../database/table.js';
import { Group } from '../../groups/group.entity.js';
import { User } from '../../users/user.entity.js';
import type { ListQuery } from '../protocol/list-query.js';
import { parseProjection } from '../protocol/projection.js';
import type { ResourceType } from '../protocol/schema/attribute.js';
import { GROUP, USER } from '../protocol/schema/registry.js';
import type { ScimObject } from '../protocol/value.js';
import { GroupPresenter } from './group-presenter.js';
import { groupTargets } from './group-targets.js';
import { NOTHING, planList, whereBehind, type ListPlan, type ListWindow } from './list-plan.js';
import { ListReader, pageResponse } from './list-reader.js';
import type { Answer, ScimContext } from './resource-handler.js';
import { ScimWork } from './scim-work.js';
import { UserPresenter } from './user-presenter.js';
import { userTargets } from './user-targets.js';

/** A resource type's part in a search over all of them. */
interface Part {
  type: ResourceType;
  entity: Entity<unknown>;
  plan: ListPlan;
}

interface Hit {
  kind: string;
  id: string;
}

/** A search over users and groups at once (RFC 7644 §3.4.2.1 and §3.4.3), in as many statements however much it finds. */
@Injectable()
export class SearchHandler {
  constructor(
    private readonly work: ScimWork,
    private readonly lists: ListReader,
    private readonly users: UserPresenter,
    private readonly groups: GroupPresenter,
  ) {}

  /** Throws what a list of users or groups throws. Resources have no value for what only the other type has. */
  async search(context: ScimContext, query: ListQuery): Promise<Answer> {
    const { accountId } = context.principal;
    const { baseUrl } = context;
    const parts: Part[] = [
      { type: USER, entity: User, plan: planList(USER, userTargets(baseUrl), query, [GROUP]) },
      { type: GROUP, entity: Group, plan: planList(GROUP, groupTargets(baseUrl), query, [USER]) },
    ];
    const list = await this.lists.prepare([accountId, 'any'], query);
    return this.work.read(context, async (tx) => {
      const page = await list.read<Hit>({
        select: (request) => selectHits(tx, parts, query, request),
        count: async () => {
          let total = 0;
          for (const { entity, plan } of parts) total += await tx.count(entity, plan.where);
          return total;
        },
      });
      const resources = await this.read(tx, page.rows, query, baseUrl);
      return { status: 200, body: pageResponse(query, page, resources) };
    });
  }

  private async read(
    tx: AccountTransaction,
    hits: readonly Hit[],
    query: ListQuery,
    baseUrl: string,
  ): Promise<ScimObject[]> {
    const idsOf = (type: ResourceType) => hits.filter(({ kind }) => kind === type.name).map(({ id }) => id);
    const found = [
      ...(await this.users.presentListed(tx, idsOf(USER), parseProjection(USER, query), baseUrl)),
      ...(await this.groups.presentListed(tx, idsOf(GROUP), parseProjection(GROUP, query), baseUrl)),
    ];
    const byId = new Map(found.map((resource) => [resource['id'], resource]));
    // A resource that was deleted since the page was chosen is left out.
    return hits.map(({ id }) => byId.get(id)).filter((resource) => resource !== undefined);
  }
}

function selectHits(
  tx: AccountTransaction,
  parts: readonly Part[],
  { sortOrder }: ListQuery,
  { position, limit, offset }: ListWindow,
) {
  return tx.selectUnion({
    parts: parts.map(({ type, entity, plan }) => ({
      entity,
      kind: type.name,
      where: whereBehind(plan, position),
      sortKey: plan.sortKey ?? NOTHING,
    })),
    descending: sortOrder === 'descending',
    limit,
    offset,
  });
}
