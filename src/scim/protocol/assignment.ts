import { ScimError } from './errors.js';
import { type AttributePath, findOwnSchema, leafOf, pathName, resolveAttribute, resolveIn } from './path.js';
import { readValue } from './read-value.js';
import { type ResourceType, type Schema } from './schema/attribute.js';
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
  if (!path || isReadOnly(path)) return [];
  return [{ path, value: readValue(leafOf(path), raw, pathName(path)) }];
}

/** Whether the service alone writes the attribute, or the complex attribute around it. */
export function isReadOnly(path: AttributePath): boolean {
  return path.attribute.mutability === 'readOnly' || path.subAttribute?.mutability === 'readOnly';
}
