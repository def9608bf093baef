import type { OpenAPIObject } from '@nestjs/swagger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BODY_LIMIT } from '../../../src/platform/http/body-budgets.js';
import type { TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { basic, send } from '../../support/scim-client.js';
import { answerExamples, bootDemo, demoLogin, operationsOf, readDocument } from './openapi.js';

const [lane] = databaseLanes();

const ADMIN = demoLogin('okta@acme.example');
const EXPENSE = 'urn:declaree:params:scim:schemas:extension:expense:2.0:User';

/** How to get a refusal: what to send, as whom, and the documented answer. */
interface Refused {
  example: string;
  request: `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`;
  authorization?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

/** Makes the ids in the text of this run equal to those of the example. */
const anyIds = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value ?? null).replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, 'ID'));

const patch = (op: object) => ({ Operations: [op] });

const REFUSED: Refused[] = [
  {
    example: 'ScimUsers_list 401 wrong-password',
    request: 'GET /SCIM/v2/Users',
    authorization: basic('okta@acme.example', 'a guess'),
  },
  {
    example: 'ScimUsers_list 401 unknown-key',
    request: 'GET /SCIM/v2/Users',
    authorization: 'Bearer dk_none',
  },
  {
    example: 'ScimUsers_list 403 scim-module-off',
    request: 'GET /SCIM/v2/Users',
    authorization: demoLogin('okta@globex.example'),
  },
  {
    example: 'ScimUsers_list 403 not-an-admin',
    request: 'GET /SCIM/v2/Users',
    authorization: demoLogin('mira.vos@acme.example'),
  },
  { example: 'ScimUsers_list 400 invalid-filter', request: 'GET /SCIM/v2/Users?filter=mail eq "x"' },
  { example: 'ScimUsers_get 404 unknown-user', request: 'GET /SCIM/v2/Users/4711' },
  { example: 'ScimUsers_create 400 invalid-value', request: 'POST /SCIM/v2/Users', body: {} },
  { example: 'ScimUsers_create 400 invalid-json', request: 'POST /SCIM/v2/Users', body: '{"userName":' },
  {
    example: 'ScimUsers_create 403 admin-role',
    request: 'POST /SCIM/v2/Users',
    body: { userName: 'new', [EXPENSE]: { role: 'admin' } },
  },
  {
    example: 'ScimUsers_create 409 user-name-taken',
    request: 'POST /SCIM/v2/Users',
    body: { userName: 'mira.vos@acme.example' },
  },
  {
    example: 'ScimUsers_create 409 user-name-taken-by-inactive',
    request: 'POST /SCIM/v2/Users',
    body: { userName: 'left@acme.example' },
  },
  {
    example: 'ScimUsers_create 413 body-too-large',
    request: 'POST /SCIM/v2/Users',
    body: { userName: 'x'.repeat(BODY_LIMIT) },
  },
  {
    example: 'ScimUsers_create 415 unsupported-media-type',
    request: 'POST /SCIM/v2/Users',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'userName=new',
  },
  {
    example: 'ScimUsers_replaceNamed 404 unknown-user',
    request: 'PUT /SCIM/v2/Users',
    body: { userName: 'nobody@acme.example' },
  },
  {
    example: 'Me_patch 400 invalid-path',
    request: 'PATCH /SCIM/v2/Me',
    body: patch({ op: 'replace', path: 'mail', value: 'x' }),
  },
  {
    example: 'Me_patch 403 own-user',
    request: 'PATCH /SCIM/v2/Me',
    body: patch({ op: 'replace', value: { active: false } }),
  },
  {
    example: 'Me_patch 412 stale',
    request: 'PATCH /SCIM/v2/Me',
    headers: { 'if-match': 'W/"99"' },
    body: patch({ op: 'replace', path: 'title', value: 'x' }),
  },
  { example: 'Me_delete 403 own-user', request: 'DELETE /SCIM/v2/Me' },
  { example: 'ScimGroups_list 400 invalid-filter', request: 'GET /SCIM/v2/Groups?filter=mail eq "x"' },
  { example: 'ScimGroups_get 404 unknown-group', request: 'GET /SCIM/v2/Groups/4711' },
  {
    example: 'ScimGroups_create 400 unknown-member',
    request: 'POST /SCIM/v2/Groups',
    body: { displayName: 'New', members: [{ value: '4711' }] },
  },
  {
    example: 'ScimGroups_create 409 group-name-taken',
    request: 'POST /SCIM/v2/Groups',
    body: { displayName: 'Approvers' },
  },
  {
    example: 'Search_searchAll 400 invalid-filter',
    request: 'POST /SCIM/v2/.search',
    body: { filter: 'mail eq "x"' },
  },
  { example: 'Bulk_process 400 invalid-syntax', request: 'POST /SCIM/v2/Bulk', body: {} },
  {
    example: 'Bulk_process 413 too-large',
    request: 'POST /SCIM/v2/Bulk',
    body: { Operations: Array.from({ length: 1_001 }, () => ({})) },
  },
  {
    example: 'Discovery_resourceType 404 unknown-resource-type',
    request: 'GET /SCIM/v2/ResourceTypes/Device',
  },
  { example: 'Discovery_schema 404 unknown-schema', request: 'GET /SCIM/v2/Schemas/urn:example:Device' },
  {
    example: 'ApiKeys_page 401 wrong-password',
    request: 'GET /api/v1/api-keys',
    authorization: basic('okta@acme.example', 'a guess'),
  },
  {
    example: 'ApiKeys_page 403 not-an-admin',
    request: 'GET /api/v1/api-keys',
    authorization: demoLogin('mira.vos@acme.example'),
  },
  {
    example: 'ApiKeys_create 400 invalid-input',
    request: 'POST /api/v1/api-keys',
    body: { name: 'Okta', nmae: 'Okta' },
  },
  { example: 'ApiKeys_create 400 invalid-json', request: 'POST /api/v1/api-keys', body: 'name' },
  { example: 'ApiKeys_page 400 invalid-query', request: 'GET /api/v1/api-keys?limit=1000' },
  { example: 'SupportAccounts_page 403 not-an-operator', request: 'GET /api/v1/support/accounts' },
];

