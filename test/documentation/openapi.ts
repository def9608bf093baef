import type {
  ExampleObject,
  MediaTypeObject,
  OpenAPIObject,
  OperationObject,
  ParameterObject,
  RequestBodyObject,
  ResponseObject,
  SchemaObject,
} from '@nestjs/swagger';
import { loadSettings } from '../../src/config.js';
import { DemoDataService } from '../../src/demo/demo-data.service.js';
import { bootApp, type TestApp } from '../support/app.js';
import type { DatabaseLane } from '../support/lanes.js';
import { basic, send } from '../support/scim-client.js';

/** One operation of the document, and where it is. */
export interface Operation extends OperationObject {
  operationId: string;
  method: string;
  path: string;
  parameters: ParameterObject[];
}

/** A body that the document shows. */
export interface ShownBody {
  /** The operation, the status if it is an answer, and the name of the example. */
  where: string;
  schema: object;
  value: unknown;
}

/** The password in the document's example of a login, given to everybody in the demo data. */
export const PASSWORD = 'correct horse battery staple';

/** The header of a user of the demo data. */
export const demoLogin = (userName: string) => basic(userName, PASSWORD);

/** The program with its demo data, as a newcomer starts it. */
export async function bootDemo(lane: DatabaseLane): Promise<TestApp> {
  const app = await bootApp(lane);
  await app.get(DemoDataService).seedIfWanted(loadSettings({ DEMO: 'on', DEMO_PASSWORD: PASSWORD }));
  return app;
}

export async function readDocument(app: TestApp): Promise<OpenAPIObject> {
  const { body } = await send(`${app.url}/docs/openapi.json`, 'GET');
  return body as unknown as OpenAPIObject;
}

export function operationsOf({ paths }: OpenAPIObject): Operation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      ...(operation as Operation),
      method: method.toUpperCase(),
      path,
    })),
  );
}

export function answersOf({ responses }: OperationObject): [status: string, answer: ResponseObject][] {
  return Object.entries(responses) as [string, ResponseObject][];
}

/** The media type and the schema of a body. */
export function contentOf({ content = {} }: Partial<RequestBodyObject | ResponseObject>) {
  const [entry] = Object.entries(content);
  return entry && { mediaType: entry[0], ...entry[1] };
}

/** The bodies that a reader can send: the examples, or what the schema makes of its own. */
export function requestExamples(operation: Operation, document: OpenAPIObject): ShownBody[] {
  const content = contentOf((operation.requestBody ?? {}) as Partial<RequestBodyObject>);
  if (!content) return [];
  const shown = examplesIn(content, operation.operationId);
  if (shown.length > 0) return shown;
  const schema = content.schema ?? {};
  return [{ where: operation.operationId, schema, value: sampleOf(schema, document) }];
}

/** What a reader can put into a parameter. */
export function parameterExamples({ examples = {} }: ParameterObject): string[] {
  return Object.values(examples as Record<string, ExampleObject>).map(({ value }) => String(value));
}

/** Every body that an answer of the operation shows. */
export function answerExamples(operation: Operation): ShownBody[] {
  return answersOf(operation).flatMap(([status, answer]) => {
    const content = contentOf(answer);
    return content ? examplesIn(content, `${operation.operationId} ${status}`) : [];
  });
}

function examplesIn({ schema = {}, example, examples = {} }: MediaTypeObject, where: string): ShownBody[] {
  const named = Object.entries(examples as Record<string, ExampleObject>).map(([name, { value }]) => ({
    where: `${where} ${name}`,
    schema,
    value: value as unknown,
  }));
  return example === undefined ? named : [{ where, schema, value: example as unknown }, ...named];
}

/** What Swagger UI makes of a schema without an example: the examples and defaults of its properties. */
function sampleOf(schema: SchemaObject | { $ref: string }, document: OpenAPIObject): unknown {
  if ('$ref' in schema) return sampleOf(resolve(schema.$ref, document), document);
  if (schema.example !== undefined) return schema.example as unknown;
  if (!schema.properties) return schema.default as unknown;
  const properties = Object.entries(schema.properties).map(([name, inner]) => [
    name,
    sampleOf(inner, document),
  ]);
  return Object.fromEntries(properties.filter(([, value]) => value !== undefined));
}

/** The component that a reference of the document is to. Throws where there is none. */
export function resolve(reference: string, { components }: OpenAPIObject): SchemaObject {
  const schema = components?.schemas?.[reference.replace('#/components/schemas/', '')];
  if (schema) return schema as SchemaObject;
  throw new Error(`nothing is at ${reference}`);
}
