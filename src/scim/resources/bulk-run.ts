import { performance } from 'node:perf_hooks';
import { DomainError, type ErrorKind } from '../../common/errors.js';
import { NobodyWaits } from '../../common/waiter.js';
import {
  referredBulkId,
  referredBulkIds,
  withReferences,
  type BulkOperation,
  type BulkRequest,
  type BulkResult,
} from '../protocol/bulk.js';
import { ScimError } from '../protocol/errors.js';
import type { WritableType } from '../protocol/schema/attribute.js';
import { isObject } from '../protocol/value.js';
import { NO_ROOM_NEEDED } from './answer-room.js';
import { refusalOf } from './refusal-of.js';
import type { Answer, ResourceHandler, ScimContext } from './resource-handler.js';

/** A failed operation, and how many failures its event stands for. */
export interface FailedOperation {
  operation: BulkOperation;
  count: number;
}

/** Callbacks of a run. */
interface RunHooks {
  /** Called for each failure, with the operation's own context. */
  report: (context: ScimContext, error: unknown, failed: FailedOperation) => Promise<void>;
  /** Throws if the caller may no longer use SCIM. */
  ensureRight: () => Promise<void>;
  /** Runs one operation when it is the account's turn in the queue. Throws NobodyWaits. */
  enqueue: <T>(operation: () => Promise<T>) => Promise<T>;
}

const LOST_RIGHT = new Set<ErrorKind>(['unauthenticated', 'forbidden']);

type Handlers = Readonly<Record<WritableType['name'], ResourceHandler>>;

/** A resource that was created with an unresolved reference, because two resources refer to each other. */
interface Unfinished {
  index: number;
  type: WritableType;
  id: string;
}

/** Runs one bulk request. */
export class BulkRun {
  private readonly outcomes = new Map<number, BulkResult>();
  private readonly begun = new Set<number>();
  private readonly ids = new Map<string, string>();
  private readonly creators: ReadonlyMap<string, number>;
  private unfinished: Unfinished[] = [];
  private errors = 0;
  /** Why all further operations are refused. */
  private lostRight: DomainError | undefined;
  private isLossReported = false;

  constructor(
    private readonly context: ScimContext,
    private readonly request: BulkRequest,
    private readonly handlers: Handlers,
    private readonly hooks: RunHooks,
  ) {
    this.creators = new Map(
      request.operations.flatMap(({ method, bulkId, target }, index) =>
        method === 'POST' && bulkId !== undefined && !('fault' in target) ? [[bulkId, index] as const] : [],
      ),
    );
  }

  /** Runs the request. Returns the results of the operations that ran, in the order of the request. */
  async results(): Promise<BulkResult[]> {
    for (const index of this.request.operations.keys()) {
      await this.carryOut(index);
      // By now, all resources of a reference circle that this operation is part of exist.
      for (const resource of this.unfinished.splice(0)) await this.finish(resource);
    }
    return [...this.outcomes].toSorted(([a], [b]) => a - b).map(([, outcome]) => outcome);
  }

  /** Runs the operations that an operation refers to, then the operation itself (RFC 7644 §3.7.2). */
  private async carryOut(index: number): Promise<void> {
    const operation = this.request.operations[index];
    if (!operation || this.begun.has(index) || this.hasEnded()) return;
    this.begun.add(index);
    for (const bulkId of referencesOf(operation)) {
      const creator = this.creators.get(bulkId);
      if (creator !== undefined) await this.carryOut(creator);
    }
    if (this.hasEnded()) return;
    await this.record(index, operation, async (context) => {
      await this.ensureRight();
      return this.perform(context, index, operation);
    });
  }

  private async ensureRight(): Promise<void> {
    if (this.lostRight) throw this.lostRight;
    try {
      await this.hooks.ensureRight();
    } catch (error) {
      const isLost = error instanceof DomainError && LOST_RIGHT.has(error.kind);
      if (isLost) this.lostRight = error;
      throw error;
    }
  }

