import { resourceTypeResource, schemaResource } from '../../src/scim/protocol/discovery.js';
import { parseInstant } from '../../src/common/instant.js';
import { RESOURCE_TYPES, SCHEMAS } from '../../src/scim/protocol/schema/registry.js';
import { isObject } from '../../src/scim/protocol/value.js';
import type { ScimClient } from './scim-client.js';

/** An attribute as `/Schemas` describes it (RFC 7643 §7). */
export interface AdvertisedAttribute {
  name: string;
  type: string;
  multiValued: boolean;
  description: string;
  required: boolean;
  canonicalValues?: string[];
  caseExact: boolean;
  mutability: string;
  returned: string;
  uniqueness: string;
  referenceTypes?: string[];
  subAttributes?: AdvertisedAttribute[];
}

export interface AdvertisedSchema {
  id: string;
  name: string;
  description: string;
  attributes: AdvertisedAttribute[];
}

/** A resource type as `/ResourceTypes` describes it (RFC 7643 §6). */
export interface AdvertisedType {
  name: string;
  endpoint: string;
  schema: string;
  schemaExtensions: { schema: string; required: boolean }[];
}

type Json = Record<string, unknown>;

/** A required text that only the service writes, or what else the facts say. */
export const text = (name: string, facts: Partial<AdvertisedAttribute> = {}): AdvertisedAttribute => ({
  name,
  type: 'string',
  multiValued: false,
  description: '',
  required: true,
  caseExact: true,
  mutability: 'readOnly',
  returned: 'default',
  uniqueness: 'none',
  ...facts,
});

/** What every resource has although no schema says so (RFC 7643 §3.1). */
const COMMON: AdvertisedAttribute[] = [
  text('id', { returned: 'always' }),
  text('externalId', { required: false }),
  text('meta', {
    type: 'complex',
    subAttributes: [
      text('resourceType'),
      text('created', { type: 'dateTime' }),
      text('lastModified', { type: 'dateTime' }),
      text('location', { type: 'reference' }),
      text('version'),
    ],
  }),
];

/** Validates resources against the advertised schemas. */
export class ResourceValidator {
  private static ofSource: ResourceValidator | undefined;
  /** The attributes of the resource types, those that every type has among them. */
  private readonly attributes: ReadonlyMap<string, readonly AdvertisedAttribute[]>;

  private constructor(
    readonly schemas: readonly AdvertisedSchema[],
    readonly types: readonly AdvertisedType[],
  ) {
    this.attributes = new Map(
      types.map(({ name, schema }) => [name, [...COMMON, ...this.schema(schema).attributes]]),
    );
  }

  /** From the tables by which the service makes `/Schemas` and `/ResourceTypes`, without asking it. */
  static own(): ResourceValidator {
    this.ofSource ??= new ResourceValidator(
      SCHEMAS.map((schema) => schemaResource(schema, '') as unknown as AdvertisedSchema),
      RESOURCE_TYPES.map((type) => resourceTypeResource(type, '') as unknown as AdvertisedType),
    );
    return this.ofSource;
  }

  /** Reads `/Schemas` and `/ResourceTypes`. */
  static async of(scim: ScimClient): Promise<ResourceValidator> {
    const schemas = await scim.list('/Schemas');
    const types = await scim.list('/ResourceTypes');
    return new ResourceValidator(
      schemas.Resources as unknown as AdvertisedSchema[],
      types.Resources as unknown as AdvertisedType[],
    );
  }

  /** Throws unless the service advertises the schema. */
  schema(id: string): AdvertisedSchema {
    const found = this.schemas.find((each) => each.id === id);
    if (!found) throw new Error(`${id} is not advertised`);
    return found;
  }

