import type { SchemaObject, SchemasObject } from '@nestjs/swagger';
import { type Attribute, DEFAULT_MAX_LENGTH, type ResourceType } from '../protocol/schema/attribute.js';
import { ENTITLEMENT, GROUP, ROLE, USER } from '../protocol/schema/registry.js';
import { componentOf } from './schema-parts.docs.js';

/**
 * All types of resources, generated from the attribute tables: a new attribute appears in the document
 * automatically.
 */
export const RESOURCE_SCHEMAS: SchemasObject = {
  ScimUser: resourceSchema(USER),
  ScimGroup: resourceSchema(GROUP),
  ScimRole: resourceSchema(ROLE),
  ScimEntitlement: resourceSchema(ENTITLEMENT),
  ...Object.fromEntries(
    USER.extensions.map(({ name, attributes, description }) => [
      `Scim${name}`,
      objectSchema(attributes, description),
    ]),
  ),
};

function resourceSchema({ common, schema, extensions, description }: ResourceType): SchemaObject {
  const { properties, ...rest } = objectSchema([...common, ...schema.attributes], description);
  const blocks = extensions.map(({ id, name }) => [id, componentOf(`Scim${name}`)] as const);
  return { ...rest, properties: { ...properties, ...Object.fromEntries(blocks) } };
}

function objectSchema(attributes: readonly Attribute[], description?: string): SchemaObject {
  const required = attributes.filter((attribute) => attribute.required).map(({ name }) => name);
  return {
    type: 'object',
    ...(description !== undefined && { description }),
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(
      attributes.map((attribute) => [attribute.name, attributeSchema(attribute)]),
    ),
  };
}

function attributeSchema(attribute: Attribute): SchemaObject {
  const { name, description, mutability, multiValued } = attribute;
  const facts = {
    description,
    // Clients must send `schemas` (RFC 7643 §3), although the service derives them from the attributes.
    ...(mutability === 'readOnly' && name !== 'schemas' && { readOnly: true }),
    ...(mutability === 'writeOnly' && { writeOnly: true }),
  };
  if (multiValued) return { type: 'array', ...facts, items: valueSchema(attribute) };
  return { ...valueSchema(attribute), ...facts };
}

function valueSchema(attribute: Attribute): SchemaObject {
  switch (attribute.type) {
    case 'complex':
      return objectSchema(attribute.subAttributes ?? []);
    case 'boolean':
      return { type: 'boolean' };
    case 'decimal':
      return { type: 'number' };
    case 'integer':
      return { type: 'integer' };
    case 'dateTime':
      return { type: 'string', format: 'date-time' };
    case 'reference':
      return { type: 'string', format: 'uri-reference', ...lengthOf(attribute) };
    case 'binary':
      return { type: 'string', format: 'byte', ...lengthOf(attribute) };
    case 'string':
      return { type: 'string', ...lengthOf(attribute), ...valuesOf(attribute) };
  }
}

function lengthOf({ mutability, maxLength = DEFAULT_MAX_LENGTH }: Attribute): SchemaObject {
  return mutability === 'readOnly' ? {} : { maxLength };
}

/** Canonical values are only suggestions (RFC 7643 §7), except for attributes that the service sets itself. */
function valuesOf({ canonicalValues, mutability }: Attribute): SchemaObject {
  if (!canonicalValues) return {};
  return mutability !== 'readWrite' ? { enum: [...canonicalValues] } : { examples: [...canonicalValues] };
}
