import { describe, expect, it } from 'vitest';
import { type ScimObject, type ScimValue } from '../../../src/scim/protocol/value.js';
import { frozen, patched } from './support/patched.js';
import { refusal } from './support/refusal.js';

const WORK = { value: 'mira.vos@acme.example', type: 'work', primary: true };
const HOME = { value: 'mira@home.example', type: 'home' };
const MIRA: ScimObject = frozen({ userName: 'mira.vos', emails: [WORK, HOME] });

function emailsAfter(...operations: unknown[]): ScimValue | undefined {
  return patched(MIRA, operations)['emails'];
}

describe('add (RFC 7644 §3.5.2.1)', () => {
  it('appends missing values', () => {
    const other = { value: 'm@other.example', type: 'other' };
    expect(emailsAfter({ op: 'add', path: 'emails', value: [other] })).toEqual([WORK, HOME, other]);
    expect(emailsAfter({ op: 'add', path: 'emails', value: other })).toEqual([WORK, HOME, other]);
    expect(emailsAfter({ op: 'add', value: { emails: [other] } })).toEqual([WORK, HOME, other]);
  });

  it('changes nothing if the value exists', () => {
    expect(emailsAfter({ op: 'add', path: 'emails', value: [HOME, WORK] })).toEqual([WORK, HOME]);
    expect(emailsAfter({ op: 'add', path: 'emails', value: [{ value: HOME.value, type: 'home' }] })).toEqual([
      WORK,
      HOME,
    ]);
  });

  it('never has two equal pairs of type and value (RFC 7643 §2.4)', () => {
    const shown = { ...HOME, display: 'Home' };
    expect(emailsAfter({ op: 'add', path: 'emails', value: [shown, shown] })).toEqual([WORK, shown]);
  });

  it('distinguishes elements without value by all their sub-attributes', () => {
    const address = { locality: 'Gent', country: 'BE' };
    const add = (value: unknown): object => ({ op: 'add', path: 'addresses', value });
    const after = patched(MIRA, [
      add(address),
      add({ country: 'BE', locality: 'Gent' }),
      add({ locality: 'Gent' }),
    ]);
    expect(after['addresses']).toEqual([address, { locality: 'Gent' }]);
  });

  it.each([[[]], [null], ['']])('adds nothing for %j', (value) => {
    expect(emailsAfter({ op: 'add', path: 'emails', value })).toEqual([WORK, HOME]);
  });

  it('merges into the value that a filter selects', () => {
    const value = { display: 'Mira' };
    expect(emailsAfter({ op: 'add', path: 'emails[type eq "work"]', value })).toEqual([
      { ...WORK, display: 'Mira' },
      HOME,
    ]);
  });
});

describe('replace (RFC 7644 §3.5.2.3)', () => {
  it('replaces all values', () => {
    expect(emailsAfter({ op: 'replace', path: 'emails', value: [HOME] })).toEqual([HOME]);
    expect(emailsAfter({ op: 'replace', value: { emails: HOME } })).toEqual([HOME]);
  });

  it.each([[[]], [null], ['']])('clears by %j', (value) => {
    expect(emailsAfter({ op: 'replace', path: 'emails', value })).toBeUndefined();
  });

  it('replaces the values that a filter selects, which then still match it', () => {
    const path = 'emails[type eq "WORK"]';
    expect(emailsAfter({ op: 'replace', path, value: { value: 'm@acme.example' } })).toEqual([
      { type: 'WORK', value: 'm@acme.example' },
      HOME,
    ]);
    expect(
      emailsAfter({ op: 'replace', path: 'emails[value ew "home.example"]', value: [{ value: 'x' }] }),
    ).toEqual([WORK, { value: 'x' }]);
  });

  it('sets a sub-attribute of the selected values, or of all', () => {
    expect(
      emailsAfter({ op: 'replace', path: 'emails[type eq "work"].value', value: 'm@acme.example' }),
    ).toEqual([{ ...WORK, value: 'm@acme.example' }, HOME]);
    expect(emailsAfter({ op: 'replace', path: 'emails.display', value: 'Mira' })).toEqual([
      { ...WORK, display: 'Mira' },
      { ...HOME, display: 'Mira' },
    ]);
  });

  it('merges values that become equal, and keeps primary (RFC 7643 §2.4)', () => {
    const path = 'emails[type eq "home"]';
    const value = { ...HOME, value: WORK.value, type: 'work', display: 'Mira' };
    expect(emailsAfter({ op: 'replace', path, value })).toEqual([{ ...WORK, display: 'Mira' }]);
    const last = { ...HOME, primary: true };
    const two = { ...MIRA, emails: [{ ...WORK, primary: false }, last] };
    const change = { op: 'replace', path: 'emails[type eq "work"]', value: { ...HOME, display: 'Mira' } };
    expect(patched(two, [change])['emails']).toEqual([{ ...HOME, display: 'Mira', primary: true }]);
  });

  it('reads a bare text as the value of the selected elements', () => {
    expect(emailsAfter({ op: 'replace', path: 'emails[type eq "home"]', value: 'x@home.example' })).toEqual([
      WORK,
      { ...HOME, value: 'x@home.example' },
    ]);
  });

  it("removes the selected values by 'no value'", () => {
    expect(emailsAfter({ op: 'replace', path: 'emails[type eq "home"]', value: '' })).toEqual([WORK]);
    expect(emailsAfter({ op: 'replace', path: 'emails[type eq "work"].primary', value: null })).toEqual([
      { value: WORK.value, type: 'work' },
      HOME,
    ]);
  });

  it('refuses a bare text if the attribute has no value sub-attribute', () => {
    const operation = { op: 'replace', path: 'addresses[type eq "work"]', value: 'Main Street 1' };
    expect(refusal(() => emailsAfter(operation))).toContain('400 invalidValue: addresses must be an object');
  });
});

