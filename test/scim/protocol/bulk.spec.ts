import { describe, expect, it } from 'vitest';
import {
  bulkResponse,
  parseBulkRequest,
  referredBulkId,
  referredBulkIds,
  withReferences,
} from '../../../src/scim/protocol/bulk.js';
import { ScimError } from '../../../src/scim/protocol/errors.js';
import { BULK_REQUEST_URN, BULK_RESPONSE_URN, ERROR_URN } from '../../../src/scim/protocol/messages.js';
import { GROUP, USER, findEndpoint } from '../../../src/scim/protocol/schema/registry.js';
import { refusal } from './support/refusal.js';

const parsed = (operations: unknown[], more: object = {}) =>
  parseBulkRequest({ schemas: [BULK_REQUEST_URN], Operations: operations, ...more }, 10);

/** The only operation of a request, parsed. */
const readOne = (operation: unknown) => parsed([operation]).operations[0];

/** The fault of the only operation of a request, as `status scimType: detail`. */
const faultOf = (operation: unknown) =>
  refusal(() => {
    const target = readOne(operation)?.target;
    if (target && 'fault' in target) throw target.fault;
  });

describe('a BulkRequest (RFC 7644 §3.7)', () => {
  it.each([
    [{ method: 'POST', path: '/Users', bulkId: 'a', data: {} }, { type: USER }],
    [{ method: 'POST', path: '/Groups/', bulkId: 'a', data: {} }, { type: GROUP }],
    [
      { method: 'PUT', path: '/Users/42', data: {} },
      { type: USER, id: '42' },
    ],
    [
      { method: 'PATCH', path: 'groups/bulkId:a', data: {} },
      { type: GROUP, id: 'bulkId:a' },
    ],
    [
      { method: 'DELETE', path: '/Users/42' },
      { type: USER, id: '42' },
    ],
  ])('accepts %o', (operation, target) => {
    expect(readOne(operation)).toMatchObject({ method: operation.method, target });
  });

  it('reads names and methods in any letter case, and the version', () => {
    const operation = { Method: 'patch', PATH: '/USERS/42', bulkid: 'a', Version: 'W/"3"', Data: { a: 1 } };
    expect(readOne(operation)).toEqual({
      method: 'PATCH',
      bulkId: 'a',
      version: 'W/"3"',
      target: { type: USER, id: '42' },
      data: { a: 1 },
    });
  });

  it.each([
    ['POST', '400 invalidSyntax: Each of Operations must be an object.'],
    [{ path: '/Users' }, '400 invalidSyntax: method must be one of POST, PUT, PATCH, DELETE.'],
    [{ method: 'GET', path: '/Users' }, '400 invalidSyntax: method must be one of POST, PUT, PATCH, DELETE.'],
    [{ method: 'POST', path: '/Users', data: {} }, '400 invalidSyntax: POST needs a bulkId.'],
    [{ method: 'POST', path: '/Users', bulkId: '' }, '400 invalidSyntax: POST needs a bulkId.'],
    [{ method: 'POST', path: '/Users', bulkId: 7 }, '400 invalidSyntax: POST needs a bulkId.'],
    [{ method: 'POST', path: '/Users/42', bulkId: 'a' }, '400 invalidPath: POST needs the path "/Users".'],
    [{ method: 'PUT', path: '/Users' }, '400 invalidPath: PUT needs a path like "/Users/{id}".'],
    [{ method: 'DELETE', path: '/Groups/' }, '400 invalidPath: DELETE needs a path like "/Groups/{id}".'],
    [{ method: 'PUT' }, '400 invalidPath: path must be like "/Users" or "/Users/{id}".'],
    [{ method: 'PUT', path: '/Schemas/x' }, '400 invalidPath: path must be like "/Users" or "/Users/{id}".'],
    [
      { method: 'PUT', path: '/Users/42/name' },
      '400 invalidPath: path must be like "/Users" or "/Users/{id}".',
    ],
  ])('keeps the fault of %o with the operation', (operation, fault) => {
    expect(faultOf(operation)).toBe(fault);
  });

  it('accepts just the operations of a PATCH as its data', () => {
    const data = [{ op: 'remove', path: 'title' }];
    expect(readOne({ method: 'patch', path: '/Users/42', data })?.data).toEqual({ Operations: data });
    expect(readOne({ method: 'PUT', path: '/Users/42', data })?.data).toEqual(data);
  });

  it.each([
    'urn:ietf:params:scim:api:messages:2.0:PatchOp',
    ['urn:ietf:params:scim:api:messages:2.0:listresponse'],
  ])('refuses %j, which is a different message', (schemas) => {
    expect(refusal(() => parseBulkRequest({ schemas, Operations: [] }, 10))).toBe(
      `400 invalidSyntax: schemas must name the message "${BULK_REQUEST_URN}" here.`,
    );
  });

  it('refuses a bulkId that an earlier operation has', () => {
    const create = { method: 'POST', path: '/Users', bulkId: 'a' };
    const { operations } = parsed([create, create, { method: 'PUT', path: '/Users/42', bulkId: 'a' }]);
    expect(operations.map(({ target }) => 'fault' in target && target.fault.scimType)).toEqual([
      false,
      'invalidValue',
      false,
    ]);
  });

  it.each([
    [undefined, Number.POSITIVE_INFINITY],
    [null, Number.POSITIVE_INFINITY],
    [1, 1],
    [7, 7],
  ])('stops with failOnErrors %s after %s errors', (failOnErrors, expected) => {
    expect(parsed([], { failOnErrors }).failOnErrors).toBe(expected);
  });

  it.each([0, -1, 1.5, '1', true])('refuses failOnErrors %o', (failOnErrors) => {
    expect(refusal(() => parsed([], { failOnErrors }))).toBe(
      '400 invalidValue: failOnErrors must be an integer of 1 or more.',
    );
  });

  it.each([undefined, null, [], 'text', {}, { Operations: {} }])('refuses %o', (body) => {
    expect(refusal(() => parseBulkRequest(body, 10))).toBe(
      '400 invalidSyntax: The body must be a JSON object with Operations, an array.',
    );
  });

  it('may have as many operations as are allowed, and no more', () => {
    const operations = Array.from({ length: 10 }, () => ({}));
    expect(parsed(operations).operations).toHaveLength(10);
    expect(refusal(() => parsed([...operations, {}]))).toMatch(/^413 undefined: .* at most 10 operations/);
  });
});

