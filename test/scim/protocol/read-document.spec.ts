import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../src/scim/protocol/document.js';
import { ENTERPRISE_USER_SCHEMA } from '../../../src/scim/protocol/schema/enterprise-user.js';
import { EXPENSE_USER_SCHEMA } from '../../../src/scim/protocol/schema/expense-user.js';
import { GROUP, USER } from '../../../src/scim/protocol/schema/registry.js';
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
    const document = { userName: 'bjensen@example.com' };
    expect(read).toMatchObject({ document, members: undefined, blocks: [], ignored: new Set() });
  });

  it.each(['rfc7643/full-user', 'rfc7643/enterprise-user'])(
    'keeps all of %s except readOnly attributes',
    (path) => {
      const { schemas, id, meta, groups, ...rest } = fixture(path) as Body;
      expect([schemas, id, meta, groups]).not.toContain(undefined);
      const block = rest[ENTERPRISE] as Body | undefined;
      const manager = { manager: { value: '26118915-6090-4610-87e4-49d8ca9f808d' } };
      const expected = block ? { ...rest, [ENTERPRISE]: { ...block, ...manager } } : rest;
      expect(readDocument(USER, fixture(path)).document).toEqual(expected);
    },
  );

  it('reads the group, with its members separate from the document', () => {
    expect(readDocument(GROUP, fixture('rfc7643/group'))).toMatchObject({
      document: { displayName: 'Tour Guides' },
      members: ['2819c223-7f76-453a-919d-413861904646', '902c246b-6245-4190-8e05-00816be7344a'],
      blocks: [],
    });
  });
});

