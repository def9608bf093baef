import { describe, expect, it } from 'vitest';
import { patched } from './support/patched.js';
import { outcome } from './support/refusal.js';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const MANAGER = `${ENTERPRISE}:manager`;

const MIRA = {
  userName: 'mira.vos',
  name: { familyName: 'Vos', givenName: 'Mira' },
  [ENTERPRISE]: { department: 'Finance', manager: { value: '42', managerId: 'jan' } },
};

describe.each(['add', 'replace'])('%s of a complex value (RFC 7644 §3.5.2.3)', (op) => {
  it.each([
    [{ familyName: 'Maes' }, { familyName: 'Maes', givenName: 'Mira' }],
    [{ familyName: 'Maes', givenName: '' }, { familyName: 'Maes' }],
    [{ givenName: null }, { familyName: 'Vos' }],
    [{ GIVENNAME: [] }, { familyName: 'Vos' }],
    [[{ givenName: null }], { familyName: 'Vos' }],
    [{ familyName: null, givenName: null }, undefined],
    [{ unknown: null }, MIRA.name],
    [{}, MIRA.name],
    ['', undefined],
    [null, undefined],
  ])('with %j turns the name into %j', (value, expected) => {
    expect(patched(MIRA, [{ op, path: 'name', value }])['name']).toEqual(expected);
    expect(patched(MIRA, [{ op, value: { name: value } }])['name']).toEqual(expected);
  });

  it.each([
    [{ value: '' }, undefined],
    [{ managerId: null }, undefined],
    [{ value: null, managerId: 'an' }, { managerId: 'an' }],
    [{ value: '43', managerId: '' }, { value: '43' }],
    [{ displayName: 'An' }, { value: '42', managerId: 'jan' }],
  ])('with %j turns the manager into %j, whose two references go together', (value, manager) => {
    const expected = { department: 'Finance', ...(manager && { manager }) };
    expect(patched(MIRA, [{ op, path: MANAGER, value }])[ENTERPRISE]).toEqual(expected);
    expect(patched(MIRA, [{ op, value: { [ENTERPRISE]: { manager: value } } }])[ENTERPRISE]).toEqual(
      expected,
    );
  });

  it('is refused if the attribute is read-only, whatever the value', () => {
    for (const value of [{}, { created: null }, null]) {
      expect(outcome(() => patched(MIRA, [{ op, path: 'meta', value }]))).toBe('mutability');
    }
  });
});

describe('remove of a part of the manager', () => {
  it.each(['value', 'managerId'])('%s removes the whole manager', (name) => {
    expect(patched(MIRA, [{ op: 'remove', path: `${MANAGER}.${name}` }])[ENTERPRISE]).toEqual({
      department: 'Finance',
    });
  });
});
