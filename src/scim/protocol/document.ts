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

/** The body of a POST or PUT. */
export interface IncomingDocument {
  /** Canonical names, extensions under their URN, no empty values, nothing readOnly or detached. */
  readonly document: ScimObject;
  /** The ids of the members; undefined if the body does not mention them. */
  readonly members: string[] | undefined;
  /** The URNs of the extensions that the body has a block for, even an empty one. */
  readonly blocks: readonly string[];
  /** The body attribute by attribute, 'no value' included. */
  readonly assignments: readonly Assignment[];
  /** The unknown names in the body. */
  readonly ignored: ReadonlySet<string>;
}

/**
 * Reads the body of a POST or PUT (RFC 7644 §3.3, §3.5.1) with the liberties that real clients take.
 * @throws {ScimError} invalidSyntax if the body is not a resource; invalidValue for wrong types and missing
 * required attributes
 */
export function readDocument(type: ResourceType, body: unknown): IncomingDocument {
  if (!isObject(body)) throw ScimError.invalidSyntax(`The body must be a JSON object: a ${type.name}.`);
  const schemas = memberNamed(body, 'schemas');
  if (!isEmpty(schemas) && typeof schemas !== 'string' && !Array.isArray(schemas)) {
    throw ScimError.invalidSyntax('schemas must be an array of schema URNs.');
  }
  // 'No value' for a whole extension block counts as absent, so a PUT leaves the block alone.
  const given = Object.entries(body).filter(([name, raw]) => !isEmpty(raw) || !findOwnSchema(type, name));
  const ignored = new Set<string>();
  const assignments = readAssignments(type, given, ignored);
  return {
    document: assemble(type, assignments),
    members: readMembers(assignments),
    blocks: readBlocks(type, given),
    assignments,
    ignored,
  };
}

function readBlocks(
  type: ResourceType,
  members: readonly (readonly [name: string, raw: unknown])[],
): string[] {
  return members.flatMap(([name, raw]) => {
    const schema = isObject(raw) ? findOwnSchema(type, name) : undefined;
    return schema && schema !== type.schema ? [schema.id] : [];
  });
}

function assemble(type: ResourceType, assignments: Assignment[]): ScimObject {
  const document = assignments
    .filter(({ path }) => !path.attribute.detached)
    .reduce<ScimObject>((result, each) => write(result, { op: 'replace', ...each }), {});
  const missing = type.schema.attributes.find(({ name, required }) => required && !(name in document));
  if (missing) throw ScimError.invalidValue(`${missing.name} is required.`).about(missing.name);
  return document;
}

function readMembers(assignments: Assignment[]): string[] | undefined {
  const last = assignments.findLast(
    ({ path, filter }) => path.attribute.detached && !path.subAttribute && !filter,
  );
  return last && memberIds(last.value);
}

/**
 * The document after a PUT (RFC 7644 §3.5.1). Clears attributes that the body omits, except those that are
 * `keptOnReplace`. In extensions without a block in the body, changes only attributes that it names individually.
 */
export function replaceDocument(
  type: ResourceType,
  current: ScimObject,
  { document, blocks, assignments }: IncomingDocument,
): ScimObject {
  const core = replaceAttributes([...type.common, ...type.schema.attributes], current, document);
  return type.extensions.reduce((result, { id, attributes }) => {
    const before = blockAt(current, id);
    const block = blocks.includes(id)
      ? replaceAttributes(attributes, before, blockAt(document, id))
      : blockAt(changed(current, id, assignments), id);
    return withValue(result, id, unlessBare(block));
  }, core);
}

/** The document after the assignments to attributes of one schema. */
function changed(document: ScimObject, urn: string, assignments: readonly Assignment[]): ScimObject {
  return assignments
    .filter(({ path }) => path.schema.id === urn)
    .reduce((result, each) => write(result, { op: 'replace', ...each }), document);
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
