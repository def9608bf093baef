import { ScimError, type ScimType } from './errors.js';
import { BULK_REQUEST_URN, BULK_RESPONSE_URN, errorBody, requireMessage } from './messages.js';
import { findEndpoint } from './schema/registry.js';
import type { WritableType } from './schema/attribute.js';
import { type ScimObject, isEmpty, isObject, memberNamed } from './value.js';

export type BulkMethod = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One operation of a bulk request. If it is invalid, `target` has the `fault`. */
export interface BulkOperation {
  readonly method: string;
  readonly bulkId?: string;
  /** The version that the resource must still have, as in `If-Match`. */
  readonly version?: string;
  readonly target: { readonly type: WritableType; readonly id?: string } | { readonly fault: ScimError };
  readonly data: unknown;
}

export interface BulkRequest {
  readonly operations: readonly BulkOperation[];
  /** The number of errors that stop the processing; Infinity if the request has none. */
  readonly failOnErrors: number;
}

/** The result of one operation. */
export interface BulkResult {
  readonly operation: BulkOperation;
  readonly status: number;
  readonly location?: string | undefined;
  readonly version?: string | undefined;
  readonly error?: { readonly scimType?: ScimType | undefined; readonly detail: string };
}

const METHODS: ReadonlySet<string> = new Set<BulkMethod>(['POST', 'PUT', 'PATCH', 'DELETE']);
const LONGEST_METHOD = 20;
const REFERENCE = 'bulkid:';
const MAX_DEPTH = 20;

/**
 * Reads a BulkRequest (RFC 7644 §3.7). A fault of one operation is kept with it, so that it fails alone.
 * @throws {ScimError} invalidSyntax if the body is not a bulk request, 413 above `maxOperations`
 */
export function parseBulkRequest(body: unknown, maxOperations: number): BulkRequest {
  const operations = isObject(body) ? memberNamed(body, 'Operations') : undefined;
  if (!isObject(body) || !Array.isArray(operations)) {
    throw ScimError.invalidSyntax('The body must be a JSON object with Operations, an array.');
  }
  requireMessage(body, BULK_REQUEST_URN);
  if (operations.length > maxOperations) {
    throw ScimError.payloadTooLarge(`A bulk request takes at most ${maxOperations} operations; split it.`);
  }
  return {
    operations: withoutDuplicates(operations.map(readOperation)),
    failOnErrors: readFailOnErrors(body),
  };
}

/** A bulkId must be unique in the request (RFC 7644 §3.7): a second POST with the same bulkId fails. */
function withoutDuplicates(operations: readonly BulkOperation[]): BulkOperation[] {
  const taken = new Set<string>();
  return operations.map((operation) => {
    const { method, bulkId } = operation;
    if (method !== 'POST' || bulkId === undefined) return operation;
    const isTaken = taken.has(bulkId);
    taken.add(bulkId);
    if (!isTaken) return operation;
    const detail = `An earlier operation has the bulkId "${bulkId}"; each POST needs its own.`;
    return { ...operation, target: { fault: ScimError.invalidValue(detail) } };
  });
}

function readFailOnErrors(body: Record<string, unknown>): number {
  const raw = memberNamed(body, 'failOnErrors');
  if (isEmpty(raw)) return Number.POSITIVE_INFINITY;
  if (typeof raw === 'number' && Number.isInteger(raw) && raw > 0) return raw;
  throw ScimError.invalidValue('failOnErrors must be an integer of 1 or more.');
}

function readOperation(raw: unknown): BulkOperation {
  if (!isObject(raw)) {
    return {
      method: '',
      target: { fault: ScimError.invalidSyntax('Each of Operations must be an object.') },
      data: raw,
    };
  }
  const named = memberNamed(raw, 'method');
  // The answer repeats the method, so anything longer than a real method is dropped.
  const method = typeof named === 'string' && named.length <= LONGEST_METHOD ? named.toUpperCase() : '';
  const bulkId = memberNamed(raw, 'bulkId');
  const version = memberNamed(raw, 'version');
  return {
    method,
    ...(typeof bulkId === 'string' && bulkId !== '' && { bulkId }),
    ...(typeof version === 'string' && version !== '' && { version }),
    target: readTarget(method, memberNamed(raw, 'path'), bulkId),
    data: readData(method, memberNamed(raw, 'data')),
  };
}

