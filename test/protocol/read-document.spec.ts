import { describe, expect, it } from 'vitest';
import { readDocument } from '../../src/scim/protocol/document.js';
import { ENTERPRISE_USER_SCHEMA } from '../../src/scim/protocol/schema/enterprise-user.js';
import { EXPENSE_USER_SCHEMA } from '../../src/scim/protocol/schema/expense-user.js';
import { GROUP, USER } from '../../src/scim/protocol/schema/registry.js';
import { fixture } from './support/fixture.js';
import { refusal } from './support/refusal.js';

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = ENTERPRISE_USER_SCHEMA.id;
const EXPENSE = EXPENSE_USER_SCHEMA.id;

type Body = Record<string, unknown>;

function documentOf(body: Body): object {
  return readDocument(USER, { userName: 'mira.vos', ...body }).document;
}

describe('the sample documents of RFC 7643 §8', () => {
  it('reads the minimal user', () => {
    const read = readDocument(USER, fixture('rfc7643/minimal-user'));
    expect(read).toEqual({ document: { userName: 'bjensen@example.com' }, members: undefined, blocks: [] });
  });

  it.each(['rfc7643/full-user', 'rfc7643/enterprise-user'])(
    'keeps all of %s but what is readOnly',
    (path) => {
      const { schemas, id, meta, groups, ...rest } = fixture(path) as Body;
      expect([schemas, id, meta, groups]).not.toContain(undefined);
      const block = rest[ENTERPRISE] as Body | undefined;
      const manager = { manager: { value: '26118915-6090-4610-87e4-49d8ca9f808d' } };
      const expected = block ? { ...rest, [ENTERPRISE]: { ...block, ...manager } } : rest;
      expect(readDocument(USER, fixture(path)).document).toEqual(expected);
    },
  );

  it('reads the group, its members apart from the document', () => {
    expect(readDocument(GROUP, fixture('rfc7643/group'))).toEqual({
      document: { displayName: 'Tour Guides' },
      members: ['2819c223-7f76-453a-919d-413861904646', '902c246b-6245-4190-8e05-00816be7344a'],
      blocks: [],
    });
  });
});

describe('names in a body', () => {
  it('takes names and URNs in any letter case, and gives canonical ones', () => {
    const body = {
      USERNAME: 'mira.vos',
      Name: { FAMILYNAME: 'Vos' },
      [ENTERPRISE.toUpperCase()]: { DEPARTMENT: 'Audit' },
    };
    expect(readDocument(USER, body).document).toEqual({
      userName: 'mira.vos',
      name: { familyName: 'Vos' },
      [ENTERPRISE]: { department: 'Audit' },
    });
  });

  it('takes dotted names, full URN names and core attributes under the core URN', () => {
    const body = {
      [CORE]: { userName: 'mira.vos', 'name.givenName': 'Mira', externalId: '00u1' },
      'name.familyName': 'Vos',
      'emails.value': 'mira.vos@acme.example',
      [`${ENTERPRISE}:department`]: 'Audit',
      [`${ENTERPRISE}:manager.value`]: '4c1e',
      [`${CORE}:title`]: 'Controller',
    };
    expect(readDocument(USER, body).document).toEqual({
      userName: 'mira.vos',
      externalId: '00u1',
      title: 'Controller',
      name: { givenName: 'Mira', familyName: 'Vos' },
      emails: [{ value: 'mira.vos@acme.example' }],
      [ENTERPRISE]: { department: 'Audit', manager: { value: '4c1e' } },
    });
  });

  it('ignores unknown attributes, sub-attributes and schemas, however deep', () => {
    const body = {
      shoeSize: 44,
      name: { nick: 'M', familyName: 'Vos' },
      'urn:example:other:2.0:User': { a: [{ b: {} }] },
      [EXPENSE]: { bonus: 1 },
    };
    expect(documentOf(body)).toEqual({ userName: 'mira.vos', name: { familyName: 'Vos' } });
  });

  it('ignores readOnly attributes, as Okta echoes them (RFC 7644 §3.3)', () => {
    const body = {
      id: '7d0c',
      meta: { version: '1' },
      groups: [],
      schemas: [CORE],
      'meta.created': 'x',
      manager: { displayName: 'Jan' },
    };
    expect(documentOf(body)).toEqual({ userName: 'mira.vos' });
  });

  it('takes no attribute from a prototype key', () => {
    const body: unknown = JSON.parse(
      '{"userName":"m","__proto__":{"title":"x"},"constructor":{"a":1},"name":{"__proto__":{"familyName":"x"}}}',
    );
    expect(readDocument(USER, body).document).toEqual({ userName: 'm' });
    expect(Object.prototype).not.toHaveProperty('title');
  });

  it.each([[['urn:scim:schemas:core:1.0', ENTERPRISE]], ['urn:scim:schemas:core:1.0'], [null], [undefined]])(
    'takes schemas %j',
    (schemas) => {
      expect(documentOf({ schemas })).toEqual({ userName: 'mira.vos' });
    },
  );

  it.each([{ schemas: {} }, { schemas: 5 }])('refuses %j as invalidSyntax', (body) => {
    expect(refusal(() => documentOf(body))).toContain('400 invalidSyntax: schemas must be');
  });

  it.each([[null], ['text'], [5], [[]], [undefined]])('refuses the body %j as invalidSyntax', (body) => {
    expect(refusal(() => readDocument(USER, body))).toContain('400 invalidSyntax: ');
  });

  it('refuses thousands of spellings of the same attribute', () => {
    const spellings = Array.from({ length: 1001 }, (_, index) =>
      Array.from('preferredlanguage')
        .map((letter, bit) => ((index >> bit) % 2 ? letter.toUpperCase() : letter))
        .join(''),
    );
    const body = Object.fromEntries(spellings.map((name) => [name, 'nl']));
    expect(refusal(() => documentOf(body))).toContain('More than 1000 attributes');
  });
});

