import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { ResourceValidator } from '../../support/resource-validator.js';
import { answerFaults } from '../../support/scim-answers.js';
import { CORE, ENTERPRISE, EXPENSE, ScimClient, SCIM_TYPE, send } from '../../support/scim-client.js';
import { replay } from '../../support/transcript.js';
import { scimCall } from '../../support/two-accounts.js';

type Json = Record<string, unknown>;

const MESSAGES = 'urn:ietf:params:scim:api:messages:2.0:';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const BASE = 'https://declaree.example/SCIM/v2';

const metaOf = (resourceType: string, location: string) => ({
  resourceType,
  created: '2026-01-02T03:04:05.678Z',
  lastModified: '2026-01-02T03:04:05.678Z',
  location,
  version: 'W/"1"',
});

const USER = {
  schemas: [CORE, ENTERPRISE, EXPENSE],
  id: '1',
  userName: 'mira',
  active: true,
  emails: [{ value: 'mira@acme.example', type: 'work', primary: true }],
  meta: metaOf('User', `${BASE}/Users/1`),
  [ENTERPRISE]: { department: 'Audit' },
  [EXPENSE]: { role: 'employee' },
};

const MEMBER = { value: '1', $ref: `${BASE}/Users/1`, type: 'User', display: 'Mira' };
const TEAM = {
  schemas: [GROUP],
  id: '2',
  displayName: 'Team',
  members: [MEMBER],
  meta: metaOf('Group', `${BASE}/Groups/2`),
};
const LIST = {
  schemas: [`${MESSAGES}ListResponse`],
  totalResults: 1,
  startIndex: 1,
  itemsPerPage: 1,
  Resources: [USER],
};
const ERROR = { schemas: [`${MESSAGES}Error`], status: '400', scimType: 'invalidValue', detail: 'No.' };
const OPERATION = {
  method: 'POST',
  bulkId: 'a',
  version: 'W/"1"',
  location: USER.meta.location,
  status: '201',
};
const BULK = { schemas: [`${MESSAGES}BulkResponse`], Operations: [OPERATION] };

const without = (object: Json, name: string) =>
  Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));

const PAGE = { ...without(LIST, 'startIndex'), totalResults: 2, nextCursor: 'abc' };

/** The faults of an answer to a request such as `GET /Users/1`. */
function faults(line: string, body: Json, { status = 200, headers = {}, sent = {} } = {}): string[] {
  const [method = '', path = ''] = line.split(' ');
  const tag = (body['meta'] as { version?: string } | undefined)?.version;
  const all = { 'content-type': SCIM_TYPE, ...(tag === undefined ? {} : { etag: tag }), ...headers };
  return answerFaults({ url: BASE + path, method, body: sent }, { status, headers: new Headers(all), body });
}

