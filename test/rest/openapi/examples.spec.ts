import type { OpenAPIObject, RequestBodyObject } from '@nestjs/swagger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../support/app.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { send, type Answer } from '../../support/scim-client.js';
import {
  answersOf,
  bootDemo,
  contentOf,
  demoLogin,
  operationsOf,
  parameterExamples,
  readDocument,
  requestExamples,
  type Operation,
} from './openapi.js';
import { schemaCheck } from './schema-check.js';

const ADMIN = demoLogin('okta@acme.example');
const OPERATOR = demoLogin('support@declaree.example');

/** Examples that are refused with the demo data, and the status. */
const REFUSED: Readonly<Record<string, number>> = {
  // The current password in the example is made up.
  ChangePassword_change: 403,
  // The token, which a mail would contain, is made up.
  PasswordResetConfirm_confirm: 400,
  // Every organization of the demo data has people.
  Organizations_delete: 409,
  // A user cannot delete itself over SCIM.
  Me_delete: 403,
};

interface Try {
  where: string;
  query?: string;
  body?: unknown;
}

describe.each(sqliteAndOneServer())(
  'the examples of the OpenAPI document, with the demo data on $name',
  (lane) => {
    let app: TestApp;
    let document: OpenAPIObject;

    beforeAll(async () => {
      app = await bootDemo(lane);
      document = await readDocument(app);
    });

    afterAll(() => app.close());

    const authorizationFor = (path: string) => (path.startsWith('/api/v1/support') ? OPERATOR : ADMIN);

    async function tryOut(operation: Operation, { query = '', body }: Try): Promise<Answer> {
      const url = app.url + pathOf(operation) + query;
      const headers = { authorization: authorizationFor(operation.path) };
      if (body === undefined) return send(url, operation.method, { headers });
      const type = contentOf(operation.requestBody as RequestBodyObject)?.mediaType ?? '';
      return send(url, operation.method, {
        headers: { ...headers, 'content-type': type },
        body,
      });
    }

    /** The differences between an answer and the document; empty if there are none. */
    function faultsOf({ operationId, ...operation }: Operation, { status, body }: Answer): unknown[] {
      const answer = new Map(answersOf(operation)).get(String(status));
      const refused = REFUSED[operationId];
      const isDue = refused === undefined ? status < 300 : status === refused;
      if (!answer || !isDue) return [{ status, body }];
      return schemaCheck(document)(contentOf(answer)?.schema ?? {}, body);
    }

    it('use ids from the demo data in every path', () => {
      const unnamed = operationsOf(document).flatMap(({ operationId, parameters }) =>
        parameters
          .filter((parameter) => parameter.in === 'path' && parameterExamples(parameter).length === 0)
          .map(({ name }) => `${operationId} ${name}`),
      );
      expect(unnamed).toEqual([]);
    });

    it('work one after another, and are answered as documented', async () => {
      const faults: unknown[] = [];
      for (const operation of operationsOf(document).toSorted((a, b) => rankOf(a) - rankOf(b))) {
        for (const attempt of triesOf(operation)) {
          const answer = await tryOut(operation, attempt);
          const found = faultsOf(operation, answer);
          if (attempt.query !== undefined && answer.body['totalResults'] === 0)
            found.push('nothing is found');
          faults.push(...found.map((fault) => [attempt.where, fault]));
        }
      }
      expect(faults).toEqual([]);
    });
  },
);

/** The operation's path with the first example for each parameter. */
function pathOf({ path, parameters }: Operation): string {
  return parameters
    .filter((parameter) => parameter.in === 'path')
    .reduce((filled, parameter) => {
      const [example = ''] = parameterExamples(parameter);
      return filled.replace(`{${parameter.name}}`, encodeURIComponent(example));
    }, path);
}

/** Everything a reader can try with an operation: each body, or each filter. */
function triesOf(operation: Operation): Try[] {
  const bodies = requestExamples(operation).map(({ where, value }) => ({ where, body: value }));
  const filter = operation.parameters.find(({ name }) => name === 'filter');
  const filters = (filter ? parameterExamples(filter) : []).map((value) => ({
    where: `${operation.operationId} ${value}`,
    query: value === '' ? '' : `?filter=${encodeURIComponent(value)}`,
  }));
  const tries = [...bodies, ...filters];
  return tries.length > 0 ? tries : [{ where: operation.operationId }];
}

/** A reader creates things first, then reads and changes them, and finally deletes them. */
function rankOf({ method, operationId }: Operation): number {
  if (operationId === 'Auth_logout') return 9;
  if (operationId === 'Erasure_erase') return 3.5;
  return ['POST', 'GET', 'PUT', 'PATCH', 'DELETE'].indexOf(method);
}
