import { Injectable } from '@nestjs/common';
import { ifNoneMatchHits, requireMatch, weakETag } from '../../common/entity-tag.js';
import { once } from '../../common/once.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import type { Takes } from '../../platform/database/sql/columns.js';
import { all, compare } from '../../platform/database/sql/predicate.js';
import { EXISTING } from '../../users/existing-users.js';
import type { UserBlockIndex } from '../../users/user-block-index.js';
import { BLOCK_SIZE, UserBlocks } from '../../users/user-blocks.service.js';
import type { StoredUser } from '../../users/user-fields.js';
import { EXISTING_USERS, type User } from '../../users/user.entity.js';
import { UsersService, type UserSelection } from '../../users/users.service.js';
import type { Assignment } from '../protocol/assignment.js';
import { readDocument, replaceDocument, type IncomingDocument } from '../protocol/document.js';
import type { ListQuery } from '../protocol/list-query.js';
import { applyPatch } from '../protocol/patch.js';
import { parsePatch } from '../protocol/patch-operation.js';
import { parseProjection, type Projection } from '../protocol/projection.js';
import { USER } from '../protocol/schema/registry.js';
import type { ScimObject } from '../protocol/value.js';
import { planList, rowsOf, type ListPlan, type ListWindow } from './list-plan.js';
import { isLight } from './plan-cost.js';
import { ListReader, pageResponse } from './list-reader.js';
import type { DocumentChange } from './placement.service.js';
import type { Answer, RequestOptions, ResourceHandler, ScimContext } from './resource-handler.js';
import { ScimTransactions } from './scim-transactions.js';
import { userNames } from './subject-names.js';
import { ENTERPRISE, EXPENSE } from './user-attributes.js';
import { toDocument, toFields } from './user-mapper.js';
import { userLocation, UserPresenter, userTag } from './user-presenter.js';
import { userTargets } from './user-targets.js';
import { UserWriter } from './user-writer.js';
import { unknownNamedUser } from './refusals.js';

type Intent = Pick<DocumentChange, 'clearsManager' | 'assignsRole' | 'clearsRole' | 'namesOrganization'>;

/** What a PUT or PATCH changes: the password, and the document. */
interface Change extends Intent {
  operation: 'replace' | 'patch';
  secrets: ScimObject;
  next: (before: ScimObject) => ScimObject;
  unknown: ReadonlySet<string>;
}

/** `/Users`, before HTTP. */
@Injectable()
export class UserHandler implements ResourceHandler {
  constructor(
    private readonly transactions: ScimTransactions,
    private readonly lists: ListReader,
    private readonly users: UsersService,
    private readonly blocks: UserBlocks,
    private readonly writer: UserWriter,
    private readonly presenter: UserPresenter,
  ) {}

  async create(context: ScimContext, given: unknown, options: RequestOptions): Promise<Answer> {
    const { document, ignored: unknown } = readDocument(USER, given);
    const projection = parseProjection(USER, options);
    const password = await this.writer.newPassword(context.principal, document);
    return this.transactions.write(
      context,
      { operation: 'create', resourceType: 'User' },
      async (tx, trail) => {
        const user = await this.writer.create(tx, context.principal, document, {
          ...password,
          trail,
          unknown,
        });
        const version = weakETag(user.version);
        const shown = { ...user, groups: [] };
        const body = this.presenter.presentOne(shown, projection, context.baseUrl, version);
        return { status: 201, body, ...factsOf(user, context), version };
      },
    );
  }

  async get(context: ScimContext, id: string, options: RequestOptions): Promise<Answer> {
    const projection = parseProjection(USER, options);
    const answer = await this.transactions.read<Answer>(context, async (tx) => {
      const user = await this.users.get(tx, id);
      const { body, version, ...facts } = await this.answer(tx, context, user, projection);
      const isKnown = ifNoneMatchHits(options.ifNoneMatch, version);
      if (isKnown && !(await this.presenter.showsChanged(tx, user)))
        return { ...facts, version, status: 304 };
      return { ...facts, version, body };
    });
    this.transactions.looked(context, 'User', [id]);
    return answer;
  }

  async list(context: ScimContext, query: ListQuery): Promise<Answer> {
    const { accountId } = context.principal;
    const { baseUrl } = context;
    const projection = parseProjection(USER, query);
    const plan = planList(USER, userTargets(baseUrl), query);
    const list = await this.lists.prepare([accountId, USER.name], query);
    return this.transactions[isLight(USER, plan, query) ? 'read' : 'search'](context, async (tx) => {
      const readBlocks = once(() => this.blocks.index(tx));
      const page = await list.read({
        select: async (window) => {
          const rows = await userRows(plan, window, readBlocks);
          return this.presenter.page(tx, rows, { projection, context });
        },
        count: async () =>
          plan.where ? this.users.count(tx, plan.where) : this.blocks.total(tx, await readBlocks()),
      });
      const resources = await this.presenter.present(page.rows, projection, baseUrl);
      this.transactions.looked(
        context,
        'User',
        page.rows.map((row) => row.id),
      );
      return { status: 200, body: pageResponse(query, page, resources) };
    });
  }

