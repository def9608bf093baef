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
import { loadSettings } from '../../../src/config/load-settings.js';
import { DemoDataService } from '../../../src/demo/demo-data.service.js';
import { bootApp, type TestApp } from '../../support/app.js';
import type { DatabaseLane } from '../../support/lanes.js';
import { basic, send } from '../../support/scim-client.js';

/** An operation of the document, with its path and method. */
export interface Operation extends OperationObject {
  operationId: string;
  method: string;
  path: string;
  parameters: ParameterObject[];
}

/** An example body in the document. */
export interface ShownBody {
  /** The operation, the status if it is an answer, and the name of the example. */
  where: string;
  schema: object;
  value: unknown;
}

/** The password in the login example of the document, used for the whole demo data. */
export const PASSWORD = 'correct horse battery staple';

/** The header of a user of the demo data. */
export const demoLogin = (userName: string) => basic(userName, PASSWORD);

/** The program with its demo data, as after a first start. */
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

/** The bodies that a reader can send. */
export function requestExamples({ operationId, requestBody }: Operation): ShownBody[] {
  const content = contentOf((requestBody ?? {}) as Partial<RequestBodyObject>);
  return content ? examplesIn(content, operationId) : [];
}

/** The values that a reader can use for a parameter. */
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

/** The component that a reference points to. Throws if it does not exist. */
export function resolve(reference: string, { components }: OpenAPIObject): SchemaObject {
  const schema = components?.schemas?.[reference.replace('#/components/schemas/', '')];
  if (schema) return schema as SchemaObject;
  throw new Error(`nothing is at ${reference}`);
}
