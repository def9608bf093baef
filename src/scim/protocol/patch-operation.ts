import { type Assignment, isReadOnly, readAssignments, readBlock, readTarget } from './assignment.js';
import { ScimError } from './errors.js';
import { PATCH_OP_URN, requireMessage } from './messages.js';
import { type AttributeTarget, parsePatchPath } from './patch-path.js';
import { type AttributePath, leafOf, pathName } from './path.js';
import { readValue } from './read-value.js';
import { type ResourceType, type Schema } from './schema/attribute.js';
import { isEmpty, isObject, memberNamed } from './value.js';

/**
 * One change of one attribute. An operation without a path, or on a whole schema, is split into one for each
 * attribute. Without a value, `add` and `replace` clear; `remove` with a value removes only the listed values.
 */
export interface PatchOperation extends Assignment {
  readonly op: 'add' | 'remove' | 'replace';
}

/** A parsed PATCH. */
export interface Patch {
  readonly operations: readonly PatchOperation[];
  /** The unknown names in the values. */
  readonly ignored: ReadonlySet<string>;
}

/** An operation as the client sent it. */
interface SentOperation {
  readonly op: PatchOperation['op'];
  readonly value: unknown;
}

const MAX_OPERATIONS = 5000;

/**
 * Reads the body of a PATCH (RFC 7644 §3.5.2) with the liberties that real clients take. An empty list of operations is
 * valid.
 * @throws {ScimError} invalidSyntax, invalidPath, invalidValue, mutability, noTarget (a remove without path),
 * tooMany
 */
export function parsePatch(type: ResourceType, body: unknown): Patch {
  const sent = isObject(body) ? memberNamed(body, 'Operations') : undefined;
  if (!isObject(body) || !Array.isArray(sent)) {
    throw ScimError.invalidSyntax('The body must be a JSON object with Operations, an array.');
  }
  requireMessage(body, PATCH_OP_URN);
  if (sent.length > MAX_OPERATIONS) {
    throw ScimError.tooMany(`A PATCH takes at most ${MAX_OPERATIONS} operations; split it.`);
  }
  const ignored = new Set<string>();
  const operations = sent.flatMap((raw: unknown) => readOperation(type, raw, ignored));
  return { operations, ignored };
}

function readOperation(type: ResourceType, raw: unknown, ignored: Set<string>): PatchOperation[] {
  if (!isObject(raw)) throw ScimError.invalidSyntax('Each of Operations must be an object.');
  const path = memberNamed(raw, 'path');
  const sent = { op: readOp(memberNamed(raw, 'op')), value: memberNamed(raw, 'value') };
  if (isEmpty(path)) return withoutPath(type, sent, ignored);
  if (typeof path !== 'string') throw ScimError.invalidPath('path must be a string.');
  const target = parsePatchPath(type, path);
  if (target.kind === 'schema') return onSchema(type, target.schema, sent, ignored);
  return sent.op === 'remove' ? [removal(target, sent.value)] : assignment(target, sent, ignored);
}

function readOp(raw: unknown): PatchOperation['op'] {
  const op = typeof raw === 'string' ? raw.toLowerCase() : raw;
  if (op === 'add' || op === 'remove' || op === 'replace') return op;
  throw ScimError.invalidSyntax('op must be add, remove or replace.');
}

function withoutPath(
  type: ResourceType,
  { op, value }: SentOperation,
  ignored: Set<string>,
): PatchOperation[] {
  if (op === 'remove') throw ScimError.noTarget('remove needs a path.');
  if (!isObject(value)) {
    throw ScimError.invalidValue(`${op} without a path needs an object of attributes as its value.`);
  }
  return readAssignments(type, Object.entries(value), ignored).map((each) => checked({ op, ...each }));
}

function onSchema(
  type: ResourceType,
  schema: Schema,
  { op, value }: SentOperation,
  ignored: Set<string>,
): PatchOperation[] {
  if (op !== 'remove' && value === undefined) {
    throw ScimError.invalidValue(`${op} of ${schema.id} needs a value.`);
  }
  const given = op === 'remove' ? null : value;
  return readBlock(type, schema, given, ignored).map((each) => checked({ op, ...each }));
}

/** A value list on `remove` removes only those values: Entra ID and JumpCloud remove members this way. */
function removal({ path, filter }: AttributeTarget, raw: unknown): PatchOperation {
  const listed = path.attribute.multiValued && !path.subAttribute && !filter;
  if (!listed || raw === undefined || raw === null || raw === '') {
    return checked({ op: 'remove', path, value: undefined, ...(filter && { filter }) });
  }
  return checked({ op: 'remove', path, value: readValue(path.attribute, raw, pathName(path)) ?? [] });
}

function assignment(
  target: AttributeTarget,
  { op, value }: SentOperation,
  ignored: Set<string>,
): PatchOperation[] {
  const { path, filter } = target;
  requireWritable(path);
  if (value === undefined && !(filter && path.attribute.detached)) {
    throw ScimError.invalidValue(`${op} of ${pathName(path)} needs a value.`).about(pathName(path));
  }
  return readTarget(target, value, ignored).map((each) => checked({ op, ...each }));
}

function checked(operation: PatchOperation): PatchOperation {
  const { op, path, value } = operation;
  const name = pathName(path);
  const { required, lasting } = leafOf(path);
  requireWritable(path);
  if (value !== undefined) return operation;
  if (lasting) {
    throw ScimError.mutability(
      `${name} always has a value and cannot be removed. Send the value that it should have.`,
    );
  }
  if (!required) return operation;
  if (op === 'remove') throw ScimError.mutability(`${name} is required and cannot be removed.`).about(name);
  throw ScimError.invalidValue(`${name} is required and cannot be empty.`).about(name);
}

function requireWritable(path: AttributePath): void {
  if (isReadOnly(path)) throw ScimError.mutability(`${pathName(path)} is read-only.`).about(pathName(path));
  if (leafOf(path).mutability === 'immutable') {
    throw ScimError.mutability(
      `${pathName(path)} cannot be changed; remove the value and add another.`,
    ).about(pathName(path));
  }
}