describe("'no value' (RFC 7643 §2.5)", () => {
  it('leaves out null, "", [] and what holds nothing else', () => {
    const body = {
      title: null,
      nickName: '',
      phoneNumbers: null,
      roles: [],
      ims: [{}, null, '', { value: '' }],
      name: { familyName: null, givenName: '' },
      addresses: {},
      active: null,
      [ENTERPRISE]: { manager: '', department: null },
    };
    expect(documentOf(body)).toEqual({ userName: 'mira.vos' });
  });

  it.each([null, '', [], undefined])('finds userName missing where it is %j', (userName) => {
    expect(refusal(() => documentOf({ userName }))).toBe('400 invalidValue: userName is required.');
  });

  it('finds displayName of a group missing', () => {
    expect(refusal(() => readDocument(GROUP, {}))).toBe('400 invalidValue: displayName is required.');
  });

  it('tells which extension blocks a body has, even one without a value', () => {
    const blocks = (body: Body): readonly string[] => readDocument(USER, { userName: 'm', ...body }).blocks;
    expect(blocks({ [ENTERPRISE]: {}, [EXPENSE]: null })).toEqual([ENTERPRISE]);
    expect(blocks({ [ENTERPRISE.toLowerCase()]: { department: '' } })).toEqual([ENTERPRISE]);
    expect(blocks({ [CORE]: {}, other: {} })).toEqual([]);
  });
});

describe('the liberties of real clients', () => {
  it.each([
    ['True', true],
    ['false', false],
    [true, true],
    [false, false],
  ])('reads active %j as %j (Entra ID)', (active, expected) => {
    expect(documentOf({ active })).toMatchObject({ active: expected });
  });

  it('takes one object for a list (OneLogin), and bare texts for elements', () => {
    expect(documentOf({ emails: { value: 'a@acme.example' } })).toMatchObject({
      emails: [{ value: 'a@acme.example' }],
    });
    expect(documentOf({ emails: 'a@acme.example' })).toMatchObject({ emails: [{ value: 'a@acme.example' }] });
    expect(documentOf({ roles: ['a', 'b'] })).toMatchObject({ roles: [{ value: 'a' }, { value: 'b' }] });
  });

  it.each(['4c1e', { value: '4c1e' }, [{ $ref: null, value: '4c1e' }], ['4c1e']])(
    'takes %j as manager (Entra ID)',
    (manager) => {
      const expected = { userName: 'mira.vos', [ENTERPRISE]: { manager: { value: '4c1e' } } };
      expect(documentOf({ [ENTERPRISE]: { manager } })).toEqual(expected);
      expect(documentOf({ manager })).toEqual(expected);
    },
  );

  it("takes manager.managerId, SCIM 1.1's name (Declaree's guide)", () => {
    const manager = { managerId: 'U0XE15NHQ', displayName: 'Mary Johnes' };
    expect(documentOf({ [ENTERPRISE]: { manager } })).toHaveProperty([ENTERPRISE], {
      manager: { managerId: 'U0XE15NHQ' },
    });
  });

  it('takes numbers where texts are due', () => {
    expect(documentOf({ [ENTERPRISE]: { employeeNumber: 701984 } })).toHaveProperty([ENTERPRISE], {
      employeeNumber: '701984',
    });
  });
});

describe('members of a group in a body', () => {
  it.each([
    [undefined, undefined],
    [[], []],
    [null, []],
    [
      [{ value: '7d0c', type: 'User' }, { value: '9b44' }, { value: '7d0c' }],
      ['7d0c', '9b44'],
    ],
    [{ value: '7d0c' }, ['7d0c']],
    ['7d0c', ['7d0c']],
  ])('reads %j as %j', (members, expected) => {
    expect(
      readDocument(GROUP, { displayName: 'Approvers', ...(members !== undefined && { members }) }).members,
    ).toEqual(expected);
  });

  it('takes more of them than other attributes may have values', () => {
    const members = Array.from({ length: 5000 }, (_, index) => ({ value: String(index) }));
    expect(readDocument(GROUP, { displayName: 'All', members }).members).toHaveLength(5000);
  });

  it('refuses a member without value', () => {
    const body = { displayName: 'Approvers', members: [{ type: 'User' }] };
    expect(refusal(() => readDocument(GROUP, body))).toBe('400 invalidValue: members.value is required.');
  });
});
