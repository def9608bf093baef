import type { OpenAPIObject } from '@nestjs/swagger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REST_REFUSALS } from '../../../src/rest/openapi/rest-refusals.js';
import type { TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { send } from '../../support/scim-client.js';
import {
  answerExamples,
  answersOf,
  bootDemo,
  contentOf,
  demoLogin,
  operationsOf,
  readDocument,
  type Operation,
} from './openapi.js';

const [lane] = databaseLanes();

const ADMIN = demoLogin('okta@acme.example');
const OPERATOR = demoLogin('support@declaree.example');

const NEW_PASSWORD = 'correct horse battery staple 2';

/** What to send to get a 409, 401 or 403, by operation; `{first}` is the first id of the list. */
const BODIES: Record<string, unknown> = {
  Auth_login: { username: 'okta@acme.example', password: 'a guess' },
  ChangePassword_change: { currentPassword: 'a guess', newPassword: NEW_PASSWORD },
  Organizations_create: { name: 'Acme NL' },
  Organizations_update: { name: 'Acme NL' },
  OauthClients_addSecret: {},
  CatalogueClients_addSecret: {},
  Users_create: { userName: 'mira.vos@acme.example' },
  Users_update: { userName: 'mira.vos@acme.example' },
  Groups_create: { displayName: 'Approvers' },
  Groups_update: { displayName: 'Approvers' },
  Modules_switchScim: { enabled: true, reason: 'Ticket 4711' },
  Operators_create: { username: 'support@declaree.example' },
  AccountRemoval_remove: { slug: 'acme', reason: 'Ticket 4711' },
  Unmasking_event: { reason: 'Ticket 4711' },
  Unmasking_entry: { reason: 'Ticket 4711' },
  SupportAccounts_create: { name: 'Acme', slug: 'acme', admin: { username: 'admin@acme.example' } },
};

/** The resource to try a change on: its name differs from that in the body. */
const OTHERS: Record<string, string> = {
  Organizations_update: '/api/v1/organizations?search=be',
  Organizations_delete: '/api/v1/organizations?search=group',
  Users_update: '/api/v1/users?search=lotte',
  Users_delete: '/api/v1/users?search=lotte',
  Groups_update: '/api/v1/groups?search=sales',
  Groups_delete: '/api/v1/groups?search=sales',
};

/** Refusals that need several requests or an unavailable database; other tests cover them. */
const ELSEWHERE =
  /^(?:Health_ready 503|Auth_login 429|PasswordReset_request 429|ApiKeys_create 409|OauthClients_(?:create|addSecret) 409|CatalogueClients_addSecret 409|(?:Users_\w+|Erasure_erase) 409 lastAdmin|Operators_\w+ 409 lastOperator)/;

const CASES = Object.entries(REST_REFUSALS)
  .flatMap(([where, reasons]) => Object.keys(reasons).map((name) => `${where} ${name}`))
  .filter((where) => !ELSEWHERE.test(where));

describe('the refusals of REST in the OpenAPI document', () => {
  let app: TestApp;
  let document: OpenAPIObject;

  beforeAll(async () => {
    if (lane === undefined) throw new Error('no database lane');
    app = await bootDemo(lane);
    document = await readDocument(app);
  });

  afterAll(() => app.close());

  const authorizationFor = (path: string) => (path.startsWith('/api/v1/support') ? OPERATOR : ADMIN);

  const firstIdOf = async (list: string) => {
    const { body } = await send(app.url + list, 'GET', { headers: { authorization: ADMIN } });
    const [first] = body['items'] as { id: string }[];
    return first?.id ?? '';
  };

  async function refused({ operationId, path, method }: Operation, status: string) {
    const id = status === '404' ? '4711' : await firstIdOf(OTHERS[operationId] ?? '/api/v1/users');
    const body = BODIES[operationId] ?? (method === 'PATCH' ? {} : undefined);
    return send(app.url + path.replaceAll(/\{\w+\}/g, id), method, {
      headers: {
        authorization: authorizationFor(path),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(status === '412' ? { 'if-match': 'W/"99"' } : {}),
      },
      body,
    });
  }

  it('are shown for every refusal', () => {
    const bare = operationsOf(document)
      .filter(({ path }) => path.startsWith('/api/v1'))
      .flatMap((operation) =>
        answersOf(operation)
          .filter(([status, answer]) => /^[45]/.test(status) && !contentOf(answer)?.examples)
          .map(([status]) => `${operation.operationId} ${status}`),
      );
    expect(bare).toEqual([]);
  });

  it.each(CASES)('match the real ones: %s', async (where) => {
    const [operationId = '', status = ''] = where.split(' ');
    const operation = operationsOf(document).find((candidate) => candidate.operationId === operationId);
    if (!operation) throw new Error(`there is no operation ${operationId}`);
    const answer = await refused(operation, status);
    expect(answer.status).toBe(Number(status));
    const shown = answerExamples(operation).find((example) => example.where === where)?.value;
    expect(plain(answer.body)).toEqual(plain(shown));
  });
});

/** A body without ids and without the path, which the document shows with parameter names. */
function plain(body: unknown): unknown {
  const { instance, ...rest } = body as Record<string, unknown>;
  expect(instance).toMatch(/^\/api\/v1\//);
  return JSON.parse(JSON.stringify(rest).replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, 'ID'));
}
