import { type Attribute, type ResourceType, type Schema, findAttribute } from './schema/attribute.js';

/** An attribute name, resolved against the schemas. The common attributes count as the core schema's. */
export interface AttributePath {
  readonly schema: Schema;
  /** Whether the schema is an extension, whose attributes are under its URN. */
  readonly extension: boolean;
  readonly attribute: Attribute;
  readonly subAttribute?: Attribute;
}

/** The attribute at the end of a path: its sub-attribute, if it has one. */
export function leafOf(path: AttributePath): Attribute {
  return path.subAttribute ?? path.attribute;
}

/** The resource type's schema with this URN, or with this SCIM 1.1 URN, in any letter case. */
export function findOwnSchema(type: ResourceType, urn: string): Schema | undefined {
  const wanted = urn.toLowerCase();
  if (!wanted.startsWith('urn:')) return undefined;
  return schemasOf(type).find((schema) => urnsOf(schema).includes(wanted));
}

/** The URNs of a schema, in lower case. */
function urnsOf({ id, formerId }: Schema): string[] {
  return (formerId === undefined ? [id] : [id, formerId]).map((urn) => urn.toLowerCase());
}

/** The core schema of the resource type, then its extensions. */
function schemasOf(type: ResourceType): readonly Schema[] {
  return [type.schema, ...type.extensions];
}

/**
 * Resolves an attribute's name in any letter case (RFC 7644 §3.10): `userName`, `name.familyName`, `meta.created`, or
 * after a schema's URN and a colon, or a dot, as some clients write it. The URN of an extension is optional unless the
 * core schema has an attribute with the same name; the first matching extension counts. Returns undefined for unknown
 * attributes, and for a schema URN alone.
 */
export function resolveAttribute(type: ResourceType, name: string): AttributePath | undefined {
  const lower = name.toLowerCase();
  if (lower.startsWith('urn:')) return resolveAfterUrn(type, lower);
  for (const schema of schemasOf(type)) {
    const path = resolveIn(type, schema, lower);
    if (path) return path;
  }
  const alias = type.aliases.get(lower);
  return alias === undefined ? undefined : resolveAttribute(type, alias);
}

function resolveAfterUrn(type: ResourceType, name: string): AttributePath | undefined {
  for (const schema of schemasOf(type)) {
    const urn = urnsOf(schema).find(
      (each) => name.startsWith(each) && ':.'.includes(name.charAt(each.length)),
    );
    if (urn !== undefined) return resolveIn(type, schema, name.slice(urn.length + 1));
  }
  return undefined;
}

/** Resolves a name within one schema of the type; the common attributes count as the core schema's. */
export function resolveIn(type: ResourceType, schema: Schema, name: string): AttributePath | undefined {
  const [first = '', second, ...more] = name.split('.');
  const extension = schema !== type.schema;
  const attribute =
    findAttribute(schema.attributes, first) ?? (extension ? undefined : findAttribute(type.common, first));
  if (!attribute || more.length > 0) return undefined;
  if (second === undefined) return { schema, extension, attribute };
  const subAttribute = findAttribute(attribute.subAttributes, second);
  return subAttribute && { schema, extension, attribute, subAttribute };
}

/** The name of a path as a client writes it: with the URN if the attribute is an extension's. */
export function pathName(path: AttributePath): string {
  const prefix = path.extension ? `${path.schema.id}:` : '';
  const suffix = path.subAttribute ? `.${path.subAttribute.name}` : '';
  return `${prefix}${path.attribute.name}${suffix}`;
}
