import type {
  MediaTypeObject,
  OpenAPIObject,
  OperationObject,
  ReferenceObject,
  SchemaObject,
} from '@nestjs/swagger';
import { withOperations } from './operations.js';

type Schema = SchemaObject | ReferenceObject;
type Content = Record<string, MediaTypeObject>;

/**
 * Adds an example to every body without one, combined from the examples of its fields. Swagger UI does the same; other
 * tools do not.
 */
export function withBodyExamples(document: OpenAPIObject): OpenAPIObject {
  const schemas = document.components?.schemas ?? {};
  const content = (bodies: Content): Content =>
    Object.fromEntries(
      Object.entries(bodies).map(([type, body]) => [type, withExample(body, schemas)] as const),
    );
  return withOperations(document, (operation) => inOperation(operation, content));
}

function inOperation(operation: OperationObject, content: (bodies: Content) => Content): OperationObject {
  const { requestBody } = operation;
  const answers = Object.entries(operation.responses).map(([status, answer]) => [
    status,
    answer && 'content' in answer && answer.content
      ? { ...answer, content: content(answer.content) }
      : answer,
  ]);
  return {
    ...operation,
    ...(requestBody &&
      'content' in requestBody && {
        requestBody: { ...requestBody, content: content(requestBody.content) },
      }),
    responses: Object.fromEntries(answers) as OperationObject['responses'],
  };
}

function withExample(body: MediaTypeObject, schemas: Record<string, Schema>): MediaTypeObject {
  if (body.example !== undefined || body.examples !== undefined || body.schema === undefined) return body;
  const example = exampleOf(body.schema, schemas);
  return example === undefined ? body : { ...body, example };
}

/** Undefined if neither the schema nor its parts have an example. */
function exampleOf(schema: Schema, schemas: Record<string, Schema>): unknown {
  if ('$ref' in schema) {
    const named = schemas[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)];
    return named && exampleOf(named, schemas);
  }
  if (schema.example !== undefined) return schema.example;
  const [alternative] = schema.allOf ?? schema.anyOf ?? [];
  if (alternative) return exampleOf(alternative, schemas);
  if (schema.items) {
    const item = exampleOf(schema.items, schemas);
    return item === undefined ? undefined : [item];
  }
  if (!schema.properties) return schema.default;
  const properties = Object.entries(schema.properties).map(([name, inner]) => [
    name,
    exampleOf(inner, schemas),
  ]);
  return Object.fromEntries(properties.filter(([, value]) => value !== undefined));
}
