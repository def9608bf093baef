import { splitNames } from './list-query.js';
import { type AttributePath, findOwnSchema, pathName, resolveAttribute } from './path.js';
import { type ResourceType } from './schema/attribute.js';
import { LongList, type ScimObject, type ScimValue, isComplex, unlessBare } from './value.js';

/** The selected part of an attribute: all of it, or some sub-attributes by their canonical names. */
type Selection = 'whole' | ReadonlySet<string>;

/** Which attributes an answer holds (RFC 7644 §3.9). */
export interface Projection {
  readonly mode: 'everything' | 'only' | 'except';
  /** The attributes in the request: those of the core schema by name, others as `URN:name`. */
  readonly named: ReadonlyMap<string, Selection>;
  /** Whether the answer contains any part of that top-level attribute; `schema` is an extension's URN. */
  wants(attributeName: string, schema?: string): boolean;
}

const EVERYTHING: Projection = { mode: 'everything', named: new Map(), wants: () => true };

/**
 * Reads `attributes` and `excludedAttributes`: comma-separated lists, or arrays. Unknown names are ignored. A request
 * with both violates RFC 7644 §3.9; `attributes` takes precedence.
 */
export function parseProjection(
  type: ResourceType,
  query: {
    readonly attributes?: string | readonly string[] | undefined;
    readonly excludedAttributes?: string | readonly string[] | undefined;
  },
): Projection {
  const only = toNames(query.attributes);
  const except = only.length > 0 ? [] : toNames(query.excludedAttributes);
  if (only.length === 0 && except.length === 0) return EVERYTHING;
  const always = type.common.filter(({ returned }) => returned === 'always').map(({ name }) => name);
  const named = select(type, only.length > 0 ? [...only, ...always] : except);
  if (only.length > 0) return { mode: 'only', named, wants: (...name) => named.has(keyOf(...name)) };
  for (const name of always) named.delete(name);
  return { mode: 'except', named, wants: (...name) => named.get(keyOf(...name)) !== 'whole' };
}

function toNames(lists: string | readonly string[] | undefined): string[] {
  return splitNames(typeof lists === 'string' ? [lists] : (lists ?? []));
}

function keyOf(attributeName: string, schema?: string): string {
  return schema === undefined ? attributeName : `${schema}:${attributeName}`;
}

function select(type: ResourceType, names: readonly string[]): Map<string, Selection> {
  const named = new Map<string, Selection>();
  for (const { subAttribute, ...path } of names.flatMap((name) => pathsOf(type, name))) {
    const key = pathName(path);
    const selected = named.get(key) ?? new Set<string>();
    const whole = !subAttribute || selected === 'whole';
    named.set(key, whole ? 'whole' : new Set([...selected, subAttribute.name]));
  }
  return named;
}

/** The paths that a name selects: one attribute, or every attribute of a schema. */
function pathsOf(type: ResourceType, name: string): AttributePath[] {
  const schema = findOwnSchema(type, name);
  if (!schema) return [resolveAttribute(type, name) ?? []].flat();
  return schema.attributes.map((attribute) => ({ schema, extension: schema !== type.schema, attribute }));
}

/** The part of a whole resource (see `fullResource`) that the answer holds; `id` and `schemas` always. */
export function project(type: ResourceType, resource: ScimObject, projection: Projection): ScimObject {
  if (projection.mode === 'everything') return resource;
  const urns = new Set(type.extensions.map(({ id }) => id));
  return pick(resource, (name, value) => {
    if (!urns.has(name) || !isComplex(value)) return part(projection, name, value);
    return unlessBare(pick(value, (inner, each) => part(projection, keyOf(inner, name), each)));
  });
}

/** The part of one attribute's value that the answer holds. */
function part({ mode, named }: Projection, key: string, value: ScimValue): ScimValue | undefined {
  const selection = named.get(key);
  if (selection === undefined || selection === 'whole') {
    return (selection === 'whole') === (mode === 'only') ? value : undefined;
  }
  return subPart(value, (name) => selection.has(name) === (mode === 'only'));
}

function subPart(value: ScimValue, keeps: (name: string) => boolean): ScimValue | undefined {
  if (Array.isArray(value)) {
    const elements = value.flatMap((element) => subPart(element, keeps) ?? []);
    return elements.length > 0 ? elements : undefined;
  }
  if (value instanceof LongList) return value.parts((element) => ownPart(element, keeps));
  return isComplex(value) ? ownPart(value, keeps) : value;
}

function ownPart(value: ScimObject, keeps: (name: string) => boolean): ScimObject | undefined {
  return unlessBare(pick(value, (name, each) => (keeps(name) ? each : undefined)));
}

function pick(
  object: ScimObject,
  partOf: (name: string, value: ScimValue) => ScimValue | undefined,
): ScimObject {
  const result: ScimObject = {};
  for (const [name, value] of Object.entries(object)) {
    const kept = partOf(name, value);
    if (kept !== undefined) result[name] = kept;
  }
  return result;
}
