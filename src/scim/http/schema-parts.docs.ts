import type { SchemaObject } from '@nestjs/swagger';

/** A reference to the component of the OpenAPI document with this name. */
export const componentOf = (name: string) => ({ $ref: `#/components/schemas/${name}` });

export const text = (description: string): SchemaObject => ({ type: 'string', description });
export const uri = (description: string): SchemaObject => ({ ...text(description), format: 'uri-reference' });
export const words: SchemaObject = { type: 'array', items: { type: 'string' } };
export const count = (description: string): SchemaObject => ({ type: 'integer', minimum: 0, description });
export const flag = (description: string): SchemaObject => ({ type: 'boolean', description });

export const listOf = (items: SchemaObject | ReturnType<typeof componentOf>): SchemaObject => ({
  type: 'array',
  items,
});

/** The `schemas` of a message; `urn` is the example. */
export const schemasOf = (urn: string): SchemaObject => ({
  ...words,
  description: 'The URNs of the schemas of this JSON object.',
  examples: [[urn]],
});

/** A JSON object, in which the `optional` properties may be missing. */
export const objectOf = (
  description: string,
  properties: NonNullable<SchemaObject['properties']>,
  ...optional: string[]
): SchemaObject => ({
  type: 'object',
  description,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
});