  private async perform(context: ScimContext, index: number, operation: BulkOperation): Promise<Answer> {
    const { target, method } = operation;
    if ('fault' in target) throw target.fault;
    const open = referencesOf(operation).filter((bulkId) => !this.ids.has(bulkId));
    const lost = open.find((bulkId) => !this.isUnderWay(bulkId));
    if (lost !== undefined) throw unresolved(lost);
    const handler = this.handlers[target.type.name];
    const data = withReferences(operation.data, this.ids);
    const options = { ifMatch: operation.version };
    const id = this.resolved(target.id);
    if (method === 'PUT') return handler.replace(context, id, data, options);
    if (method === 'PATCH') return handler.patch(context, id, data, options);
    if (method === 'DELETE') return handler.delete(context, id, options);

    const answer = await handler.create(context, data, {});
    if (answer.id === undefined) return answer;
    if (operation.bulkId !== undefined) this.ids.set(operation.bulkId, answer.id);
    if (open.length > 0) this.unfinished.push({ index, type: target.type, id: answer.id });
    return answer;
  }

  /** Adds the unresolved references. If that fails, deletes the resource again, and its operation fails. */
  private async finish({ index, type, id }: Unfinished): Promise<void> {
    const operation = this.request.operations[index];
    if (!operation) return;
    const handler = this.handlers[type.name];
    const lost = referencesOf(operation).find((bulkId) => !this.ids.has(bulkId));
    await this.record(index, operation, async (context) => {
      try {
        if (lost !== undefined) throw unresolved(lost);
        const value = withReferences(referringPart(operation.data), this.ids);
        const answer = await handler.patch(context, id, { Operations: [{ op: 'add', value }] }, {});
        return { ...answer, status: 201 };
      } catch (error) {
        if (operation.bulkId !== undefined) this.ids.delete(operation.bulkId);
        // The client gets the original error even if the deletion fails too.
        const removal: BulkOperation = { ...operation, method: 'DELETE', target: { type, id } };
        await handler
          .delete(context, id, {})
          .catch((fault: unknown) => this.hooks.report(context, fault, { operation: removal, count: 1 }));
        throw error;
      }
    });
  }

  private async record(
    index: number,
    operation: BulkOperation,
    perform: (context: ScimContext) => Promise<Answer>,
  ): Promise<void> {
    // The event's duration must not include earlier operations.
    const context = { ...this.context, startedAt: performance.now(), room: NO_ROOM_NEEDED };
    try {
      const { status, version, location } = await this.hooks.enqueue(() => {
        context.startedAt = performance.now();
        return perform(context);
      });
      this.outcomes.set(index, {
        operation,
        status,
        location: location ?? this.locationOf(operation),
        version,
      });
    } catch (error) {
      if (error instanceof NobodyWaits) throw error;
      await this.report(context, error, operation);
      const { status, scimType, detail } = refusalOf(error);
      const location = this.locationOf(operation);
      this.outcomes.set(index, { operation, status, location, error: { scimType, detail } });
      this.errors++;
    }
  }

  /** After the caller has lost the right, one event stands for all refused operations. */
  private async report(context: ScimContext, error: unknown, operation: BulkOperation): Promise<void> {
    if (error !== this.lostRight) return this.hooks.report(context, error, { operation, count: 1 });
    if (this.isLossReported) return;
    this.isLossReported = true;
    const left = this.request.operations.length - this.outcomes.size;
    const count = Math.min(left, this.request.failOnErrors - this.errors);
    await this.hooks.report(context, error, { operation, count });
  }

  private hasEnded(): boolean {
    return this.errors >= this.request.failOnErrors;
  }

  private isUnderWay(bulkId: string): boolean {
    const creator = this.creators.get(bulkId);
    return creator !== undefined && this.begun.has(creator) && !this.outcomes.has(creator);
  }

  private resolved(id: string | undefined): string {
    const bulkId = referredBulkId(id);
    return (bulkId === undefined ? id : this.ids.get(bulkId)) ?? '';
  }

  private locationOf({ target }: BulkOperation): string | undefined {
    if ('fault' in target || target.id === undefined) return undefined;
    const id = this.resolved(target.id);
    return id === '' ? undefined : `${this.context.baseUrl}${target.type.endpoint}/${id}`;
  }
}

function referencesOf({ target, data }: BulkOperation): string[] {
  return referredBulkIds('fault' in target ? [] : [target.id, data]);
}

/** The attributes of a body that refer to another resource. */
function referringPart(data: unknown): unknown {
  if (!isObject(data)) return {};
  return Object.fromEntries(Object.entries(data).filter(([, value]) => referredBulkIds(value).length > 0));
}

function unresolved(bulkId: string): ScimError {
  return ScimError.invalidValue(
    `No operation of this request has created a resource with the bulkId "${bulkId}".`,
  );
}
