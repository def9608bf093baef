import type { OpenAPIObject } from '@nestjs/swagger';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** Validates a value against a schema of the document; empty if it matches. */
export function schemaCheck({ components }: OpenAPIObject): (schema: object, value: unknown) => unknown[] {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  const compiled = new Map<string, ValidateFunction>();
  return (schema, value) => {
    const key = JSON.stringify(schema);
    const fits = compiled.get(key) ?? ajv.compile({ ...schema, components });
    compiled.set(key, fits);
    return fits(value) ? [] : (fits.errors ?? []);
  };
}
