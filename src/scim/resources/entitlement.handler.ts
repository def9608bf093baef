import { Injectable } from '@nestjs/common';
import { ifNoneMatchHits, weakETag } from '../../common/entity-tag.js';
import { OrganizationsService, type OrganizationRow } from '../../organizations/organizations.service.js';
import type { Organization } from '../../organizations/organization.entity.js';
import type { Takes } from '../../platform/database/sql/columns.js';
import type { ListQuery } from '../protocol/list-query.js';
import { parseProjection, project } from '../protocol/projection.js';
import { fullResource } from '../protocol/resource.js';
import { ENTITLEMENT } from '../protocol/schema/registry.js';
import type { ScimObject } from '../protocol/value.js';
import { affixed, constant, foldedText, resourceTargets, type FilterTarget } from './filter-target.js';
import { planList, rowsOf } from './list-plan.js';
import { ListReader, pageResponse } from './list-reader.js';
import { metaTargets } from './meta-targets.js';
import { isLight } from './plan-cost.js';
import { noSuchEntitlement } from './refusals.js';
import type { Answer, RequestOptions, ScimContext } from './resource-handler.js';
import { ScimTransactions } from './scim-transactions.js';

const TYPE = 'organization';
const PREFIX = `${TYPE}:`;
const DESCRIPTION = 'Works for this organization, too.';

/** The estimated size of an entitlement in an answer, in bytes. */
const ENTITLEMENT_BYTES = 1_024;

/** `/Entitlements`, before HTTP: one for each organization of the account. */
@Injectable()
export class EntitlementHandler {
  constructor(
    private readonly transactions: ScimTransactions,
    private readonly organizations: OrganizationsService,
    private readonly lists: ListReader,
  ) {}

  /** Throws what lists of users throw. */
  async list(context: ScimContext, query: ListQuery): Promise<Answer> {
    const projection = parseProjection(ENTITLEMENT, query);
    const plan = planList(ENTITLEMENT, targets(context.baseUrl), query);
    const list = await this.lists.prepare([context.principal.accountId, ENTITLEMENT.name], query);
    return this.transactions[isLight(ENTITLEMENT, plan, query) ? 'read' : 'search'](context, async (tx) => {
      const page = await list.read<OrganizationRow>({
        select: async (window) => ({
          rows: await this.organizations.select(tx, rowsOf(plan, window)),
          isCut: false,
        }),
        count: () => this.organizations.count(tx, plan.where),
      });
      context.room.require(page.rows.length * ENTITLEMENT_BYTES);
      const resources = page.rows.map((row) =>
        project(ENTITLEMENT, resource(row, context.baseUrl), projection),
      );
      return { status: 200, body: pageResponse(query, page, resources) };
    });
  }

  /** Throws `not-found`. */
  async get(context: ScimContext, id: string, options: RequestOptions): Promise<Answer> {
    const projection = parseProjection(ENTITLEMENT, options);
    const row = await this.transactions.read(context, async (tx) =>
      id.startsWith(PREFIX) ? this.organizations.find(tx, id.slice(PREFIX.length)) : undefined,
    );
    if (!row) throw noSuchEntitlement(id);
    const facts = { id, location: locationOf(row, context.baseUrl), version: weakETag(row.version) };
    if (ifNoneMatchHits(options.ifNoneMatch, facts.version)) return { ...facts, status: 304 };
    return { ...facts, status: 200, body: project(ENTITLEMENT, resource(row, context.baseUrl), projection) };
  }
}

const locationOf = ({ id }: OrganizationRow, baseUrl: string) =>
  `${baseUrl}${ENTITLEMENT.endpoint}/${PREFIX}${id}`;

function resource(row: OrganizationRow, baseUrl: string): ScimObject {
  return fullResource(ENTITLEMENT, {
    id: `${PREFIX}${row.id}`,
    document: { displayName: row.name, type: TYPE, description: DESCRIPTION },
    meta: {
      created: row.createdAt,
      lastModified: row.updatedAt,
      version: weakETag(row.version),
      location: locationOf(row, baseUrl),
    },
  });
}

/** What a filter on entitlements can name, as columns of the organizations. */
function targets(baseUrl: string) {
  const single = new Map<string, FilterTarget<Takes<Organization>>>([
    ...metaTargets(ENTITLEMENT.name, `${baseUrl}${ENTITLEMENT.endpoint}/${PREFIX}`),
    ['id', affixed(PREFIX, 'id')],
    ['schemas', constant(ENTITLEMENT.schema.id, { caseExact: true })],
    ['displayName', foldedText('name')],
    ['type', constant(TYPE, { caseExact: false })],
    ['description', constant(DESCRIPTION, { caseExact: false })],
  ]);
  return resourceTargets(single, () => undefined);
}
