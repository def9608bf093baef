import { describe, expect, it } from 'vitest';
import { type MemberChange } from '../../../src/scim/protocol/members.js';
import { parsePatch } from '../../../src/scim/protocol/patch-operation.js';
import { applyPatch } from '../../../src/scim/protocol/patch.js';
import { ENTERPRISE_USER_SCHEMA } from '../../../src/scim/protocol/schema/enterprise-user.js';
import { EXPENSE_USER_SCHEMA } from '../../../src/scim/protocol/schema/expense-user.js';
import { GROUP, USER, findResourceType } from '../../../src/scim/protocol/schema/registry.js';
import { type ScimObject } from '../../../src/scim/protocol/value.js';
import { fixture } from './support/fixture.js';
import { frozen, patched } from './support/patched.js';
import { refusal } from './support/refusal.js';

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = ENTERPRISE_USER_SCHEMA.id;
const EXPENSE = EXPENSE_USER_SCHEMA.id;

const MIRA: ScimObject = frozen({
  userName: 'mira.vos',
  active: true,
  title: 'Controller',
  name: { familyName: 'Vos', givenName: 'Mira' },
  [ENTERPRISE]: { department: 'Finance', manager: { value: '4c1e' } },
});

interface Sample {
  title: string;
  type: string;
  before: ScimObject;
  request: unknown;
  after: ScimObject;
  members?: MemberChange[];
}

describe('the samples of RFC 7644', () => {
  it.each(fixture('rfc7644/patches') as Sample[])(
    '$title',
    ({ type, before, request, after, members = [] }) => {
      const { operations } = parsePatch(findResourceType(type) ?? USER, request);
      expect(applyPatch(frozen(before), operations)).toEqual({ document: after, members });
    },
  );
});

