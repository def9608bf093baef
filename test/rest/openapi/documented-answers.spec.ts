import { describe, expect, it } from 'vitest';
import { requireDocumented } from '../../support/documented-answers.js';
import { CORE, SCIM_TYPE } from '../../support/scim-client.js';

const BASE = 'https://declaree.example';

const USER = { schemas: [CORE], id: '4711', userName: 'mira', meta: { resourceType: 'User' } };
const PROBLEM_TYPE = { 'content-type': 'application/problem+json' };
const PROBLEM = {
  type: 'about:blank',
  title: 'Not found',
  status: 404,
  detail: 'There is none.',
  code: 'not-found',
  instance: '/api/v1/users/4711',
};

/** The result of the check of an answer to a GET; empty if it is as documented. */
function faultsOf(path: string, status: number, body: object, headers: Record<string, string> = {}): string {
  const type = path.startsWith('/api') ? 'application/json' : SCIM_TYPE;
  const answer = { status, body: body as never, headers: new Headers({ 'content-type': type, ...headers }) };
  try {
    requireDocumented({ url: BASE + path, method: 'GET' }, answer);
    return '';
  } catch (error) {
    return String(error);
  }
}

// Every answer in the test suite is checked: see `send`.
describe('the check of answers by the OpenAPI document', () => {
  it.each<[string, number, object, Record<string, string>?]>([
    ['/SCIM/v2/Users/4711', 200, USER, { etag: 'W/"1"', 'content-location': BASE }],
    ['/scim/v2//users/4711/', 200, USER],
    ['/SCIM/v2/Users/4711?attributes=id', 200, { schemas: [CORE], id: '4711' }],
    ['/SCIM/v2/Users/.search', 405, { schemas: ['x'], status: '405', detail: 'POST only.' }],
    ['/api/v1/users/4711', 404, PROBLEM, PROBLEM_TYPE],
    ['/docs/openapi.json', 200, { anything: true }],
    ['/SCIM/v2/Nothing', 404, { detail: 'Not here.' }],
  ])('accepts what is documented: %s, %i', (path, status, body, headers) => {
    expect(faultsOf(path, status, body, headers)).toBe('');
  });

  it.each<[string, string, number, object, Record<string, string>?]>([
    ['a member', '/SCIM/v2/Users/4711', 200, { ...USER, mail: 'x' }],
    ['a member inside', '/SCIM/v2/Users/4711', 200, { ...USER, meta: { etag: 'x' } }],
    ['a member of a page', '/SCIM/v2/Users', 200, pageOf({ ...USER, mail: 'x' })],
    ['a value', '/SCIM/v2/Users/4711', 200, { ...USER, active: 'True' }],
    ['a member that is missing', '/SCIM/v2/Users/4711', 200, { schemas: [CORE], id: '4711' }],
    [
      'a member of a refusal',
      '/SCIM/v2/Users/4711',
      404,
      { schemas: ['x'], status: '404', detail: 'x', code: 'x' },
    ],
    [
      'a member of any other refusal',
      '/SCIM/v2/Users',
      503,
      { schemas: ['x'], status: '503', detail: 'x', code: 'x' },
    ],
    ['a code', '/api/v1/users/4711', 404, { ...PROBLEM, code: 'gone' }, PROBLEM_TYPE],
    [
      'a scimType',
      '/SCIM/v2/Users',
      400,
      { schemas: ['x'], status: '400', scimType: 'noTarget', detail: 'x' },
    ],
    ['a status', '/SCIM/v2/Users', 409, { schemas: ['x'], status: '409', detail: 'x' }],
    ['a media type', '/SCIM/v2/Users/4711', 200, USER, { 'content-type': 'text/plain' }],
    ['a header', '/SCIM/v2/Users/4711', 200, USER, { location: BASE }],
    ['an operation', '/api/v1/nothing', 200, {}],
  ])('finds %s that is not documented', (_, ...answered) => {
    expect(faultsOf(...answered)).toContain('does not match docs/openapi.json');
  });
});

function pageOf(...resources: object[]): object {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: 1,
    startIndex: 1,
    itemsPerPage: 1,
    Resources: resources,
  };
}