describe('a value filter that matches nothing', () => {
  it.each(['add', 'replace', 'Add', 'Replace'])(
    'creates the element with %s if it names the type (Entra ID)',
    (op) => {
      expect(emailsAfter({ op, path: 'emails[type eq "other"].value', value: 'm@other.example' })).toEqual([
        WORK,
        HOME,
        { type: 'other', value: 'm@other.example' },
      ]);
      expect(
        emailsAfter({ op, path: 'emails[type eq "other"]', value: { value: 'm@other.example' } }),
      ).toEqual([WORK, HOME, { type: 'other', value: 'm@other.example' }]);
    },
  );

  it('creates the element from all terms joined by and', () => {
    const path = 'emails[type eq "other" and primary eq "True" and display eq "New"].value';
    expect(emailsAfter({ op: 'replace', path, value: 'm@other.example' })).toEqual([
      { ...WORK, primary: false },
      HOME,
      { type: 'other', primary: true, display: 'New', value: 'm@other.example' },
    ]);
  });

  it.each([
    ['roles[primary eq "True"].value', { primary: true, value: 'x' }],
    ['roles[primary eq true].display', { primary: true, display: 'x' }],
    ['roles[primary eq true].type', { primary: true, type: 'x' }],
    ['addresses[primary eq true].country', { primary: true, country: 'x' }],
    ['phoneNumbers[type eq "work" and primary eq true].value', { type: 'work', primary: true, value: 'x' }],
  ])('creates the primary element: %s (SingleAppRoleAssignment of Entra ID)', (path, element) => {
    const [attribute = ''] = path.split('[');
    expect(patched(MIRA, [{ op: 'Add', path, value: 'x' }])[attribute]).toEqual([element]);
    expect(patched(MIRA, [{ op: 'replace', path, value: 'x' }])[attribute]).toEqual([element]);
  });

  it('unsets primary on the other element if the type selects a new one', () => {
    const path = 'emails[type eq "home" and primary eq true].value';
    expect(emailsAfter({ op: 'replace', path, value: 'x@home.example' })).toEqual([
      { ...WORK, primary: false },
      HOME,
      { type: 'home', primary: true, value: 'x@home.example' },
    ]);
  });

  it('fills one element by several operations', () => {
    const path = (name: string): string => `phoneNumbers[type eq "mobile"].${name}`;
    const after = patched(MIRA, [
      { op: 'add', path: path('primary'), value: true },
      { op: 'add', path: path('value'), value: '555' },
    ]);
    expect(after['phoneNumbers']).toEqual([{ type: 'mobile', primary: true, value: '555' }]);
  });

  it('creates an element for a sub-attribute of an attribute without values', () => {
    expect(patched(MIRA, [{ op: 'add', path: 'roles.value', value: 'editor' }])['roles']).toEqual([
      { value: 'editor' },
    ]);
  });

  it.each([
    'emails[value eq "other"].display',
    'roles[primary eq false].display',
    'emails[type eq ""].display',
    'emails[type eq null and primary eq true].display',
    'emails[type co "oth"].display',
    'emails[type eq "other" or type eq "third"].display',
    'emails[type eq "other" and value pr].display',
    'emails[type eq "other" and type eq "third"].display',
    'emails[not (type pr)].display',
  ])('is noTarget for %s', (path) => {
    expect(refusal(() => emailsAfter({ op: 'replace', path, value: 'x' }))).toMatch(
      /^400 noTarget: No value of (?:emails|roles) matches the filter of the path\.$/,
    );
  });

  it.each([
    { op: 'remove', path: 'emails[type eq "other"]' },
    { op: 'remove', path: 'emails[type eq "other"].value' },
    { op: 'replace', path: 'emails[type eq "other"].value', value: '' },
    { op: 'replace', path: 'emails[value eq "other"]', value: null },
  ])('changes nothing if there is nothing to write: %j', (operation) => {
    expect(emailsAfter(operation)).toEqual([WORK, HOME]);
  });
});