describe('names in a body', () => {
  it('accepts names and URNs in any letter case, and returns canonical ones', () => {
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

  it('accepts dotted names, full URN names and core attributes under the core URN', () => {
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

  it('lists the unknown names that have a value', () => {
    const body = {
      userName: 'mira.vos',
      shoeSize: 44,
      hatSize: null,
      meta: { version: '1' },
      name: { nick: 'M', familyName: 'Vos', initials: '' },
      roles: [{ id: '06b0', displayName: 'Admin', value: 'Admin' }, 'plain', { id: '06b1', value: 'B' }],
      [EXPENSE]: { bonus: 1, iban: null },
      'urn:example:other:2.0:User': { a: 1 },
      'emails[kind eq "work"].value': 'a@acme.example',
      'emails[type eq "work"].valve': 'a@acme.example',
    };
    expect([...readDocument(USER, body).ignored]).toEqual([
      'shoeSize',
      'name.nick',
      'roles.id',
      'roles.displayName',
      `${EXPENSE}:bonus`,
      'urn:example:other:2.0:User',
      'emails[kind eq "work"].value',
      'emails[type eq "work"].valve',
    ]);
    const members = [{ value: 'a', shoe: 1 }];
    expect(readDocument(GROUP, { displayName: 'A', members, owner: 'b' }).ignored).toEqual(
      new Set(['owner']),
    );
  });

  it('accepts names of extensions without their URN, URNs with a dot, and keys that are value paths', () => {
    const body = {
      department: 'Audit',
      iban: 'NL91',
      [`${ENTERPRISE}.costCenter`]: '4130',
      'emails[type eq "work"].value': 'm@acme.example',
      'roles[primary eq "True"].value': 'Admin',
      'groups[value eq "x"].display': 'ignored',
    };
    const read = readDocument(USER, { userName: 'mira.vos', ...body });
    expect(read.document).toEqual({
      userName: 'mira.vos',
      emails: [{ type: 'work', value: 'm@acme.example' }],
      roles: [{ primary: true, value: 'Admin' }],
      [ENTERPRISE]: { department: 'Audit', costCenter: '4130' },
      [EXPENSE]: { iban: 'NL91' },
    });
    expect(read.ignored.size).toBe(0);
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

  it('does not read attributes from a prototype key', () => {
    const body: unknown = JSON.parse(
      '{"userName":"m","__proto__":{"title":"x"},"constructor":{"a":1},"name":{"__proto__":{"familyName":"x"}}}',
    );
    expect(readDocument(USER, body).document).toEqual({ userName: 'm' });
    expect(Object.prototype).not.toHaveProperty('title');
  });

  it.each([[['urn:scim:schemas:core:1.0', ENTERPRISE]], ['urn:scim:schemas:core:1.0'], [null], [undefined]])(
    'accepts schemas %j',
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
  it('omits null, "", [] and values that contain nothing else', () => {
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

  it.each([null, '', [], undefined])('reports userName as missing if it is %j', (userName) => {
    expect(refusal(() => documentOf({ userName }))).toBe('400 invalidValue: userName is required.');
  });

  it('reports displayName of a group as missing', () => {
    expect(refusal(() => readDocument(GROUP, {}))).toBe('400 invalidValue: displayName is required.');
  });

  it('lists the extension blocks of a body, even an empty one', () => {
    const blocks = (body: Body): readonly string[] => readDocument(USER, { userName: 'm', ...body }).blocks;
    expect(blocks({ [ENTERPRISE]: {}, [EXPENSE]: null })).toEqual([ENTERPRISE]);
    expect(blocks({ [ENTERPRISE.toLowerCase()]: { department: '' } })).toEqual([ENTERPRISE]);
    expect(blocks({ [CORE]: {}, other: {} })).toEqual([]);
    expect(blocks({ 'urn:scim:schemas:core:1.0': {} })).toEqual([]);
    expect(blocks({ 'urn:scim:schemas:extension:enterprise:1.0': {} })).toEqual([ENTERPRISE]);
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

  it('accepts one object for a list (OneLogin), and bare texts for elements', () => {
    expect(documentOf({ emails: { value: 'a@acme.example' } })).toMatchObject({
      emails: [{ value: 'a@acme.example' }],
    });
    expect(documentOf({ emails: 'a@acme.example' })).toMatchObject({ emails: [{ value: 'a@acme.example' }] });
    expect(documentOf({ roles: ['a', 'b'] })).toMatchObject({ roles: [{ value: 'a' }, { value: 'b' }] });
  });

  it.each(['4c1e', { value: '4c1e' }, [{ $ref: null, value: '4c1e' }], ['4c1e']])(
    'accepts %j as manager (Entra ID)',
    (manager) => {
      const expected = { userName: 'mira.vos', [ENTERPRISE]: { manager: { value: '4c1e' } } };
      expect(documentOf({ [ENTERPRISE]: { manager } })).toEqual(expected);
      expect(documentOf({ manager })).toEqual(expected);
    },
  );

  it("accepts manager.managerId, SCIM 1.1's name (Declaree's guide)", () => {
    const manager = { managerId: 'U0XE15NHQ', displayName: 'Mary Johnes' };
    expect(documentOf({ [ENTERPRISE]: { manager } })).toHaveProperty([ENTERPRISE], {
      manager: { managerId: 'U0XE15NHQ' },
    });
  });

  it.each([
    [701984, '701984'],
    [0, '0'],
    [-7, '-7'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
    [Number.MIN_SAFE_INTEGER, '-9007199254740991'],
  ])('accepts the integer %d for a text', (employeeNumber, text) => {
    expect(documentOf({ [ENTERPRISE]: { employeeNumber } })).toHaveProperty([ENTERPRISE], {
      employeeNumber: text,
    });
  });

  it.each(['Vos', ['Vos'], [{ value: 'Vos' }], [{ Value: 'Vos' }]])(
    'accepts %j for a plain attribute',
    (title) => {
      expect(documentOf({ title, name: { familyName: title } })).toEqual({
        userName: 'mira.vos',
        title: 'Vos',
        name: { familyName: 'Vos' },
      });
    },
  );

  it('accepts [{"value": …}] for a boolean, and for no value', () => {
    expect(documentOf({ active: [{ value: 'False' }] })).toMatchObject({ active: false });
    expect(documentOf({ title: [{ value: null }], nickName: [{ value: '' }] })).toEqual({
      userName: 'mira.vos',
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
    [{ $ref: '../Users/7d0c', type: 'User' }, ['7d0c']],
    ['7d0c', ['7d0c']],
  ])('reads %j as %j', (members, expected) => {
    expect(
      readDocument(GROUP, { displayName: 'Approvers', ...(members !== undefined && { members }) }).members,
    ).toEqual(expected);
  });

  it('are not read from a value path', () => {
    const body = { displayName: 'Approvers', 'members[value eq "7d0c"]': { value: '7d0c' } };
    expect(readDocument(GROUP, body).members).toBeUndefined();
  });

  it('may be more than other attributes may have values', () => {
    const members = Array.from({ length: 5000 }, (_, index) => ({ value: String(index) }));
    expect(readDocument(GROUP, { displayName: 'All', members }).members).toHaveLength(5000);
  });

  it('must have a value', () => {
    const body = { displayName: 'Approvers', members: [{ type: 'User' }] };
    expect(refusal(() => readDocument(GROUP, body))).toBe('400 invalidValue: members.value is required.');
  });
});