describe('a refusal that the OpenAPI document shows', () => {
  let app: TestApp;
  let document: OpenAPIObject;

  beforeAll(async () => {
    if (lane === undefined) throw new Error('no database lane');
    app = await bootDemo(lane);
    document = await readDocument(app);
    await send(`${app.url}/SCIM/v2/Users`, 'POST', {
      headers: { authorization: ADMIN, 'content-type': 'application/json' },
      body: { userName: 'left@acme.example', active: false },
    });
  });

  afterAll(() => app.close());

  it.each(REFUSED)('matches the real one: $example', async ({ example, request, ...sent }) => {
    const [method = '', ...path] = request.split(' ');
    const type = sent.body === undefined ? {} : { 'content-type': 'application/json' };
    const { status, body } = await send(new URL(path.join(' '), app.url).href, method, {
      headers: { authorization: sent.authorization ?? ADMIN, ...type, ...sent.headers },
      body: sent.body,
    });
    const shown = operationsOf(document).flatMap(answerExamples);
    expect(anyIds(shown.find(({ where }) => where === example)?.value)).toEqual(anyIds(body));
    expect(example).toContain(` ${status} `);
  });

  it('says how long to wait after too many wrong passwords', async () => {
    const guess = () =>
      send(`${app.url}/SCIM/v2/Users`, 'GET', { headers: { authorization: basic('nobody', 'a guess') } });
    for (let guesses = 0; guesses < 10; guesses++) expect((await guess()).status).toBe(401);
    const { status, headers, body } = await guess();
    expect(status).toBe(429);
    const shown = operationsOf(document).flatMap(answerExamples);
    const example = shown.find(({ where }) => where === 'ScimUsers_list 429 too-many-attempts');
    const seconds = headers.get('retry-after') ?? '';
    expect(JSON.stringify(example?.value).replace('in 42 s', `in ${seconds} s`)).toBe(JSON.stringify(body));
  });
});