  /**
   * What of a resource is not as advertised, one line for each fault: unknown attributes, wrong types, values that are
   * none, `schemas` that do not list exactly what is there. A `partial` one, as `attributes` gives, may lack anything
   * but what is always returned.
   */
  faultsOf(resource: Json, typeName: string, { partial = false } = {}): string[] {
    const type = this.types.find(({ name }) => name === typeName);
    if (!type) return [`${typeName} is no resource type`];
    const { schemas, ...attributes } = resource;
    const urns = type.schemaExtensions.map(({ schema }) => schema);
    const present = urns.filter((urn) => urn in attributes);
    const core = Object.fromEntries(Object.entries(attributes).filter(([name]) => !urns.includes(name)));
    return [
      ...listFaults(schemas, [type.schema, ...present], partial ? [type.schema, ...urns] : undefined),
      ...objectFaults(core, this.attributes.get(type.name) ?? [], type.name, partial),
      ...present.flatMap((urn) => objectFaults(attributes[urn], this.schema(urn).attributes, urn, partial)),
    ];
  }
}

/** What of `schemas` is missing, surplus or doubled. */
export function listFaults(schemas: unknown, expected: string[], allowed: string[] = expected): string[] {
  const listed = Array.isArray(schemas) ? schemas.map(String) : [];
  const missing = expected.filter((urn) => !listed.includes(urn)).map((urn) => `schemas lacks ${urn}`);
  const surplus = listed.filter((urn) => !allowed.includes(urn)).map((urn) => `schemas has ${urn}`);
  return [...missing, ...surplus, ...(new Set(listed).size < listed.length ? ['schemas has doubles'] : [])];
}

const indexes = new WeakMap<readonly AdvertisedAttribute[], ReadonlyMap<string, AdvertisedAttribute>>();

function indexOf(attributes: readonly AdvertisedAttribute[]): ReadonlyMap<string, AdvertisedAttribute> {
  const index = indexes.get(attributes) ?? new Map(attributes.map((each) => [each.name, each]));
  indexes.set(attributes, index);
  return index;
}

/** What of a complex value is not as its attributes say, one line for each fault. */
export function objectFaults(
  value: unknown,
  attributes: readonly AdvertisedAttribute[],
  path: string,
  partial = false,
): string[] {
  if (!isObject(value)) return [`${path} is no object`];
  if (Object.keys(value).length === 0) return [`${path} is empty`];
  const known = indexOf(attributes);
  const missing = attributes.filter((attribute) => isDue(attribute, partial) && !(attribute.name in value));
  return [
    ...missing.map(({ name }) => `${path}.${name} is missing`),
    ...Object.entries(value).flatMap(([name, each]) => {
      const attribute = known.get(name);
      return attribute
        ? valueFaults(each, attribute, `${path}.${name}`, partial)
        : [`${path}.${name} is unknown`];
    }),
  ];
}

function isDue({ required, returned }: AdvertisedAttribute, partial: boolean): boolean {
  return returned === 'always' || (!partial && required && returned === 'default');
}

function valueFaults(
  value: unknown,
  attribute: AdvertisedAttribute,
  path: string,
  partial: boolean,
): string[] {
  if (attribute.returned === 'never') return [`${path} is never returned`];
  if (!attribute.multiValued) return singleFaults(value, attribute, path, partial);
  if (!Array.isArray(value)) return [`${path} is no array`];
  if (value.length === 0) return [`${path} is empty`];
  const primaries = value.filter((each) => isObject(each) && each['primary'] === true);
  return [
    ...(primaries.length > 1 ? [`${path} has several primary values`] : []),
    ...value.flatMap((each, index) => singleFaults(each, attribute, `${path}[${index}]`, partial)),
  ];
}

/** Padding may be left out (RFC 7643 §2.3.6), and what clients break into lines stays so. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

function singleFaults(
  value: unknown,
  attribute: AdvertisedAttribute,
  path: string,
  partial: boolean,
): string[] {
  if (attribute.type === 'complex') return objectFaults(value, attribute.subAttributes ?? [], path, partial);
  return isOfType(value, attribute.type) ? [] : [`${path} is no ${attribute.type}: ${JSON.stringify(value)}`];
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isInteger(value);
    case 'decimal':
      return typeof value === 'number';
    case 'dateTime':
      return typeof value === 'string' && parseInstant(value) !== undefined;
    case 'binary':
      return typeof value === 'string' && BASE64.test(value.replaceAll(/\s/g, ''));
    default:
      return typeof value === 'string' && value !== '';
  }
}