describe('the request (RFC 7644 §3.5.2)', () => {
  const OPERATION = { op: 'replace', path: 'title', value: 'CFO' };

  it.each([
    { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [OPERATION] },
    { Operations: [OPERATION] },
    { operations: [{ OP: 'REPLACE', Path: 'TITLE', Value: 'CFO' }] },
    { Operations: [{ ...OPERATION, op: 'Add' }] },
  ])('accepts %j', (request) => {
    expect(applyPatch(MIRA, parsePatch(USER, request).operations).document).toEqual({
      ...MIRA,
      title: 'CFO',
    });
  });

  it('changes nothing without operations', () => {
    expect(applyPatch(MIRA, parsePatch(USER, { Operations: [] }).operations).document).toBe(MIRA);
  });

  it.each([
    [null, 'invalidSyntax'],
    [[], 'invalidSyntax'],
    [{}, 'invalidSyntax'],
    [{ schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'], Operations: [] }, 'invalidSyntax'],
    [{ Operations: OPERATION }, 'invalidSyntax'],
    [{ Operations: ['replace'] }, 'invalidSyntax'],
    [{ Operations: [{ ...OPERATION, op: 'move' }] }, 'invalidSyntax'],
    [{ Operations: [{ ...OPERATION, op: 5 }] }, 'invalidSyntax'],
    [{ Operations: [{ path: 'title', value: 'CFO' }] }, 'invalidSyntax'],
    [{ Operations: [{ ...OPERATION, path: 5 }] }, 'invalidPath'],
    [{ Operations: [{ ...OPERATION, path: 'shoeSize' }] }, 'invalidPath'],
    [{ Operations: [{ op: 'remove' }] }, 'noTarget'],
    [{ Operations: [{ op: 'remove', path: '' }] }, 'noTarget'],
    [{ Operations: [{ op: 'replace' }] }, 'invalidValue'],
    [{ Operations: [{ op: 'replace', value: 'CFO' }] }, 'invalidValue'],
    [{ Operations: [{ op: 'add', path: 'title' }] }, 'invalidValue'],
    [{ Operations: [{ op: 'add', path: 'title', value: {} }] }, 'invalidValue'],
    [{ Operations: [{ op: 'add', path: ENTERPRISE }] }, 'invalidValue'],
    [{ Operations: [{ op: 'add', path: ENTERPRISE, value: 'Audit' }] }, 'invalidValue'],
    [{ Operations: Array.from({ length: 5001 }, () => OPERATION) }, 'tooMany'],
  ])('%#: refuses an invalid request with %s', (request, scimType) => {
    expect(refusal(() => parsePatch(USER, request))).toContain(`400 ${scimType}: `);
  });

  it('applies the operations in order, each on the previous result', () => {
    const operations = [
      { op: 'add', path: 'nickName', value: 'M' },
      { op: 'remove', path: 'title' },
      { op: 'replace', path: 'nickName', value: 'Mi' },
      { op: 'add', path: 'title', value: 'CFO' },
    ];
    expect(patched(MIRA, operations)).toEqual({ ...MIRA, nickName: 'Mi', title: 'CFO' });
  });

  it('returns the same document if nothing changes', () => {
    const { operations } = parsePatch(USER, {
      Operations: [
        { op: 'replace', path: 'title', value: 'Controller' },
        { op: 'add', value: { name: { familyName: 'Vos' }, active: 'True' } },
        { op: 'remove', path: 'nickName' },
        { op: 'remove', path: 'emails[type eq "work"]' },
        { op: 'remove', path: `${EXPENSE}:iban` },
      ],
    });
    expect(applyPatch(MIRA, operations).document).toBe(MIRA);
  });
});

describe('single values', () => {
  it('merges a complex value (RFC 7644 §3.5.2.3)', () => {
    const expected = { ...MIRA, name: { familyName: 'Vos-Maes', givenName: 'Mira', middleName: 'J' } };
    const name = { familyName: 'Vos-Maes', middleName: 'J' };
    expect(patched(MIRA, [{ op: 'replace', path: 'name', value: name }])).toEqual(expected);
    expect(patched(MIRA, [{ op: 'add', path: 'name', value: name }])).toEqual(expected);
    expect(patched(MIRA, [{ op: 'replace', value: { name } }])).toEqual(expected);
    expect(patched(MIRA, [{ op: 'add', value: { name } }])).toEqual(expected);
  });

  it('writes and removes sub-attributes', () => {
    expect(patched(MIRA, [{ op: 'replace', path: 'name.familyName', value: 'Maes' }])['name']).toEqual({
      familyName: 'Maes',
      givenName: 'Mira',
    });
    expect(patched(MIRA, [{ op: 'remove', path: 'name.familyName' }])['name']).toEqual({ givenName: 'Mira' });
  });

  it('has no complex value without sub-attributes', () => {
    const operations = ['name.familyName', 'name.givenName'].map((path) => ({ op: 'remove', path }));
    expect(patched(MIRA, operations)).not.toHaveProperty('name');
    expect(patched(MIRA, [{ op: 'remove', path: 'name' }])).not.toHaveProperty('name');
  });

  it.each(['', null, []])("clears by the value %j, 'no value'", (value) => {
    expect(patched(MIRA, [{ op: 'replace', path: 'title', value }])).not.toHaveProperty('title');
    expect(patched(MIRA, [{ op: 'replace', path: 'name', value }])).not.toHaveProperty('name');
    expect(patched(MIRA, [{ op: 'add', path: 'name.familyName', value }])['name']).toEqual({
      givenName: 'Mira',
    });
    expect(patched(MIRA, [{ op: 'replace', value: { title: value } }])).not.toHaveProperty('title');
  });

  it('accepts plain, dotted and URN names without a path (Entra ID), and ignores readOnly and unknown ones', () => {
    const value = {
      displayName: 'Mira Vos-Maes',
      'name.familyName': 'Vos-Maes',
      [`${ENTERPRISE}:employeeNumber`]: '4711',
      [EXPENSE]: { role: 'approver' },
      id: 'other',
      schemas: [],
      groups: [],
      'meta.version': 'x',
      shoeSize: 44,
    };
    expect(patched(MIRA, [{ op: 'replace', value }])).toEqual({
      ...MIRA,
      displayName: 'Mira Vos-Maes',
      name: { familyName: 'Vos-Maes', givenName: 'Mira' },
      [ENTERPRISE]: { department: 'Finance', manager: { value: '4c1e' }, employeeNumber: '4711' },
      [EXPENSE]: { role: 'approver' },
    });
  });
});

describe('required and readOnly attributes', () => {
  it.each(['userName', CORE])('does not remove %s (mutability)', (path) => {
    expect(refusal(() => patched(MIRA, [{ op: 'remove', path }]))).toBe(
      '400 mutability: userName is required and cannot be removed.',
    );
  });

  it.each([
    { op: 'replace', path: 'userName', value: '' },
    { op: 'add', value: { userName: null } },
  ])('does not clear userName by %j (invalidValue)', (operation) => {
    expect(refusal(() => patched(MIRA, [operation]))).toContain('400 invalidValue: userName is required');
  });

  it('does not remove the displayName of a group', () => {
    const operation = { op: 'remove', path: 'displayName' };
    expect(refusal(() => patched({ displayName: 'A' }, [operation], GROUP))).toContain('400 mutability: ');
  });

  it.each(['id', 'meta.version', 'groups', 'groups[value eq "5e21"]', 'schemas', 'manager.displayName'])(
    'does not write the readOnly %s by path',
    (path) => {
      expect(refusal(() => patched(MIRA, [{ op: 'replace', path, value: 'x' }]))).toContain(
        '400 mutability: ',
      );
      expect(refusal(() => patched(MIRA, [{ op: 'remove', path }]))).toContain('400 mutability: ');
    },
  );
});

describe('extensions', () => {
  it.each(['add', 'replace'])('merges a block with %s', (op) => {
    const value = { department: 'Audit', costCenter: '4130' };
    const block = { department: 'Audit', costCenter: '4130', manager: { value: '4c1e' } };
    expect(patched(MIRA, [{ op, path: ENTERPRISE, value }])[ENTERPRISE]).toEqual(block);
    expect(patched(MIRA, [{ op, value: { [ENTERPRISE.toUpperCase()]: value } }])[ENTERPRISE]).toEqual(block);
  });

  it('removes a block as a whole', () => {
    expect(patched(MIRA, [{ op: 'remove', path: ENTERPRISE }])).not.toHaveProperty([ENTERPRISE]);
    expect(patched(MIRA, [{ op: 'replace', path: ENTERPRISE, value: null }])).not.toHaveProperty([
      ENTERPRISE,
    ]);
    expect(patched(MIRA, [{ op: 'replace', value: { [ENTERPRISE]: null } }])).not.toHaveProperty([
      ENTERPRISE,
    ]);
  });

  it('refuses anything but an object under a URN', () => {
    const operation = { op: 'replace', value: { [ENTERPRISE]: 'Audit' } };
    expect(refusal(() => patched(MIRA, [operation]))).toBe(
      `400 invalidValue: ${ENTERPRISE} must be an object.`,
    );
  });

  it('accepts core attributes under the core URN', () => {
    expect(patched(MIRA, [{ op: 'replace', path: CORE, value: { title: 'CFO' } }])).toEqual({
      ...MIRA,
      title: 'CFO',
    });
  });

  it.each([
    ['manager', '9b44'],
    ['manager', [{ $ref: '../Users/9b44', value: '9b44' }]],
    [`${ENTERPRISE}:manager`, '9b44'],
    [`${ENTERPRISE}:manager`, { value: '9b44' }],
    [`${ENTERPRISE}:manager.value`, '9b44'],
  ])('sets the manager by path %s and value %j (Entra ID)', (path, value) => {
    expect(patched(MIRA, [{ op: 'Add', path, value }])[ENTERPRISE]).toEqual({
      department: 'Finance',
      manager: { value: '9b44' },
    });
  });

  it.each(['', null, []])('removes the manager by the value %j', (value) => {
    expect(patched(MIRA, [{ op: 'replace', path: 'manager', value }])[ENTERPRISE]).toEqual({
      department: 'Finance',
    });
    expect(patched(MIRA, [{ op: 'replace', path: 'manager.value', value }])[ENTERPRISE]).toEqual({
      department: 'Finance',
    });
  });

  it('drops an older managerId when value is set, and the other way round', () => {
    const byExternalId = patched(MIRA, [{ op: 'replace', path: 'manager', value: { managerId: 'U0XE' } }]);
    expect(byExternalId[ENTERPRISE]).toHaveProperty('manager', { managerId: 'U0XE' });
    const byId = patched(byExternalId, [{ op: 'replace', path: 'manager.value', value: '9b44' }]);
    expect(byId[ENTERPRISE]).toHaveProperty('manager', { value: '9b44' });
    const both = patched(MIRA, [
      { op: 'replace', path: 'manager', value: { value: '9b44', managerId: 'U0XE' } },
    ]);
    expect(both[ENTERPRISE]).toHaveProperty('manager', { value: '9b44', managerId: 'U0XE' });
  });
});

describe('what clients send', () => {
  it('deactivates: Okta without a path, Entra ID with a string', () => {
    const expected = { ...MIRA, active: false };
    expect(patched(MIRA, [{ op: 'replace', value: { active: false } }])).toEqual(expected);
    expect(patched(MIRA, [{ op: 'Replace', path: 'active', value: 'False' }])).toEqual(expected);
    expect(patched(MIRA, [{ op: 'replace', path: 'active', value: 'false' }])).toEqual(expected);
  });

  it('sets a password (Okta)', () => {
    expect(patched(MIRA, [{ op: 'replace', value: { password: 'q7Zt0pWm' } }])).toEqual({
      ...MIRA,
      password: 'q7Zt0pWm',
    });
  });

  it("applies Declaree's published example", () => {
    const user = { ...MIRA, emails: [{ value: 'old@scim.com', type: 'work', primary: true }] };
    const operations = [
      { op: 'replace', path: 'active', value: 'false' },
      { op: 'replace', path: 'familyName', value: 'Jackson' },
      { op: 'replace', path: "emails[email.type eq 'work']", value: 'jack@scim.com' },
    ];
    expect(patched(user, operations)).toEqual({
      ...MIRA,
      active: false,
      name: { familyName: 'Jackson', givenName: 'Mira' },
      emails: [{ value: 'jack@scim.com', type: 'work', primary: true }],
    });
  });
});