describe('references by bulkId (RFC 7644 §3.7.2)', () => {
  it.each([
    ['bulkId:a', 'a'],
    ['BULKID:a:b', 'a:b'],
    ['bulkId:', ''],
    ['bulkId', undefined],
    ['my bulkId:a', undefined],
    [undefined, undefined],
    [7, undefined],
  ])('%o refers to %o', (text, bulkId) => {
    expect(referredBulkId(text)).toBe(bulkId);
  });

  it('are found anywhere, each once', () => {
    const data = { members: [{ value: 'bulkId:a' }, { value: 'bulkId:b' }, { value: 'bulkId:a' }], n: null };
    expect(referredBulkIds([data, 'bulkId:c', 'a', 7]).toSorted()).toEqual(['a', 'b', 'c']);
  });

  it('become the ids of the resources, without changing the given body', () => {
    const data = { name: 'bulkId', list: ['bulkId:a', { value: 'bulkId:b', type: 'User' }], flag: true };
    const before = structuredClone(data);
    const ids = new Map([
      ['a', '1'],
      ['b', '2'],
    ]);
    expect(withReferences(data, ids)).toEqual({ ...data, list: ['1', { value: '2', type: 'User' }] });
    expect(data).toEqual(before);
  });

  it('are left out while the resource is unknown, with the element or complex value that contains them', () => {
    const data = {
      displayName: 'Approvers',
      members: [{ value: 'bulkId:a', type: 'User' }, { value: '42' }],
      manager: { Value: 'bulkId:a' },
      other: 'bulkId:a',
      block: { manager: 'bulkId:a', department: 'Finance' },
    };
    expect(withReferences(data, new Map())).toEqual({
      displayName: 'Approvers',
      members: [{ value: '42' }],
      block: { department: 'Finance' },
    });
  });

  it('are found in a body of any depth without recursion', () => {
    const nest = (depth: number, inner: unknown): unknown =>
      Array.from({ length: depth }).reduce((value) => [value], inner);
    const deep = nest(100_000, 'bulkId:a');
    expect(referredBulkIds(deep)).toEqual(['a']);
    expect(withReferences(nest(5, 'bulkId:a'), new Map([['a', '1']]))).toEqual(nest(5, '1'));
    expect(() => withReferences(deep, new Map())).not.toThrow();
  });
});

describe('a BulkResponse (RFC 7644 §3.7.3)', () => {
  it('has the result of each operation, with a body only for errors', () => {
    const [created, refused] = parsed([
      { method: 'POST', path: '/Users', bulkId: 'a' },
      { method: 'PUT', path: '/Users' },
    ]).operations;
    if (!created || !refused) throw new Error('two operations were to be read');
    const error = { scimType: ScimError.invalidPath('').scimType, detail: 'PUT needs an id.' };
    expect(
      bulkResponse([
        { operation: created, status: 201, location: 'https://x/Users/1', version: 'W/"1"' },
        { operation: refused, status: 400, error },
      ]),
    ).toEqual({
      schemas: [BULK_RESPONSE_URN],
      Operations: [
        { method: 'POST', bulkId: 'a', version: 'W/"1"', location: 'https://x/Users/1', status: '201' },
        {
          method: 'PUT',
          status: '400',
          response: {
            schemas: [ERROR_URN],
            status: '400',
            scimType: 'invalidPath',
            detail: 'PUT needs an id.',
          },
        },
      ],
    });
  });
});

describe('endpoints', () => {
  it.each([
    ['/Users', USER],
    ['/groups', GROUP],
    ['/Roles', undefined],
    ['/Schemas', undefined],
  ])('%s is that of %o', (endpoint, type) => {
    expect(findEndpoint(endpoint)).toBe(type);
  });
});
