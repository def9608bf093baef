import { Injectable } from '@nestjs/common';
import type { AccountTransaction } from '../../database/account-transaction.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { GroupsService, type StoredGroup } from '../../groups/groups.service.js';
import type { MemberChange } from '../../groups/memberships.service.js';
import { readDocument } from '../protocol/document.js';
import type { ListQuery } from '../protocol/list-query.js';
import type { MemberChange as DocumentMemberChange } from '../protocol/members.js';
import { applyPatch } from '../protocol/patch.js';
import { parsePatch } from '../protocol/patch-operation.js';
import { parseProjection } from '../protocol/projection.js';
import { GROUP } from '../protocol/schema/registry.js';
import type { ScimObject } from '../protocol/value.js';
import { ifNoneMatchHits } from '../protocol/version.js';
import { toPredicate } from './filter-predicate.js';
import { groupDocument, groupLocation, GroupPresenter } from './group-presenter.js';
import { groupTargets, memberUserTargets } from './group-targets.js';
import { planList, rowsOf } from './list-plan.js';
import { ListReader, pageResponse } from './list-reader.js';
import { requireVersion } from './preconditions.js';
import type { Answer, RequestOptions, ResourceHandler, ScimContext } from './resource-handler.js';

/** `/Groups`, before HTTP. */
@Injectable()
export class GroupHandler implements ResourceHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly groups: GroupsService,
    private readonly lists: ListReader,
    private readonly presenter: GroupPresenter,
  ) {}

  async create(context: ScimContext, body: unknown, options: RequestOptions): Promise<Answer> {
    const { document, members } = readDocument(GROUP, body);
    return this.work.write(context.principal.accountId, async (tx) => {
      const group = await this.groups.create(tx, { ...fieldsOf(document), memberIds: members ?? [] });
      return this.answer(tx, context, group, { ...options, status: 201 });
    });
  }

  async get(context: ScimContext, id: string, options: RequestOptions): Promise<Answer> {
    return this.work.read(context.principal.accountId, async (tx) => {
      const group = await this.groups.get(tx, id);
      if (ifNoneMatchHits(options.ifNoneMatch, group.version)) return { status: 304, version: group.version };
      return this.answer(tx, context, group, options);
    });
  }

  async list({ principal: { accountId }, baseUrl }: ScimContext, query: ListQuery): Promise<Answer> {
    const projection = parseProjection(GROUP, query);
    const plan = planList(GROUP, groupTargets(baseUrl), query);
    return this.work.read(accountId, async (tx) => {
      const page = await this.lists.read<StoredGroup>([accountId, GROUP.name], query, {
        select: (request) => this.groups.select(tx, rowsOf(plan, request)),
        count: () => this.groups.count(tx, plan.where),
      });
      const resources = await this.presenter.present(tx, page.rows, projection, baseUrl);
      return { status: 200, body: pageResponse(query, page, resources) };
    });
  }

  async replace(context: ScimContext, id: string, body: unknown, options: RequestOptions): Promise<Answer> {
    const { document, members } = readDocument(GROUP, body);
    const replaced = { document, members: [{ kind: 'replace' as const, ids: members ?? [] }] };
    return this.change(context, id, options, () => replaced);
  }

  /** Answers 204, or 200 with the group where the request names `attributes`. */
  async patch(context: ScimContext, id: string, body: unknown, options: RequestOptions): Promise<Answer> {
    const operations = parsePatch(GROUP, body);
    const status = options.attributes === undefined ? 204 : 200;
    return this.change(context, id, { ...options, status }, (before) => applyPatch(before, operations));
  }

  async delete({ principal }: ScimContext, id: string, { ifMatch }: RequestOptions): Promise<Answer> {
    await this.work.write(principal.accountId, async (tx) => {
      const group = await this.groups.get(tx, id, { lock: true });
      requireVersion(ifMatch, group.version);
      await this.groups.delete(tx, id);
    });
    return { status: 204 };
  }

  private async change(
    context: ScimContext,
    id: string,
    options: RequestOptions & { status?: 200 | 204 },
    next: (before: ScimObject) => { document: ScimObject; members: readonly DocumentMemberChange[] },
  ): Promise<Answer> {
    return this.work.write(context.principal.accountId, async (tx) => {
      const current = await this.groups.get(tx, id, { lock: true });
      requireVersion(options.ifMatch, current.version);
      const { document, members } = next(groupDocument(current));
      const changes = members.map((change) => toMemberChange(change, context.baseUrl));
      const group = await this.groups.update(tx, current, fieldsOf(document), changes);
      return this.answer(tx, context, group, options);
    });
  }

  private async answer(
    tx: AccountTransaction,
    { baseUrl }: ScimContext,
    group: StoredGroup,
    { status = 200, ...names }: RequestOptions & { status?: 200 | 201 | 204 },
  ): Promise<Answer> {
    const facts = {
      status,
      id: group.id,
      version: group.version,
      location: groupLocation(baseUrl, group.id),
    };
    if (status === 204) return facts;
    const [body] = await this.presenter.present(tx, [group], parseProjection(GROUP, names), baseUrl);
    return { ...facts, ...(body ? { body } : {}) };
  }
}

function fieldsOf({ displayName, externalId }: ScimObject): Pick<StoredGroup, 'displayName' | 'externalId'> {
  // The schema makes displayName a required text: `readDocument` and `applyPatch` let no other document through.
  return {
    displayName: displayName as string,
    externalId: typeof externalId === 'string' ? externalId : null,
  };
}

function toMemberChange(change: DocumentMemberChange, baseUrl: string): MemberChange {
  if (change.kind !== 'removeMatching') return change;
  return { kind: 'removeMatching', where: toPredicate(change.filter, memberUserTargets(baseUrl)) };
}
