import { describe, expect, it } from 'vitest';
import { parsePatch } from '../../../src/scim/protocol/patch-operation.js';
import { applyPatch } from '../../../src/scim/protocol/patch.js';
import { ENTERPRISE_USER_SCHEMA } from '../../../src/scim/protocol/schema/enterprise-user.js';
import { EXPENSE_USER_SCHEMA } from '../../../src/scim/protocol/schema/expense-user.js';
import { GROUP, USER } from '../../../src/scim/protocol/schema/registry.js';
import { type ScimObject } from '../../../src/scim/protocol/value.js';
import { frozen, patched } from './support/patched.js';
import { refusal } from './support/refusal.js';

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = ENTERPRISE_USER_SCHEMA.id;
const EXPENSE = EXPENSE_USER_SCHEMA.id;

const MIRA: ScimObject = frozen({
  userName: 'mira.vos',
  active: true,
  [ENTERPRISE]: { department: 'Finance', manager: { value: '4c1e' } },
});

describe('active', () => {
  it.each([
    { op: 'remove', path: 'active' },
    { op: 'replace', path: 'active', value: null },
    { op: 'add', path: 'active', value: '' },
    { op: 'replace', value: { active: null } },
    { op: 'replace', value: { [CORE]: { userName: 'mira.vos', active: [{ value: '' }] } } },
  ])('always has a value: %j is mutability', (operation) => {
    expect(refusal(() => patched(MIRA, [operation]))).toBe(
      '400 mutability: active always has a value and cannot be removed. Send the value that it should have.',
    );
  });
});

describe('keys of a value without a path', () => {
  const after = (value: object): ScimObject => patched(MIRA, [{ op: 'replace', value }]);

  it('may be paths (Entra ID), applied in order', () => {
    const value = {
      'emails[type eq "work"].value': 'm@acme.example',
      "addresses[address.type eq 'work'].locality": 'Gent',
      'roles[primary eq "True"].value': 'Admin',
      emails: [{ value: 'n@acme.example', type: 'work' }],
      'emails[type eq "work"].display': 'Mira',
      'emails[type eq "home"]': 'm@home.example',
    };
    expect(after(value)).toEqual({
      ...MIRA,
      emails: [
        { value: 'n@acme.example', type: 'work', display: 'Mira' },
        { type: 'home', value: 'm@home.example' },
      ],
      addresses: [{ type: 'work', locality: 'Gent' }],
      roles: [{ primary: true, value: 'Admin' }],
    });
  });

  it('may be names of extensions without their URN, or with a dot after it', () => {
    const value = { department: 'Audit', iban: 'NL91', [`${ENTERPRISE}.manager`]: '9b44' };
    expect(after(value)).toEqual({
      ...MIRA,
      [ENTERPRISE]: { department: 'Audit', manager: { value: '9b44' } },
      [EXPENSE]: { iban: 'NL91' },
    });
  });

  it("may be SCIM 1.1's URNs", () => {
    const value = { 'urn:scim:schemas:extension:enterprise:1.0': { costCenter: '4130' } };
    expect(after(value)[ENTERPRISE]).toMatchObject({ department: 'Finance', costCenter: '4130' });
  });

  it('are reported if they are unknown, but not if a value path has no match', () => {
    const value = {
      shoeSize: 44,
      'emails[type like "work"].value': 'x',
      [ENTERPRISE]: { badge: 1 },
      groups: [{ value: 'x' }],
      'groups[value eq "x"].display': 'x',
      hatSize: '',
    };
    const operations = [
      { op: 'add', value },
      { op: 'add', path: 'name', value: { nick: 'M' } },
      { op: 'add', path: ENTERPRISE, value: { desk: 'A1' } },
      { op: 'add', path: 'roles[type eq "x"]', value: [{ value: 'y', id: 'z' }] },
    ];
    expect([...parsePatch(USER, { Operations: operations }).ignored]).toEqual([
      'shoeSize',
      'emails[type like "work"].value',
      `${ENTERPRISE}:badge`,
      'name.nick',
      `${ENTERPRISE}:desk`,
      'roles.id',
    ]);
    expect(refusal(() => after({ 'emails[value eq "a"].display': 'x' }))).toContain('400 noTarget: ');
  });

  it('are reported without the text that they compare a password with', () => {
    const value = { 'emails[password eq "secret"].value': 'x', "emails[password eq 'secret'].value": 'x' };
    const { ignored } = parsePatch(USER, { Operations: [{ op: 'add', value }] });
    expect([...ignored]).toEqual(['emails[password eq "…"].value']);
  });

  it('change members in the same way as paths', () => {
    const value = { 'members[value eq "a"]': [{ value: 'b' }] };
    const { operations } = parsePatch(GROUP, { Operations: [{ op: 'replace', value }] });
    expect(applyPatch({ displayName: 'A' }, operations).members).toEqual([
      { kind: 'remove', ids: ['a'] },
      { kind: 'add', ids: ['b'] },
    ]);
  });
});
