import type { OpenAPIObject } from '@nestjs/swagger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RESOURCE_TYPES } from '../../../src/scim/protocol/schema/registry.js';
import type { TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import {
  answerExamples,
  answersOf,
  bootDemo,
  contentOf,
  operationsOf,
  readDocument,
  requestExamples,
  resolve,
  type Operation,
} from './openapi.js';
import { schemaCheck } from './schema-check.js';
import { routePath, servedRoutes } from './served-routes.js';

const [lane] = databaseLanes();

describe('the OpenAPI document', () => {
  let app: TestApp;
  let document: OpenAPIObject;
  let operations: Operation[];

  beforeAll(async () => {
    if (lane === undefined) throw new Error('no database lane');
    app = await bootDemo(lane);
    document = await readDocument(app);
    operations = operationsOf(document);
  });

  afterAll(() => app.close());

  it('is of OpenAPI 3.1, for the server that serves it', () => {
    expect(document).toMatchObject({ openapi: '3.1.0', servers: [{ url: '/' }] });
    expect(document.info.title).toBe('Declaree');
  });

  it('references only its own schemas, and each of them', () => {
    const references = new Set(referencesIn(document));
    const components = Object.keys(document.components?.schemas ?? {});
    expect([...references].toSorted()).toEqual(
      components.map((name) => `#/components/schemas/${name}`).toSorted(),
    );
  });

  it('has every served path and method, and no other', () => {
    const documented = operations.map(({ method, path }) => `${method} ${routePath(path)}`);
    const served = servedRoutes(app).filter((route) => /^\S+ \/(?:scim|api|health)\//.test(route));
    expect(documented.toSorted()).toEqual(served.toSorted());
  });

  it('gives each operation a unique id, a summary, and a described tag', () => {
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    const tags = document.tags ?? [];
    expect(tags.filter(({ description = '' }) => description === '')).toEqual([]);
    const names = new Set(tags.map(({ name }) => name));
    expect(
      operations.filter(({ summary = '', tags: own = [] }) => {
        return summary === '' || own.length !== 1 || !names.has(own[0] ?? '');
      }),
    ).toEqual([]);
  });

  it('shows success and refusals of every operation that has them', () => {
    const lacking = (first: RegExp) =>
      operations.filter((operation) => !answersOf(operation).some(([status]) => first.test(status)));
    expect(lacking(/^2/).map(({ operationId }) => operationId)).toEqual(['Me_delete']);
    expect(lacking(/^[45]/).map(({ operationId }) => operationId)).toEqual(['Health_live']);
  });

  it('describes the body of every answer that has one', () => {
    const unsaid = operations.flatMap((operation) =>
      answersOf(operation).flatMap(([status, answer]) => {
        const { schema, example } = contentOf(answer) ?? {};
        return schema || example ? [] : [`${operation.operationId} ${status}`];
      }),
    );
    expect(unsaid.filter((answer) => !/ (?:204|304)$/.test(answer))).toEqual([]);
  });

  it('has an example for every body of requests and answers', () => {
    const unshown = operations.flatMap((operation) => [
      ...(operation.requestBody && requestExamples(operation).length === 0 ? [operation.operationId] : []),
      ...answersOf(operation).flatMap(([status, answer]) => {
        const { example, examples } = contentOf(answer) ?? { example: 'none is needed' };
        return example === undefined && examples === undefined ? [`${operation.operationId} ${status}`] : [];
      }),
    ]);
    expect(unshown).toEqual([]);
    const described = operations.flatMap(answersOf).filter(([, { description }]) => description !== '');
    expect(described).toHaveLength(operations.flatMap(answersOf).length);
  });

  it('has each parameter once, in any letter case, and requires no header', () => {
    for (const { operationId, parameters } of operations) {
      const names = parameters.map((parameter) => `${parameter.in} ${parameter.name.toLowerCase()}`);
      expect({ operationId, names }).toEqual({ operationId, names: [...new Set(names)] });
      expect(parameters.filter((parameter) => parameter.in === 'header' && parameter.required)).toEqual([]);
    }
  });

  // Swagger UI sends the example of a field that is not filled in.
  it('leaves every optional parameter empty', () => {
    const filled = operations.flatMap(({ operationId, parameters }) =>
      parameters
        .filter(({ required, schema, example }) => {
          return !required && (example !== undefined || (schema && 'example' in schema));
        })
        .map(({ name }) => `${operationId} ${name}`),
    );
    expect(filled).toEqual([]);
  });

  it('documents the refusal of a wrong query for every list of REST', () => {
    const lists = operations.filter(
      ({ path, parameters }) =>
        path.startsWith('/api') && parameters.some(({ in: place }) => place === 'query'),
    );
    expect(lists.length).toBeGreaterThan(5);
    for (const list of lists) expect(list.responses).toHaveProperty('400');
  });

  it('names the credentials of every operation that requires one', () => {
    const open = operations.filter(({ security }) => security?.length === 0);
    expect(open.map(({ path }) => path).toSorted()).toEqual([
      '/api/v1/auth/login',
      '/api/v1/auth/password-reset',
      '/api/v1/auth/password-reset/confirm',
      '/health/live',
      '/health/ready',
    ]);
    for (const { security } of operations.filter((operation) => !open.includes(operation))) {
      expect(security).toEqual(expect.arrayContaining([{ basic: [] }, { bearer: [] }]));
    }
    expect(document.components?.securitySchemes).toMatchObject({
      basic: { type: 'http', scheme: 'basic' },
      bearer: { type: 'http', scheme: 'bearer' },
    });
    // The tokens are opaque.
    expect(document.components?.securitySchemes?.['bearer']).not.toHaveProperty('bearerFormat');
  });

  it.each([
    ['SCIM', /^\/SCIM\/v2/, ['application/scim+json']],
    [
      'REST',
      /^\/(?:api\/v1|health)/,
      ['application/json', 'application/jsonl', 'application/problem+json', 'text/csv'],
    ],
  ])('answers on %s in its own media types', (_, path, mediaTypes) => {
    const answers = operations.filter((operation) => path.test(operation.path)).flatMap(answersOf);
    const used = answers.flatMap(([, answer]) => contentOf(answer)?.mediaType ?? []);
    expect([...new Set(used)].toSorted()).toEqual(mediaTypes);
  });

  it('has every attribute of users, groups and extensions as in the tables', () => {
    for (const { name, common, schema, extensions } of RESOURCE_TYPES) {
      const { properties = {} } = resolve(`#/components/schemas/Scim${name}`, document);
      const attributes = [...common, ...schema.attributes];
      expect(Object.keys(properties)).toEqual([
        ...attributes.map((attribute) => attribute.name),
        ...extensions.map(({ id }) => id),
      ]);
      for (const { name: attribute, description } of attributes) {
        expect(properties[attribute]).toMatchObject({ description });
      }
    }
    const user = resolve('#/components/schemas/ScimUser', document);
    expect(user.required).toEqual(['userName']);
    expect(user.properties).toMatchObject({
      id: { type: 'string', readOnly: true },
      active: { type: 'boolean' },
      password: { writeOnly: true },
      emails: { type: 'array', items: { properties: { type: { examples: ['work', 'home', 'other'] } } } },
      groups: { readOnly: true, items: { properties: { type: { enum: ['direct', 'indirect'] } } } },
    });
    expect(resolve('#/components/schemas/ScimExpenseUser', document).properties).toMatchObject({
      role: { examples: ['employee', 'approver', 'accountant', 'controller'] },
    });
  });

  it('has only examples that match its own schemas', () => {
    const faultsOf = schemaCheck(document);
    const shown = operations.flatMap((operation) => [
      ...requestExamples(operation),
      ...answerExamples(operation),
    ]);
    expect(shown.length).toBeGreaterThan(100);
    expect(
      shown.flatMap(({ where, schema, value }) => faultsOf(schema, value).map((fault) => [where, fault])),
    ).toEqual([]);
  });
});

function referencesIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string' ? [value] : referencesIn(value),
  );
}
