import { ScimError } from './errors.js';
import { type AttributePath, findOwnSchema, leafOf, pathName, resolveAttribute, resolveIn } from './path.js';
import { readValue, soleElement } from './read-value.js';
import { type ResourceType, type Schema, findAttribute } from './schema/attribute.js';
import { type ScimValue, isEmpty, isObject } from './value.js';

/** One attribute of a body with the value that the client gives it; undefined for 'no value'. */
export interface Assignment {
  readonly path: AttributePath;
  readonly value: ScimValue | undefined;
}

const MAX_ASSIGNMENTS = 1000;

/**
 * Reads the members of a body, or of a PATCH value without a path: plain, dotted and URN names in any letter
 * case, and blocks under a URN. Unknown and readOnly attributes are ignored (RFC 7644 §3.3, §3.5.1).
 * @throws {ScimError} invalidValue
 */
export function readAssignments(
  type: ResourceType,
  members: readonly (readonly [name: string, raw: unknown])[],
): Assignment[] {
  const assignments = members.flatMap(([name, raw]) => {
    const schema = findOwnSchema(type, name);
    return schema ? readBlock(type, schema, raw) : assign(resolveAttribute(type, name), raw);
  });
  // Names that differ in letter case only make more of them than the schemas have attributes.
  if (assignments.length > MAX_ASSIGNMENTS) {
    throw ScimError.invalidValue(`More than ${MAX_ASSIGNMENTS} attributes are given.`);
  }
  return assignments;
}

/** Reads what stands under a schema's URN; 'no value' unassigns all of it. @throws {ScimError} invalidValue */
export function readBlock(type: ResourceType, schema: Schema, raw: unknown): Assignment[] {
  if (!isEmpty(raw) && !isObject(raw)) throw ScimError.invalidValue(`${schema.id} must be an object.`);
  const names = schema.attributes.map(({ name }) => [name, null] as const);
  const members = isObject(raw) ? Object.entries(raw) : names;
  return members.flatMap(([name, item]) => assign(resolveIn(type, schema, name), item));
}

function assign(path: AttributePath | undefined, raw: unknown): Assignment[] {
  return path && !isReadOnly(path) ? readAssignment(path, raw) : [];
}

/**
 * Reads the value of one attribute. A complex value says nothing of the sub-attributes that it does not name, and
 * unassigns those that it names with 'no value' (RFC 7644 §3.5.2.3).
 * @throws {ScimError} invalidValue
 */
export function readAssignment(path: AttributePath, raw: unknown): Assignment[] {
  const value = readValue(leafOf(path), raw, pathName(path));
  const { subAttributes, multiValued } = path.attribute;
  const object = soleElement(raw);
  if (path.subAttribute || !subAttributes || multiValued || !isObject(object)) return [{ path, value }];
  const emptied = Object.entries(object).flatMap(([name, item]): Assignment[] => {
    const subAttribute = isEmpty(item) ? findAttribute(subAttributes, name) : undefined;
    return subAttribute ? assign({ ...path, subAttribute }, item) : [];
  });
  return value === undefined ? emptied : [...emptied, { path, value }];
}

/** Whether the service alone writes the attribute, or the complex attribute around it. */
export function isReadOnly(path: AttributePath): boolean {
  return path.attribute.mutability === 'readOnly' || path.subAttribute?.mutability === 'readOnly';
}
