import type { Attribute } from '../../../src/scim/protocol/schema/attribute.js';
import { sampleOf } from '../../support/attribute-samples.js';
import type { AdvertisedAttribute, ResourceValidator } from '../../support/resource-validator.js';

type Json = Record<string, unknown>;

/** An attribute or sub-attribute of an advertised schema, and where it is. */
export interface Row {
  endpoint: string;
  /** The URN of the extension; undefined for an attribute of the core schema. */
  urn: string | undefined;
  parent: AdvertisedAttribute | undefined;
  attribute: AdvertisedAttribute;
  /** The name in filters and paths. */
  path: string;
}

/** Every attribute and sub-attribute that the service advertises. */
export function rowsOf(validator: ResourceValidator): Row[] {
  return validator.types.flatMap(({ endpoint, schema, schemaExtensions }) =>
    [schema, ...schemaExtensions.map((extension) => extension.schema)].flatMap((id) => {
      const urn = id === schema ? undefined : id;
      return validator.schema(id).attributes.flatMap((attribute): Row[] => {
        const path = urn === undefined ? attribute.name : `${urn}:${attribute.name}`;
        const row = { endpoint, urn, parent: undefined, attribute, path };
        const inner = attribute.subAttributes ?? [];
        return [
          row,
          ...inner.map((each) => ({
            ...row,
            parent: attribute,
            attribute: each,
            path: `${path}.${each.name}`,
          })),
        ];
      });
    }),
  );
}

/** A body with that value for the attribute. */
export function bodyWith({ urn, parent, attribute }: Row, value: unknown): Json {
  const inner = { [attribute.name]: value };
  const placed = parent ? { [parent.name]: parent.multiValued ? [inner] : inner } : inner;
  return urn === undefined ? placed : { [urn]: placed };
}

/** The resource's value of the attribute; for a list, that of the first element. */
export function valueIn(resource: Json, { urn, parent, attribute }: Row): unknown {
  const block = urn === undefined ? resource : (resource[urn] as Json | undefined);
  if (!parent) return block?.[attribute.name];
  const around = [block?.[parent.name] ?? []].flat()[0] as Json | undefined;
  return around?.[attribute.name];
}

/** A value of the attribute's type, different for each number. */
export function sample(attribute: AdvertisedAttribute, number: number): unknown {
  return sampleOf(attribute as Attribute, number);
}

/** Values that are not of the attribute's type. */
export function mistyped({ type, multiValued, subAttributes = [] }: AdvertisedAttribute): unknown[] {
  const nested = multiValued ? [[[{}]]] : [];
  switch (type) {
    case 'boolean':
      return ['perhaps', 2, { value: true }];
    case 'binary':
      return ['no base64!', true];
    case 'complex':
      return subAttributes.some(({ name }) => name === 'value') ? nested : ['text', true, ...nested];
    default:
      return [true, { value: 'x' }, ['x', 'y']];
  }
}
