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

/** Where a reader finds an id for a path, if it is not the first of the list. */
const LOOK_UP: Record<string, string> = {
  '/api/v1/support/accounts/{id}': '/api/v1/support/accounts?search=acme',
};

/** Operations of SCIM that can only be refused. */
const REFUSED = new Set(['Me_delete']);

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

    async function firstIdOf(list: string): Promise<string> {
      const url = new URL(list, app.url);
      const { body } = await send(url.href, 'GET', { headers: { authorization: authorizationFor(list) } });
      const [first] = (body['Resources'] ?? body['items'] ?? []) as { id: string }[];
      if (first) return first.id;
      throw new Error(`nothing at ${url.href}: ${JSON.stringify(body)}`);
    }

    /** The operation's path with the values that a reader fills in. */
    async function pathOf({ path, parameters }: Operation): Promise<string> {
      let filled = path;
      for (const parameter of parameters.filter((candidate) => candidate.in === 'path')) {
        const place = `{${parameter.name}}`;
        const [template = ''] = path.split(`/${place}`);
        const [before = ''] = filled.split(`/${place}`);
        const list = LOOK_UP[path] ?? LOOK_UP[`${template}/${place}`] ?? before;
        const [example] = parameterExamples(parameter);
        const value = example ?? (await firstIdOf(list));
        filled = filled.replace(place, encodeURIComponent(value));
      }
      return filled;
    }

    async function tryOut(operation: Operation, { query = '', body }: Try): Promise<Answer> {
      const url = app.url + (await pathOf(operation)) + query;
      const headers = { authorization: authorizationFor(operation.path) };
      if (body === undefined) return send(url, operation.method, { headers });
      const type = contentOf(operation.requestBody as RequestBodyObject)?.mediaType ?? '';
      return send(url, operation.method, {
        headers: { ...headers, 'content-type': type },
        body,
      });
    }

    /** The differences between an answer and the document; empty if there are none. Examples of SCIM must succeed. */
    function faultsOf({ path, operationId, ...operation }: Operation, { status, body }: Answer): unknown[] {
      const answer = new Map(answersOf(operation)).get(String(status));
      const succeeds = status < 300 || REFUSED.has(operationId) || !path.startsWith('/SCIM/v2');
      if (!answer || !succeeds) return [{ status, body }];
      return schemaCheck(document)(contentOf(answer)?.schema ?? {}, body);
    }

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
  // Removing the account comes last.
  if (operationId === 'AccountRemoval_remove') return 10;
  return ['POST', 'GET', 'PUT', 'PATCH', 'DELETE'].indexOf(method);
}
