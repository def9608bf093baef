import { ScimError } from './errors.js';
import { type AttributeTarget, parseAttributePath, withoutPassword } from './patch-path.js';
import { type AttributePath, findOwnSchema, leafOf, pathName, resolveAttribute, resolveIn } from './path.js';
import { readSingle, readValue, soleElement } from './read-value.js';
import { type ResourceType, type Schema, findAttribute } from './schema/attribute.js';
import { type ScimValue, isEmpty, isObject } from './value.js';

/** One attribute of a body with the value that the client sends; undefined for 'no value'. */
export interface Assignment extends AttributeTarget {
  readonly value: ScimValue | undefined;
}

const MAX_ASSIGNMENTS = 1000;

/**
 * Reads the members of a body, or of a PATCH value without a path: plain, dotted and URN names in any letter
 * case, value paths such as `emails[type eq "work"].value`, and blocks under a URN. Skips readOnly attributes
 * (RFC 7644 §3.3, §3.5.1) and unknown ones, whose names it adds to `ignored`.
 * @throws {ScimError} invalidValue
 */
export function readAssignments(
  type: ResourceType,
  members: readonly (readonly [name: string, raw: unknown])[],
  ignored: Set<string>,
): Assignment[] {
  const assignments = members.flatMap(([name, raw]) => {
    const schema = findOwnSchema(type, name);
    if (schema) return readBlock(type, schema, raw, ignored);
    return assign(named(type, name), { name, raw }, ignored);
  });
  // There can only be more than the schemas have attributes if names differ in letter case alone.
  if (assignments.length > MAX_ASSIGNMENTS) {
    throw ScimError.invalidValue(`More than ${MAX_ASSIGNMENTS} attributes are given.`);
  }
  return assignments;
}

/** Reads the block under a schema's URN; 'no value' unassigns all of it. @throws {ScimError} invalidValue */
export function readBlock(
  type: ResourceType,
  schema: Schema,
  raw: unknown,
  ignored: Set<string>,
): Assignment[] {
  if (!isEmpty(raw) && !isObject(raw)) throw ScimError.invalidValue(`${schema.id} must be an object.`);
  const names = schema.attributes.map(({ name }) => [name, null] as const);
  const members = isObject(raw) ? Object.entries(raw) : names;
  return members.flatMap(([name, item]) => {
    const path = resolveIn(type, schema, name);
    return assign(path && { path }, { name: `${schema.id}:${name}`, raw: item }, ignored);
  });
}

/** The target that a member of a body names; undefined for an unknown attribute or an invalid path. */
function named(type: ResourceType, name: string): AttributeTarget | undefined {
  if (!name.includes('[')) {
    const path = resolveAttribute(type, name);
    return path && { path };
  }
  try {
    return parseAttributePath(type, name);
  } catch {
    return undefined;
  }
}

function assign(
  target: AttributeTarget | undefined,
  { name, raw }: { name: string; raw: unknown },
  ignored: Set<string>,
): Assignment[] {
  if (target) return isReadOnly(target.path) ? [] : readTarget(target, raw, ignored);
  if (!isEmpty(raw)) ignored.add(withoutPassword(name));
  return [];
}

/**
 * Reads the value of an attribute, or of those of its values that a filter selects. Adds the names of unknown
 * sub-attributes to `ignored`.
 * @throws {ScimError} invalidValue
 */
export function readTarget(target: AttributeTarget, raw: unknown, ignored: Set<string>): Assignment[] {
  const { path, filter } = target;
  for (const name of unknownParts(path, raw)) ignored.add(name);
  if (!filter) return readAssignment(path, raw);
  if (path.subAttribute || path.attribute.detached) {
    return [{ path, filter, value: readValue(leafOf(path), raw, pathName(path)) }];
  }
  const subAttribute = findAttribute(path.attribute.subAttributes, 'value');
  // Declaree's published example replaces `emails[…]` by a bare text, which keeps the element's other sub-attributes.
  if (subAttribute && !isEmpty(raw) && typeof raw !== 'object') {
    return readTarget({ path: { ...path, subAttribute }, filter }, raw, ignored);
  }
  return [{ path, filter, value: readSingle(path.attribute, raw, pathName(path)) }];
}

/**
 * Reads the value of one attribute. A complex value leaves sub-attributes alone that it does not name, and unassigns
 * those that it names with 'no value' (RFC 7644 §3.5.2.3).
 */
function readAssignment(path: AttributePath, raw: unknown): Assignment[] {
  const value = readValue(leafOf(path), raw, pathName(path));
  const { subAttributes, multiValued } = path.attribute;
  const object = soleElement(raw);
  if (path.subAttribute || !subAttributes || multiValued || !isObject(object)) return [{ path, value }];
  const emptied = Object.entries(object).flatMap(([name, item]): Assignment[] => {
    const subAttribute = isEmpty(item) ? findAttribute(subAttributes, name) : undefined;
    if (!subAttribute || subAttribute.mutability === 'readOnly') return [];
    return [{ path: { ...path, subAttribute }, value: undefined }];
  });
  return value === undefined ? emptied : [...emptied, { path, value }];
}

/** The members of complex values that are not sub-attributes. Skips group members, of which there may be many. */
function unknownParts(path: AttributePath, raw: unknown): string[] {
  const { subAttributes, detached } = leafOf(path);
  if (!subAttributes || detached) return [];
  const objects: unknown[] = Array.isArray(raw) ? raw : [raw];
  const names = objects.filter(isObject).flatMap((object) =>
    Object.entries(object).flatMap(([name, item]) => {
      return isEmpty(item) || findAttribute(subAttributes, name) ? [] : [name];
    }),
  );
  return names.map((name) => `${pathName(path)}.${name}`);
}

/** Whether the attribute, or the complex attribute that contains it, is readOnly. */
export function isReadOnly(path: AttributePath): boolean {
  return path.attribute.mutability === 'readOnly' || path.subAttribute?.mutability === 'readOnly';
}