describe('remove (RFC 7644 §3.5.2.2)', () => {
  it('removes all values, or the selected ones', () => {
    expect(emailsAfter({ op: 'remove', path: 'emails' })).toBeUndefined();
    expect(emailsAfter({ op: 'remove', path: 'emails', value: null })).toBeUndefined();
    expect(emailsAfter({ op: 'remove', path: 'emails[type eq "home"]' })).toEqual([WORK]);
    expect(emailsAfter({ op: 'remove', path: 'emails[value pr]' })).toBeUndefined();
  });

  it('removes a sub-attribute, and an element with its last one', () => {
    expect(emailsAfter({ op: 'remove', path: 'emails[type eq "work"].primary' })).toEqual([
      { value: WORK.value, type: 'work' },
      HOME,
    ]);
    expect(
      emailsAfter({ op: 'remove', path: 'emails.type' }, { op: 'remove', path: 'emails.value' }),
    ).toBeUndefined();
  });

  it.each([
    { op: 'remove', path: 'emails[type eq "work"].value' },
    { op: 'replace', path: 'emails[type eq "work"].value', value: '' },
    { op: 'add', path: 'emails[type eq "work"].value', value: null },
    { op: 'replace', path: 'emails[type eq "work"]', value: { type: 'work', primary: true, value: '' } },
    { op: 'replace', path: 'emails', value: [{ ...WORK, value: null }, HOME] },
    { op: 'replace', value: { 'emails[type eq "work"].value': '' } },
  ])('removes an element if only type and primary are left: %j', (operation) => {
    expect(emailsAfter(operation)).toEqual([HOME]);
  });

  it('keeps an element that was sent with only type and primary', () => {
    const role = { type: 'WindowsAzureActiveDirectoryRole', primary: true };
    const add = { op: 'add', path: 'roles', value: [role] };
    expect(patched(MIRA, [add])['roles']).toEqual([role]);
    expect(
      patched(MIRA, [add, { op: 'add', path: 'roles[primary eq true].value', value: 'A' }])['roles'],
    ).toEqual([{ ...role, value: 'A' }]);
  });

  it('removes only the listed values, if there is a list', () => {
    expect(emailsAfter({ op: 'remove', path: 'emails', value: [{ value: HOME.value }] })).toEqual([WORK]);
    expect(
      emailsAfter({ op: 'remove', path: 'emails', value: [{ value: HOME.value, type: 'work' }] }),
    ).toEqual([WORK, HOME]);
    expect(emailsAfter({ op: 'remove', path: 'emails', value: [] })).toEqual([WORK, HOME]);
  });
});

describe('primary that was never sent (RFC 7643 §2.4)', () => {
  it('counts as false in value paths', () => {
    const path = 'emails[primary eq false].display';
    expect(emailsAfter({ op: 'replace', path, value: 'Home' })).toEqual([WORK, { ...HOME, display: 'Home' }]);
    expect(emailsAfter({ op: 'remove', path: 'emails[primary ne true]' })).toEqual([WORK]);
  });

  it('counts as false when listed values are removed', () => {
    const remove = (primary: boolean): object => ({
      op: 'remove',
      path: 'emails',
      value: [{ ...HOME, primary }],
    });
    expect(emailsAfter(remove(false))).toEqual([WORK]);
    expect(emailsAfter(remove(true))).toEqual([WORK, HOME]);
  });
});

describe('primary (RFC 7644 §3.5.2)', () => {
  it('is unset on the others by a new one', () => {
    const value = [{ value: 'm@other.example', primary: true }];
    expect(emailsAfter({ op: 'add', path: 'emails', value })).toEqual([
      { ...WORK, primary: false },
      HOME,
      { value: 'm@other.example', primary: true },
    ]);
    expect(emailsAfter({ op: 'replace', path: 'emails[type eq "home"].primary', value: 'True' })).toEqual([
      { ...WORK, primary: false },
      { ...HOME, primary: true },
    ]);
  });

  it('stays if another value is written without it', () => {
    expect(emailsAfter({ op: 'replace', path: 'emails[type eq "home"].value', value: 'x' })).toEqual([
      WORK,
      { ...HOME, value: 'x' },
    ]);
  });

  it('cannot be set on two values at once', () => {
    const operation = { op: 'replace', path: 'emails.primary', value: true };
    expect(refusal(() => emailsAfter(operation))).toContain(
      '400 invalidValue: emails.primary has more than one',
    );
  });
});

describe('limits', () => {
  const roles = (from: number, count: number): object[] =>
    Array.from({ length: count }, (_, index) => ({ value: `role ${from + index}` }));

  it('does not let an attribute grow beyond 1,000 values', () => {
    const operations = [roles(0, 1000), roles(1000, 1)].map((value) => ({ op: 'add', path: 'roles', value }));
    expect(patched(MIRA, operations.slice(0, 1))['roles']).toHaveLength(1000);
    expect(refusal(() => patched(MIRA, operations))).toContain(
      '400 invalidValue: roles would have more than 1000',
    );
  });

  it('stops a PATCH with too many comparisons', () => {
    const filter = Array.from({ length: 100 }, (_, index) => `value co "${index}x"`).join(' or ');
    const operations = [
      { op: 'add', path: 'roles', value: roles(0, 1000) },
      ...Array.from({ length: 5 }, () => ({ op: 'remove', path: `roles[${filter}]` })),
    ];
    expect(refusal(() => patched(MIRA, operations))).toContain('400 tooMany: ');
  });
});