/** The data of a PATCH may be just its operations, as in older drafts of RFC 7644. */
function readData(method: string, data: unknown): unknown {
  return method === 'PATCH' && Array.isArray(data) ? { Operations: data } : data;
}

function readTarget(method: string, path: unknown, bulkId: unknown): BulkOperation['target'] {
  if (!METHODS.has(method)) return fault(`method must be one of ${[...METHODS].join(', ')}.`);
  const [endpoint, id, ...rest] = typeof path === 'string' ? path.replace(/^\/|\/$/g, '').split('/') : [];
  const type = endpoint === undefined ? undefined : findEndpoint(`/${endpoint}`);
  if (!type || rest.length > 0)
    return { fault: ScimError.invalidPath('path must be like "/Users" or "/Users/{id}".') };
  if (method !== 'POST') {
    if (isEmpty(id))
      return { fault: ScimError.invalidPath(`${method} needs a path like "${type.endpoint}/{id}".`) };
    return { type, id: String(id) };
  }
  if (!isEmpty(id)) return { fault: ScimError.invalidPath(`POST needs the path "${type.endpoint}".`) };
  return typeof bulkId === 'string' && bulkId !== '' ? { type } : fault('POST needs a bulkId.');
}

function fault(detail: string): BulkOperation['target'] {
  return { fault: ScimError.invalidSyntax(detail) };
}

/** The bulkId that a text refers to, `bulkId:abc` in any letter case of the prefix. */
export function referredBulkId(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.slice(0, REFERENCE.length).toLowerCase() !== REFERENCE)
    return undefined;
  return text.slice(REFERENCE.length);
}

/** All bulkIds that a body refers to. */
export function referredBulkIds(data: unknown): string[] {
  const found = new Set<string>();
  visit(data, (text) => {
    const bulkId = referredBulkId(text);
    if (bulkId !== undefined) found.add(bulkId);
  });
  return [...found];
}

function visit(data: unknown, seen: (text: string) => void): void {
  // Not recursive, because the client chooses the depth of the body.
  const open: unknown[] = [data];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === 'string') seen(value);
    else if (typeof value === 'object' && value !== null)
      for (const each of Object.values(value)) open.push(each);
  }
}

/**
 * A copy of a body with every reference to a known bulkId replaced by the resource's id. References to unknown ones are
 * left out, with the whole list element or complex value if they are its `value`.
 */
export function withReferences(data: unknown, ids: ReadonlyMap<string, string>, depth = 0): unknown {
  if (typeof data === 'string') {
    const bulkId = referredBulkId(data);
    return bulkId === undefined ? data : ids.get(bulkId);
  }
  // No attribute is that deep, so anything below is meaningless.
  if (depth === MAX_DEPTH || typeof data !== 'object' || data === null) return data;
  const inner = (value: unknown) => withReferences(value, ids, depth + 1);
  if (Array.isArray(data)) return data.map(inner).filter((each) => each !== undefined);
  const entries = Object.entries(data).map(([name, value]) => [name, inner(value)] as const);
  const isOpen = entries.some(([name, value]) => value === undefined && name.toLowerCase() === 'value');
  return isOpen ? undefined : Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** The BulkResponse (RFC 7644 §3.7.3); only errors have a `response`. */
export function bulkResponse(results: readonly BulkResult[]): ScimObject {
  return {
    schemas: [BULK_RESPONSE_URN],
    Operations: results.map(({ operation, status, location, version, error }) => ({
      method: operation.method,
      ...(operation.bulkId !== undefined && { bulkId: operation.bulkId }),
      ...(version !== undefined && { version }),
      ...(location !== undefined && { location }),
      status: String(status),
      ...(error && { response: errorBody({ status, ...error }) }),
    })),
  };
}
