import { type Assignment, readAssignments } from './assignment.js';
import { ScimError } from './errors.js';
import { memberIds } from './members.js';
import { findOwnSchema } from './path.js';
import { type Attribute, type ResourceType } from './schema/attribute.js';
import {
  type ScimObject,
  isComplex,
  isEmpty,
  isObject,
  memberNamed,
  unlessBare,
  withValue,
} from './value.js';
import { write } from './write.js';

/** What the body of a POST or PUT says. */
export interface IncomingDocument {
  /** Canonical names, extensions under their URN, no empty values, nothing readOnly or detached. */
  readonly document: ScimObject;
  /** The ids of the members; undefined where the body does not speak of them. */
  readonly members: string[] | undefined;
  /** The URNs of the extensions that the body has a block of, be it without any value. */
  readonly blocks: readonly string[];
}

/**
 * Reads the body of a POST or PUT (RFC 7644 §3.3, §3.5.1) with the liberties that real clients take.
 * @throws {ScimError} invalidSyntax for what is no resource; invalidValue for wrong types and missing
 * required attributes
 */
export function readDocument(type: ResourceType, body: unknown): IncomingDocument {
  if (!isObject(body)) throw ScimError.invalidSyntax(`The body must be a JSON object: a ${type.name}.`);
  const schemas = memberNamed(body, 'schemas');
  if (!isEmpty(schemas) && typeof schemas !== 'string' && !Array.isArray(schemas)) {
    throw ScimError.invalidSyntax('schemas must be an array of schema URNs.');
  }
  // 'No value' in place of a whole extension block is its absence, which a PUT leaves alone.
  const given = Object.entries(body).filter(([name, raw]) => !isEmpty(raw) || !findOwnSchema(type, name));
  const assignments = readAssignments(type, given);
  const document = assemble(type, assignments);
  return {
    document,
    members: readMembers(assignments),
    blocks: type.extensions.map(({ id }) => id).filter((urn) => isObject(memberNamed(body, urn))),
  };
}

function assemble(type: ResourceType, assignments: Assignment[]): ScimObject {
  const document = assignments
    .filter(({ path }) => !path.attribute.detached)
    .reduce<ScimObject>((result, { path, value }) => write(result, { op: 'replace', path, value }), {});
  const missing = type.schema.attributes.find(({ name, required }) => required && !(name in document));
  if (missing) throw ScimError.invalidValue(`${missing.name} is required.`);
  return document;
}

function readMembers(assignments: Assignment[]): string[] | undefined {
  const last = assignments.findLast(({ path }) => path.attribute.detached && !path.subAttribute);
  return last && memberIds(last.value);
}

/**
 * What a PUT makes of the current document (RFC 7644 §3.5.1): what it leaves out is cleared, except what is
 * `keptOnReplace`, and extensions of which it has no block (`blocks`, as `readDocument` tells them).
 */
export function replaceDocument(
  type: ResourceType,
  current: ScimObject,
  incoming: ScimObject,
  blocks: readonly string[] = Object.keys(incoming),
): ScimObject {
  const core = replaceAttributes([...type.common, ...type.schema.attributes], current, incoming);
  return type.extensions.reduce((result, { id, attributes }) => {
    const before = blockAt(current, id);
    const sent = blockAt(incoming, id);
    const block = blocks.includes(id) ? replaceAttributes(attributes, before, sent) : { ...before, ...sent };
    return withValue(result, id, unlessBare(block));
  }, core);
}

function replaceAttributes(
  attributes: readonly Attribute[],
  current: ScimObject,
  incoming: ScimObject,
): ScimObject {
  return attributes.reduce((result, { name, keptOnReplace }) => {
    const value = incoming[name] ?? (keptOnReplace ? current[name] : undefined);
    return value === undefined ? result : withValue(result, name, value);
  }, {});
}

function blockAt(document: ScimObject, urn: string): ScimObject {
  const block = document[urn];
  return isComplex(block) ? block : {};
}
