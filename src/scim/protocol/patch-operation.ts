import { type Assignment, isReadOnly, readAssignment, readAssignments, readBlock } from './assignment.js';
import { ScimError } from './errors.js';
import { type Filter } from './filter/ast.js';
import { type PatchPath, parsePatchPath } from './patch-path.js';
import { type AttributePath, leafOf, pathName } from './path.js';
import { readSingle, readValue } from './read-value.js';
import { type ResourceType, type Schema, findAttribute } from './schema/attribute.js';
import { type ScimValue, isEmpty, isObject, memberNamed } from './value.js';

/**
 * One change of one attribute. An operation without a path, or on a whole schema, comes apart into one for
 * each attribute. Without a value, `add` and `replace` clear; `remove` with a value takes away the listed
 * values only.
 */
export interface PatchOperation {
  readonly op: 'add' | 'remove' | 'replace';
  readonly path: AttributePath;
  /** Which values of the multi-valued attribute are meant. */
  readonly filter?: Filter;
  readonly value: ScimValue | undefined;
}

type AttributeTarget = Extract<PatchPath, { kind: 'attribute' }>;

const MAX_OPERATIONS = 5000;

/**
 * Reads the body of a PATCH (RFC 7644 §3.5.2) with the liberties that real clients take.
 * @throws {ScimError} invalidSyntax, invalidPath, invalidValue, mutability, noTarget (a remove without path),
 * tooMany
 */
export function parsePatch(type: ResourceType, body: unknown): PatchOperation[] {
  const operations = isObject(body) ? memberNamed(body, 'Operations') : undefined;
  if (!Array.isArray(operations) || operations.length === 0) {
    throw ScimError.invalidSyntax(
      'The body must be a JSON object with Operations, an array of at least one.',
    );
  }
  if (operations.length > MAX_OPERATIONS) {
    throw ScimError.tooMany(`A PATCH takes at most ${MAX_OPERATIONS} operations; split it.`);
  }
  return operations.flatMap((raw: unknown) => readOperation(type, raw));
}

function readOperation(type: ResourceType, raw: unknown): PatchOperation[] {
  if (!isObject(raw)) throw ScimError.invalidSyntax('Each of Operations must be an object.');
  const op = readOp(memberNamed(raw, 'op'));
  const path = memberNamed(raw, 'path');
  const value = memberNamed(raw, 'value');
  if (isEmpty(path)) return withoutPath(type, op, value);
  if (typeof path !== 'string') throw ScimError.invalidPath('path must be a string.');
  const target = parsePatchPath(type, path);
  if (target.kind === 'schema') return onSchema(type, op, target.schema, value);
  return op === 'remove' ? [removal(target, value)] : assignment(op, target, value);
}

function readOp(raw: unknown): PatchOperation['op'] {
  const op = typeof raw === 'string' ? raw.toLowerCase() : raw;
  if (op === 'add' || op === 'remove' || op === 'replace') return op;
  throw ScimError.invalidSyntax('op must be add, remove or replace.');
}

function withoutPath(type: ResourceType, op: PatchOperation['op'], value: unknown): PatchOperation[] {
  if (op === 'remove') throw ScimError.noTarget('remove needs a path.');
  if (!isObject(value)) {
    throw ScimError.invalidValue(`${op} without a path needs an object of attributes as its value.`);
  }
  return readAssignments(type, Object.entries(value)).map((each) => fromAssignment(op, each));
}

function onSchema(
  type: ResourceType,
  op: PatchOperation['op'],
  schema: Schema,
  value: unknown,
): PatchOperation[] {
  if (op !== 'remove' && value === undefined) {
    throw ScimError.invalidValue(`${op} of ${schema.id} needs a value.`);
  }
  return readBlock(type, schema, op === 'remove' ? null : value).map((each) => fromAssignment(op, each));
}

function fromAssignment(op: PatchOperation['op'], { path, value }: Assignment): PatchOperation {
  return checked({ op, path, value });
}

/** A value list on `remove` means those values only: Entra ID and JumpCloud take members out so. */
function removal({ path, filter }: AttributeTarget, raw: unknown): PatchOperation {
  const listed = path.attribute.multiValued && !path.subAttribute && !filter;
  if (!listed || raw === undefined || raw === null || raw === '') {
    return checked({ op: 'remove', path, value: undefined, ...(filter && { filter }) });
  }
  return checked({ op: 'remove', path, value: readValue(path.attribute, raw, pathName(path)) ?? [] });
}

function assignment(op: 'add' | 'replace', target: AttributeTarget, raw: unknown): PatchOperation[] {
  const { path, filter } = target;
  requireWritable(path);
  if (raw === undefined && !(filter && path.attribute.detached)) {
    throw ScimError.invalidValue(`${op} of ${pathName(path)} needs a value.`);
  }
  if (!filter) return readAssignment(path, raw).map((each) => fromAssignment(op, each));
  if (path.subAttribute || path.attribute.detached) {
    return [checked({ op, path, filter, value: readValue(leafOf(path), raw, pathName(path)) })];
  }
  const subAttribute = findAttribute(path.attribute.subAttributes, 'value');
  // Declaree's published example replaces `emails[…]` by a bare text, which keeps what else the element has.
  if (subAttribute && !isEmpty(raw) && typeof raw !== 'object') {
    return assignment(op, { kind: 'attribute', path: { ...path, subAttribute }, filter }, raw);
  }
  return [checked({ op, path, filter, value: readSingle(path.attribute, raw, pathName(path)) })];
}

function checked(operation: PatchOperation): PatchOperation {
  const { op, path, value } = operation;
  const name = pathName(path);
  requireWritable(path);
  if (!leafOf(path).required || value !== undefined) return operation;
  if (op === 'remove') throw ScimError.mutability(`${name} is required and cannot be removed.`);
  throw ScimError.invalidValue(`${name} is required and cannot be empty.`);
}

function requireWritable(path: AttributePath): void {
  if (isReadOnly(path)) throw ScimError.mutability(`${pathName(path)} is read-only.`);
  if (leafOf(path).mutability === 'immutable') {
    throw ScimError.mutability(`${pathName(path)} cannot be changed; remove the value and add another.`);
  }
}