describe('the check of every answer to a test', () => {
  it.each<[string, Json, { status?: number; headers?: object; sent?: Json }?]>([
    ['GET /Users/1', USER],
    ['PATCH /Users/1', USER, { headers: { 'content-location': USER.meta.location } }],
    ['POST /Users', USER, { status: 201, headers: { location: USER.meta.location } }],
    ['GET /Me', USER],
    ['GET /Groups/2', TEAM],
    ['GET /users', LIST],
    ['GET /Users?cursor&count=1', PAGE],
    [
      'GET /Users?attributes=userName',
      { ...LIST, Resources: [{ schemas: [CORE], id: '1', userName: 'mira' }] },
    ],
    ['POST /.search', { ...LIST, totalResults: 2, itemsPerPage: 2, Resources: [USER, TEAM] }],
    ['POST /Users/.search', PAGE, { sent: { cursor: '' } }],
    ['POST /Bulk', BULK],
    ['POST /Users', ERROR, { status: 400 }],
    ['DELETE /Users/1', {}, { status: 204 }],
  ])('finds no fault in a correct answer: %s', (line, body, facts) => {
    expect(faults(line, body, facts)).toEqual([]);
  });

  it.each<[string, Json, string]>([
    ['a wrong type', { ...USER, active: 'True' }, 'User.active is no boolean: "True"'],
    ['an unknown attribute', { ...USER, colour: 'blue' }, 'User.colour is unknown'],
    ['an unknown sub-attribute', { ...USER, name: { first: 'Mira' } }, 'User.name.first is unknown'],
    ['an unknown extension', { ...USER, 'urn:x:y': { a: 1 } }, 'User.urn:x:y is unknown'],
    ['a secret', { ...USER, password: 'S3cret' }, 'User.password is never returned'],
    ['a required attribute missing', without(USER, 'userName'), 'User.userName is missing'],
    ['no id', without(USER, 'id'), 'User.id is missing'],
    ['no meta', without(USER, 'meta'), 'User.meta is missing'],
    ['a single value as a list', { ...USER, userName: ['mira'] }, 'User.userName is no string: ["mira"]'],
    ['a list as a single value', { ...USER, emails: USER.emails[0] }, 'User.emails is no array'],
    ['an empty list', { ...USER, emails: [] }, 'User.emails is empty'],
    ['an empty text', { ...USER, title: '' }, 'User.title is no string: ""'],
    ['null', { ...USER, title: null }, 'User.title is no string: null'],
    [
      'two primary values',
      { ...USER, emails: ['a', 'b'].map((value) => ({ value, primary: true })) },
      'User.emails has several primary values',
    ],
    ['a schema that is not there', { ...USER, [ENTERPRISE]: undefined }, `${ENTERPRISE} is no object`],
    ['a schema left out', { ...USER, schemas: [CORE, EXPENSE] }, `schemas lacks ${ENTERPRISE}`],
    ['an unknown schema', { ...USER, schemas: [...USER.schemas, 'urn:x'] }, 'schemas has urn:x'],
    ['a schema twice', { ...USER, schemas: [...USER.schemas, CORE] }, 'schemas has doubles'],
    [
      'an invalid instant',
      { ...USER, meta: { ...USER.meta, created: 'yesterday' } },
      'User.meta.created is no dateTime: "yesterday"',
    ],
    [
      'the location of another resource',
      { ...USER, meta: { ...USER.meta, location: `${BASE}/Users/2` } },
      `meta.location is "${BASE}/Users/2"`,
    ],
    [
      'another resource type',
      { ...USER, meta: { ...USER.meta, resourceType: 'Group' } },
      'meta.resourceType is "Group"',
    ],
    ['a strong entity tag', { ...USER, meta: { ...USER.meta, version: '1' } }, 'meta.version is "1"'],
  ])('finds in a resource: %s', (_name, body, fault) => {
    expect(faults('GET /Users/1', body)).toContain(fault);
  });

  it.each<[string, string, Json, string]>([
    ['GET /Users', 'no Resources', without(LIST, 'Resources'), 'Resources is no array'],
    ['GET /Users', 'another count', { ...LIST, itemsPerPage: 100 }, 'itemsPerPage is 100, with 1 Resources'],
    ['GET /Users', 'a total too small', { ...LIST, totalResults: 0 }, 'totalResults is 0, with 1 Resources'],
    [
      'GET /Users',
      'a total as a text',
      { ...LIST, totalResults: '1' },
      'totalResults is "1", with 1 Resources',
    ],
    ['GET /Users', 'no startIndex', without(LIST, 'startIndex'), 'startIndex is undefined'],
    ['GET /Users', 'startIndex from 0', { ...LIST, startIndex: 0 }, 'startIndex is 0'],
    ['GET /Users', 'a cursor by index', { ...LIST, nextCursor: 'abc' }, 'nextCursor is "abc"'],
    ['GET /Users', 'what is unknown', { ...LIST, next: 'x' }, 'next is unknown'],
    ['GET /Users', 'the resource itself', USER, 'Resources is no array'],
    ['GET /Users?cursor', 'startIndex', { ...PAGE, startIndex: 1 }, 'startIndex is 1'],
    ['GET /Users?cursor', 'an unsafe cursor', { ...PAGE, nextCursor: 'a+b=' }, 'nextCursor is "a+b="'],
    [
      'GET /Users?cursor',
      'a previous page',
      { ...PAGE, previousCursor: 'a' },
      'the first page has a previousCursor',
    ],
    ['GET /Users', 'a group', { ...LIST, Resources: [TEAM] }, `Resources[0]: schemas lacks ${CORE}`],
    [
      'POST /.search',
      'a wrong group',
      { ...LIST, Resources: [{ ...TEAM, a: 1 }] },
      'Resources[0]: Group.a is unknown',
    ],
    [
      'GET /Users?attributes=id',
      'a partial resource without its id',
      { ...LIST, Resources: [{ schemas: [CORE], userName: 'mira' }] },
      'Resources[0]: User.id is missing',
    ],
    [
      'GET /Users?attributes=,',
      'a part if everything was requested',
      { ...LIST, Resources: [{ schemas: [CORE], id: '1' }] },
      'Resources[0]: User.userName is missing',
    ],
    ['GET /Cars', 'what is not served', LIST, 'nothing is served there'],
    ['POST /Bulk', 'no operations', without(BULK, 'Operations'), 'Operations is no array'],
    [
      'POST /Bulk',
      'a number as the status',
      { ...BULK, Operations: [{ ...OPERATION, status: 201 }] },
      'Operations[0]: status is 201',
    ],
    [
      'POST /Bulk',
      'no location',
      { ...BULK, Operations: [without(OPERATION, 'location')] },
      'Operations[0]: location is missing',
    ],
    [
      'POST /Bulk',
      'a failure without its error',
      { ...BULK, Operations: [{ ...OPERATION, status: '400' }] },
      'Operations[0]: response is missing',
    ],
    [
      'POST /Bulk',
      'the error of another status',
      { ...BULK, Operations: [{ ...OPERATION, status: '404', response: ERROR }] },
      'Operations[0]: status is "400", not "404"',
    ],
    [
      'GET /ServiceProviderConfig',
      'a feature missing',
      { schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'], patch: {} },
      'ServiceProviderConfig.etag is missing',
    ],
  ])('finds in the answer to %s: %s', (line, _name, body, fault) => {
    expect(faults(line, body)).toContain(fault);
  });

  it.each<[string, Json, string]>([
    ['a number as the status', { ...ERROR, status: 400 }, 'status is 400, not "400"'],
    ['another status', { ...ERROR, status: '404' }, 'status is "404", not "400"'],
    ['an unknown keyword', { ...ERROR, scimType: 'wrong' }, 'scimType is "wrong" with 400'],
    ['the keyword of a conflict', { ...ERROR, scimType: 'uniqueness' }, 'scimType is "uniqueness" with 400'],
    ['no detail', without(ERROR, 'detail'), 'detail is no text'],
    ['no schemas', without(ERROR, 'schemas'), `schemas lacks ${MESSAGES}Error`],
    ['more than an error has', { ...ERROR, stack: 'at' }, 'stack is unknown'],
  ])('finds in an error: %s', (_name, body, fault) => {
    expect(faults('POST /Users', body, { status: 400 })).toContain(fault);
  });

  it.each<[string, string, Json, { status: number; headers?: Record<string, string> }]>([
    [
      'Content-Type is "application/json"',
      'GET /Users/1',
      USER,
      { status: 200, headers: { 'content-type': 'application/json' } },
    ],
    [
      'etag is W/"2", but meta has "W/\\"1\\""',
      'GET /Users/1',
      USER,
      { status: 200, headers: { etag: 'W/"2"' } },
    ],
    ['location is missing', 'POST /Users', USER, { status: 201 }],
    [
      `location is ${BASE}, but meta has "${USER.meta.location}"`,
      'POST /Users',
      USER,
      { status: 201, headers: { location: BASE } },
    ],
    ['www-authenticate is missing', 'GET /Users', { ...ERROR, status: '401' }, { status: 401 }],
    ['allow is missing', 'PUT /Bulk', { ...ERROR, status: '405' }, { status: 405 }],
    ['204 has a body', 'DELETE /Users/1', USER, { status: 204 }],
  ])('finds in the headers: %s', (fault, line, body, facts) => {
    expect(faults(line, body, facts)).toContain(fault);
  });
});

describe('a test that gets a wrong answer', () => {
  let server: Server;
  let url: string;

  beforeAll(async () => {
    server = createServer((_request, response) => {
      response.setHeader('content-type', SCIM_TYPE);
      response.end(JSON.stringify({ ...USER, password: 'S3cret' }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => void server.close());

  const step = { request: { method: 'GET', path: '/Users/1' }, response: { status: 200 } };
  const transcript = { title: 'wrong', credential: 'basic' as const, headers: {}, bodyHeaders: {} };

  it.each<[string, () => Promise<unknown>]>([
    ['ScimClient', () => new ScimClient(`${url}/SCIM/v2`, 'Basic eA==').get('/Users/1')],
    ['send', () => send(`${url}/scim/V2/Users/1`, 'GET')],
    ['scimCall', () => scimCall(url, 'Basic eA==')('GET /Users/1')],
    [
      'replay',
      () =>
        replay(
          { ...transcript, steps: [{ name: 'Read', ...step }] },
          { url, authorization: 'x', captured: {} },
        ),
    ],
  ])('fails by %s, naming the request and the fault', async (_, ask) => {
    await expect(ask()).rejects.toThrow(
      /^GET http:.*\/SCIM\/v2\/Users\/1 has a wrong answer, 200:\n(?:.*\n)*User\.password is never returned\n/i,
    );
  });

  it('continues if the answer is not from the SCIM service', async () => {
    expect((await send(`${url}/elsewhere/users/1`, 'GET')).status).toBe(200);
  });
});

describe.each(sqliteAndOneServer())('the tables that answers are checked against, on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  it('are what the service advertises', async () => {
    const advertised = await ResourceValidator.of(acme.scim);
    const own = ResourceValidator.own();
    const located = (each: object) => ({ ...each, meta: undefined });
    expect(advertised.schemas.map(located)).toEqual(own.schemas.map(located));
    expect(advertised.types.map(located)).toEqual(own.types.map(located));
  });
});
