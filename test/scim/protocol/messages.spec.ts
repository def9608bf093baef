import { describe, expect, it } from 'vitest';
import { ScimError } from '../../../src/scim/protocol/errors.js';
import { parseListQuery, parseSearchRequest } from '../../../src/scim/protocol/list-query.js';
import {
  ERROR_URN,
  LIST_RESPONSE_URN,
  errorBody,
  listResponse,
} from '../../../src/scim/protocol/messages.js';
import { refusal } from './support/refusal.js';

describe('ListResponse (RFC 7644 §3.4.2)', () => {
  it('has Resources even when it is empty', () => {
    expect(listResponse({ totalResults: 0, startIndex: 1, itemsPerPage: 0, resources: [] })).toEqual({
      schemas: [LIST_RESPONSE_URN],
      totalResults: 0,
      startIndex: 1,
      itemsPerPage: 0,
      Resources: [],
    });
  });

  it('has the cursor of RFC 9865 instead of startIndex', () => {
    const page = {
      totalResults: 3,
      itemsPerPage: 1,
      resources: [{ id: '1' }],
      nextCursor: 'n',
    };
    expect(listResponse(page)).toEqual({
      schemas: [LIST_RESPONSE_URN],
      totalResults: 3,
      itemsPerPage: 1,
      nextCursor: 'n',
      Resources: [{ id: '1' }],
    });
  });
});

describe('errors (RFC 7644 §3.12)', () => {
  it('writes the status as a string', () => {
    const detail = 'A user with this userName already exists.';
    expect(errorBody({ status: 409, scimType: 'uniqueness', detail })).toEqual({
      schemas: [ERROR_URN],
      status: '409',
      scimType: 'uniqueness',
      detail,
    });
  });

  it('omits scimType if the RFC has none', () => {
    expect(errorBody(ScimError.payloadTooLarge('Split it.'))).not.toHaveProperty('scimType');
  });

  it.each([
    [ScimError.invalidFilter('x'), 400, 'invalidFilter'],
    [ScimError.tooMany('x'), 400, 'tooMany'],
    [ScimError.mutability('x'), 400, 'mutability'],
    [ScimError.invalidSyntax('x'), 400, 'invalidSyntax'],
    [ScimError.invalidPath('x'), 400, 'invalidPath'],
    [ScimError.noTarget('x'), 400, 'noTarget'],
    [ScimError.invalidValue('x'), 400, 'invalidValue'],
    [ScimError.invalidCursor('x'), 400, 'invalidCursor'],
    [ScimError.expiredCursor('x'), 400, 'expiredCursor'],
    [ScimError.invalidCount('x'), 400, 'invalidCount'],
    [ScimError.payloadTooLarge('x'), 413, undefined],
  ])('%# has the status and keyword of Table 9', (error, status, scimType) => {
    expect(error).toMatchObject({ status, scimType, detail: 'x', message: 'x' });
  });
});

