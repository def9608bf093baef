import { Injectable } from '@nestjs/common';
import { ifNoneMatchHits, requireMatch, weakETag } from '../../common/entity-tag.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { GroupsService, type StoredGroup } from '../../groups/groups.service.js';
import { membersChange, type MemberChange } from '../../groups/memberships.service.js';
import { readDocument } from '../protocol/document.js';
import type { ListQuery } from '../protocol/list-query.js';
import type { MemberChange as DocumentMemberChange } from '../protocol/members.js';
import { applyPatch } from '../protocol/patch.js';
import { parsePatch } from '../protocol/patch-operation.js';
import { parseProjection, type Projection } from '../protocol/projection.js';
import { GROUP } from '../protocol/schema/registry.js';
import type { ScimObject } from '../protocol/value.js';
import { documentChanges } from './document-changes.js';
import { toPredicate } from './filter-predicate.js';
import { groupDocument, groupLocation, GroupPresenter } from './group-presenter.js';
import { groupTargets, memberUserTargets } from './group-targets.js';
import { planList, rowsOf } from './list-plan.js';
import { isLight } from './plan-cost.js';
import { ListReader, pageResponse } from './list-reader.js';
import { ScimTransactions } from './scim-transactions.js';
import { groupNames } from './subject-names.js';
import { ignoredAttributes, warn } from './warning.js';
import type { Answer, RequestOptions, ResourceHandler, ScimContext } from './resource-handler.js';

/** What a PUT or PATCH changes in the document and in the members. */
interface Change {
  operation: 'replace' | 'patch';
  next: (before: ScimObject) => { document: ScimObject; members: readonly DocumentMemberChange[] };
  /** The unknown names in the request. */
  ignored: ReadonlySet<string>;
}

/** `/Groups`, before HTTP. */
@Injectable()
export class GroupHandler implements ResourceHandler {
  constructor(
    private readonly transactions: ScimTransactions,
    private readonly groups: GroupsService,
    private readonly lists: ListReader,
    private readonly presenter: GroupPresenter,
  ) {}

  async create(context: ScimContext, body: unknown, options: RequestOptions): Promise<Answer> {
    const { document, members, ignored } = readDocument(GROUP, body);
    const projection = parseProjection(GROUP, options);
    return this.transactions.write(
      context,
      { operation: 'create', resourceType: 'Group' },
      async (tx, trail) => {
        const group = await this.groups.create(tx, { ...fieldsOf(document), memberIds: members ?? [] });
        trail.resourceId = group.id;
        trail.subject = groupNames(group);
        trail.changes = [
          ...documentChanges({}, groupDocument(group)),
          ...membersChange({ added: members ?? [], removed: [] }),
        ];
        warn(trail, ignoredAttributes(ignored));
        return this.answer(tx, context, group, { projection, status: 201 });
      },
    );
  }

  async get(context: ScimContext, id: string, options: RequestOptions): Promise<Answer> {
    const projection = parseProjection(GROUP, options);
    const answer = await this.transactions.read<Answer>(context, async (tx) => {
      const group = await this.groups.get(tx, id);
      const facts = factsOf(group, context);
      const isKnown = ifNoneMatchHits(options.ifNoneMatch, facts.version);
      const isSame = isKnown && !(await this.presenter.showsChanged(tx, group, projection));
      if (isSame) return { ...facts, status: 304 };
      return this.answer(tx, context, group, { projection, status: 200 });
    });
    this.transactions.looked(context, 'Group', [id]);
    return answer;
  }

  async list(context: ScimContext, query: ListQuery): Promise<Answer> {
    const { accountId } = context.principal;
    const { baseUrl } = context;
    const projection = parseProjection(GROUP, query);
    const plan = planList(GROUP, groupTargets(baseUrl), query);
    const list = await this.lists.prepare([accountId, GROUP.name], query);
    return this.transactions[isLight(GROUP, plan, query) ? 'read' : 'search'](context, async (tx) => {
      const page = await list.read<StoredGroup>({
        select: async (request) => {
          const groups = await this.groups.select(tx, rowsOf(plan, request));
          return this.presenter.page(groups, projection);
        },
        count: () => this.groups.count(tx, plan.where),
      });
      const resources = await this.presenter.present(tx, page.rows, projection, context);
      this.transactions.looked(
        context,
        'Group',
        page.rows.map((row) => row.id),
      );
      return { status: 200, body: pageResponse(query, page, resources) };
    });
  }