  async replace(context: ScimContext, id: string, body: unknown, options: RequestOptions): Promise<Answer> {
    const read = await this.understand(context, id, () => readDocument(USER, body));
    return this.replaceBy(context, id, read, options);
  }

  /**
   * PUT without an id in the URL, as in Declaree's published example: replaces the user with the body's externalId, else
   * the one with its userName. Throws `not-found`.
   */
  async replaceNamed(context: ScimContext, body: unknown, options: RequestOptions): Promise<Answer> {
    const read = readDocument(USER, body);
    const id = await this.transactions.read(context, (tx) => this.users.findId(tx, toFields(read.document)));
    if (id === undefined) throw unknownNamedUser();
    return this.replaceBy(context, id, read, options);
  }

  async patch(context: ScimContext, id: string, body: unknown, options: RequestOptions): Promise<Answer> {
    const { operations, ignored } = await this.understand(context, id, () => parsePatch(USER, body));
    const passwords = operations.filter(({ path }) => path.attribute.name === 'password');
    return this.change(context, id, options, {
      operation: 'patch',
      secrets: applyPatch({}, passwords).document,
      next: (before) => applyPatch(before, operations).document,
      unknown: ignored,
      ...intentOf(operations),
    });
  }

  async delete(context: ScimContext, id: string, { ifMatch }: RequestOptions): Promise<Answer> {
    const begun = { operation: 'delete', resourceType: 'User', resourceId: id } as const;
    return this.transactions.write(context, begun, async (tx, trail) => {
      const user = await this.users.get(tx, id, { lock: true });
      requireMatch(ifMatch, user.version);
      await this.writer.delete(tx, context.principal, user);
      trail.changes = [{ path: 'userName', old: user.userName }];
      trail.subject = userNames(user);
      return { status: 204 };
    });
  }

  private replaceBy(
    context: ScimContext,
    id: string,
    read: IncomingDocument,
    options: RequestOptions,
  ): Promise<Answer> {
    const intent = intentOf(read.assignments);
    return this.change(context, id, options, {
      operation: 'replace',
      secrets: read.document,
      next: (before) => replaceDocument(USER, before, read),
      unknown: read.ignored,
      ...intent,
      // Clients send back the whole user that they have read.
      assignsRole: false,
      clearsManager: intent.clearsManager || read.blocks.includes(ENTERPRISE),
    });
  }

  private understand<T>(context: ScimContext, id: string, parse: () => T): Promise<T> {
    return this.transactions.understand(context, parse, (tx) => this.users.get(tx, id));
  }

  private async change(
    context: ScimContext,
    id: string,
    options: RequestOptions,
    { operation, secrets, next, unknown, ...asked }: Change,
  ): Promise<Answer> {
    const projection = parseProjection(USER, options);
    const password = await this.writer.newPassword(context.principal, secrets, id);
    const begun = { operation, resourceType: 'User', resourceId: id } as const;
    return this.transactions.write(context, begun, async (tx, trail) => {
      const current = await this.users.get(tx, id, { lock: true });
      requireMatch(options.ifMatch, current.version);
      const after = next(toDocument(current));
      const user = await this.writer.change(
        tx,
        context.principal,
        { current, after, ...asked },
        { ...password, trail, unknown },
      );
      return this.answer(tx, context, user, projection);
    });
  }

  private async answer(
    tx: AccountTransaction,
    context: ScimContext,
    user: StoredUser,
    projection: Projection,
  ) {
    context.room.require(user.size);
    const shown = await this.presenter.withGroupsOf(tx, user, projection);
    const version = userTag(shown);
    const body = this.presenter.presentOne(shown, projection, context.baseUrl, version);
    return { status: 200 as const, body, ...factsOf(user, context), version };
  }
}

/**
 * The rows of one page. A list of all users uses the index of existing users, in which deleted ones cost
 * nothing. A distant page of it starts at a block.
 */
async function userRows(
  plan: ListPlan<Takes<User>>,
  window: ListWindow,
  readBlocks: () => Promise<UserBlockIndex>,
): Promise<UserSelection> {
  if (plan.where || plan.sortKey) return rowsOf(plan, window);
  const { offset: wanted = 0 } = window;
  const start = wanted < BLOCK_SIZE ? undefined : (await readBlocks()).locate(wanted);
  const where = start?.after === undefined ? EXISTING : all(EXISTING, compare('id', '>', start.after));
  const rows = rowsOf({ ...plan, where }, { ...window, offset: start?.offset ?? wanted });
  return { ...rows, forceIndex: EXISTING_USERS };
}

/** What a request says beyond its effect on the document: two requests with the same effect can differ in this. */
function intentOf(assignments: readonly Assignment[]): Intent {
  const given = (urn: string, name: string) =>
    assignments.filter(({ path }) => path.schema.id === urn && path.attribute.name === name);
  const isCleared = ({ value }: Assignment) => value === undefined;
  return {
    clearsManager: given(ENTERPRISE, 'manager').some(isCleared),
    assignsRole: !given(EXPENSE, 'role').every(isCleared),
    clearsRole: given(EXPENSE, 'role').some(isCleared),
    namesOrganization: !given(EXPENSE, 'organization').every(isCleared),
  };
}

function factsOf({ id }: StoredUser, { baseUrl }: ScimContext) {
  return { id, location: userLocation(baseUrl, id) };
}