describe('list queries (RFC 7644 §3.4.2)', () => {
  it('has the defaults of the service', () => {
    expect(parseListQuery({})).toEqual({ sortOrder: 'ascending', startIndex: 1 });
  });

  it('reads every parameter, in any letter case, and ignores others', () => {
    const query = {
      filter: 'title pr',
      sortby: 'userName',
      sortOrder: 'Descending',
      startIndex: '11',
      count: '10',
      attributes: 'userName, emails.value,',
      excludedAttributes: 'groups',
      aadOptscim062020: '',
    };
    expect(parseListQuery(query)).toEqual({
      filter: 'title pr',
      sortBy: 'userName',
      sortOrder: 'descending',
      startIndex: 11,
      count: 10,
      attributes: ['userName', 'emails.value'],
      excludedAttributes: ['groups'],
    });
  });

  it.each([
    ['0', 1],
    ['-5', 1],
    ['+7', 7],
    ['', 1],
    ['99999999999999999999', Number.MAX_SAFE_INTEGER],
  ])('reads startIndex %j as %d (§3.4.2.4)', (startIndex, expected) => {
    expect(parseListQuery({ startIndex }).startIndex).toBe(expected);
  });

  it.each([
    ['0', 0],
    ['-1', 0],
    ['1000', 1000],
    ['1001', 1000],
    ['', undefined],
  ])('reads count %j as %j (§3.4.2.4)', (count, expected) => {
    expect(parseListQuery({ count }).count).toBe(expected);
  });

  it.each([
    [{ count: 'ten' }, 'count'],
    [{ count: '1.5' }, 'count'],
    [{ startIndex: '1e3' }, 'startIndex'],
    [{ sortOrder: 'sideways' }, 'sortOrder'],
  ])('refuses %j', (query, name) => {
    expect(refusal(() => parseListQuery(query))).toMatch(new RegExp(`^400 invalidValue: ${name} must be`));
  });

  it('accepts 500 names of attributes, and no more', () => {
    const names = (count: number) => ({ attributes: Array.from({ length: count }, () => 'title').join(',') });
    expect(parseListQuery(names(500)).attributes).toHaveLength(500);
    expect(refusal(() => parseListQuery(names(501)))).toBe(
      '400 invalidValue: attributes has more than 500 names.',
    );
  });

  it.each(['', ' ', '\t\n'])('refuses the empty filter %j', (filter) => {
    const refused = '400 invalidFilter: The filter is empty. To list everything, leave it out.';
    expect(refusal(() => parseListQuery({ filter }))).toBe(refused);
    expect(refusal(() => parseSearchRequest({ Filter: filter }))).toBe(refused);
  });

  it('uses the last of a repeated parameter', () => {
    expect(parseListQuery({ count: ['5', '6'] }).count).toBe(6);
  });

  it('combines the names of attributes from several parameters', () => {
    const query = {
      attributes: ['userName', '', 'emails,title'],
      Attributes: 'name',
      EXCLUDEDATTRIBUTES: ['meta'],
    };
    expect(parseListQuery(query)).toMatchObject({
      attributes: ['userName', 'emails', 'title', 'name'],
      excludedAttributes: ['meta'],
    });
    expect(parseListQuery({ attributes: ['', ''] }).attributes).toBeUndefined();
  });

  it('also accepts one text of names in the body of a search', () => {
    expect(parseSearchRequest({ attributes: 'userName, emails' }).attributes).toEqual(['userName', 'emails']);
  });

  it('starts cursor paging with an empty cursor (RFC 9865 §2.1)', () => {
    expect(parseListQuery({ cursor: '' }).cursor).toBe('');
    expect(parseListQuery({ cursor: 'abc' }).cursor).toBe('abc');
  });
});

describe('SearchRequest (RFC 7644 §3.4.3)', () => {
  it('reads the sample of the RFC', () => {
    const body = {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
      attributes: ['displayName', 'userName'],
      filter: 'displayName sw "smith"',
      startIndex: 1,
      count: 10,
    };
    expect(parseSearchRequest(body)).toEqual({
      filter: 'displayName sw "smith"',
      sortOrder: 'ascending',
      startIndex: 1,
      count: 10,
      attributes: ['displayName', 'userName'],
    });
  });

  it('reads null as no filter', () => {
    expect(parseSearchRequest({ filter: null })).toEqual({ sortOrder: 'ascending', startIndex: 1 });
  });

  it.each([undefined, 'urn:example:other', [5], ['URN:ietf:params:scim:api:messages:2.0:searchrequest']])(
    'accepts schemas %j',
    (schemas) => {
      expect(parseSearchRequest({ schemas })).toHaveProperty('startIndex', 1);
    },
  );

  it('refuses a different message', () => {
    const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];
    expect(refusal(() => parseSearchRequest({ schemas }))).toBe(
      '400 invalidSyntax: schemas must name the message "urn:ietf:params:scim:api:messages:2.0:SearchRequest" here.',
    );
  });

  it.each([
    [[], 'invalidSyntax'],
    [null, 'invalidSyntax'],
    [{ filter: 5 }, 'invalidValue'],
    [{ attributes: [5] }, 'invalidValue'],
    [{ count: {} }, 'invalidValue'],
    [{ count: 'ten', cursor: '' }, 'invalidCount'],
  ])('refuses %j', (body, scimType) => {
    expect(refusal(() => parseSearchRequest(body))).toContain(`400 ${scimType}: `);
  });
});