  async replace(context: ScimContext, id: string, body: unknown, options: RequestOptions): Promise<Answer> {
    const read = await this.understand(context, id, () => readDocument(GROUP, body));
    const { document, members, ignored } = read;
    const replaced = { document, members: [{ kind: 'replace' as const, ids: members ?? [] }] };
    return this.change(context, id, options, { operation: 'replace', next: () => replaced, ignored });
  }

  /** Answers 204, or 200 with the group if the request has `attributes`. */
  async patch(context: ScimContext, id: string, body: unknown, options: RequestOptions): Promise<Answer> {
    const { operations, ignored } = await this.understand(context, id, () => parsePatch(GROUP, body));
    const status = options.attributes === undefined ? 204 : 200;
    const next = (before: ScimObject) => applyPatch(before, operations);
    return this.change(context, id, { ...options, status }, { operation: 'patch', next, ignored });
  }

  async delete(context: ScimContext, id: string, { ifMatch }: RequestOptions): Promise<Answer> {
    const begun = { operation: 'delete', resourceType: 'Group', resourceId: id } as const;
    return this.transactions.write(context, begun, async (tx, trail) => {
      const group = await this.groups.get(tx, id, { lock: true });
      requireMatch(ifMatch, group.version);
      await this.groups.delete(tx, group);
      trail.changes = [{ path: 'displayName', old: group.displayName }];
      trail.subject = groupNames(group);
      return { status: 204 };
    });
  }

  private understand<T>(context: ScimContext, id: string, parse: () => T): Promise<T> {
    return this.transactions.understand(context, parse, (tx) => this.groups.get(tx, id));
  }

  private async change(
    context: ScimContext,
    id: string,
    { status = 200, ...options }: RequestOptions & { status?: 200 | 204 },
    { operation, next, ignored }: Change,
  ): Promise<Answer> {
    const projection = parseProjection(GROUP, options);
    const begun = { operation, resourceType: 'Group', resourceId: id } as const;
    return this.transactions.write(context, begun, async (tx, trail) => {
      const current = await this.groups.get(tx, id, { lock: true });
      requireMatch(options.ifMatch, current.version);
      const { document, members } = next(groupDocument(current));
      const changes = members.map((change) => toMemberChange(change, context.baseUrl));
      const { group, changed } = await this.groups.update(tx, current, fieldsOf(document), changes);
      trail.changes = [
        ...documentChanges(groupDocument(current), groupDocument(group)),
        ...membersChange(changed),
      ];
      trail.subject = groupNames(group);
      warn(trail, ignoredAttributes(ignored));
      return this.answer(tx, context, group, { projection, status });
    });
  }

  private async answer(
    tx: AccountTransaction,
    context: ScimContext,
    group: StoredGroup,
    { projection, status }: { projection: Projection; status: 200 | 201 | 204 },
  ): Promise<Answer> {
    const facts = { status, ...factsOf(group, context) };
    if (status === 204) return facts;
    const [body] = await this.presenter.present(tx, [group], projection, context);
    return { ...facts, ...(body ? { body } : {}) };
  }
}

function fieldsOf({ displayName, externalId }: ScimObject): Pick<StoredGroup, 'displayName' | 'externalId'> {
  // The schema requires displayName: `readDocument` and `applyPatch` refuse documents without it.
  return {
    displayName: displayName as string,
    externalId: typeof externalId === 'string' ? externalId : null,
  };
}

function factsOf({ id, version }: StoredGroup, { baseUrl }: ScimContext) {
  return { id, version: weakETag(version), location: groupLocation(baseUrl, id) };
}

function toMemberChange(change: DocumentMemberChange, baseUrl: string): MemberChange {
  if (change.kind !== 'removeMatching') return change;
  return { kind: 'removeMatching', where: toPredicate(change.filter, memberUserTargets(baseUrl)) };
}
