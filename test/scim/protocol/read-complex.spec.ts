import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../src/scim/protocol/document.js';
import { ENTERPRISE_USER_SCHEMA } from '../../../src/scim/protocol/schema/enterprise-user.js';
import { USER } from '../../../src/scim/protocol/schema/registry.js';

const ENTERPRISE = ENTERPRISE_USER_SCHEMA.id;

function documentOf(body: Record<string, unknown>): object {
  return readDocument(USER, { userName: 'mira.vos', ...body }).document;
}

describe('complex values in a body', () => {
  it.each([
    [{ $ref: 'https://app.declaree.com/SCIM/v2/Users/4c1e' }, { value: '4c1e' }],
    [{ $ref: '../Users/4c1e/?x=1#y', displayName: 'Jan' }, { value: '4c1e' }],
    [{ $REF: '4c1e' }, { value: '4c1e' }],
    [{ $ref: '../Users/4c1e', value: '9b44' }, { value: '9b44' }],
    [{ $ref: '../Users/4c1e', managerId: 'jan' }, { managerId: 'jan' }],
    [{ $ref: '../Users/4c1e', value: '' }, undefined],
    [{ $ref: '///' }, undefined],
    [{ $ref: null }, undefined],
  ])('reads the manager %j as %j', (manager, expected) => {
    const block = expected && { [ENTERPRISE]: { manager: expected } };
    expect(documentOf({ [ENTERPRISE]: { manager } })).toEqual({ userName: 'mira.vos', ...block });
  });

  it.each([
    ['jan', { value: 'jan' }],
    [4711, { value: '4711' }],
    [[4711], { value: '4711' }],
  ])('reads %j, which is not an object, as the value of a complex attribute', (raw, expected) => {
    expect(documentOf({ emails: raw, manager: raw })).toEqual({
      userName: 'mira.vos',
      emails: [expected],
      [ENTERPRISE]: { manager: expected },
    });
  });

  it('drops an element with only type and primary if its content is empty', () => {
    const phoneNumbers = [
      { type: 'work', primary: true, value: '' },
      { type: 'mobile', value: null, display: 'Mobile' },
      { type: 'home' },
    ];
    expect(documentOf({ phoneNumbers })).toEqual({
      userName: 'mira.vos',
      phoneNumbers: [{ type: 'mobile', display: 'Mobile' }, { type: 'home' }],
    });
  });
});
