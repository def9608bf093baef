import { describe, expect, it } from 'vitest';
import { evaluateFilter } from '../../../src/scim/protocol/filter/evaluate.js';
import { parseFilter } from '../../../src/scim/protocol/filter/parser.js';
import { GROUP, USER } from '../../../src/scim/protocol/schema/registry.js';
import { refusal } from './support/refusal.js';

const user = { userName: 'mira@acme.example', displayName: 'Mira' };
const group = { displayName: 'Approvers', members: [{ value: '42' }] };

const matches = (filter: string) => [
  evaluateFilter(parseFilter(USER, filter, [GROUP]), user),
  evaluateFilter(parseFilter(GROUP, filter, [USER]), group),
];

describe('a filter over several resource types (RFC 7644 §3.4.2.1)', () => {
  it.each([
    ['displayName pr', true, true],
    ['userName pr', true, false],
    ['userName eq "mira@acme.example" or displayName eq "approvers"', true, true],
    ['userName eq "mira@acme.example" and displayName pr', true, false],
    ['not (userName pr)', false, true],
    ['userName ne "jan@acme.example"', true, true],
    ['userName eq null', false, true],
    ['members.value eq "42"', false, true],
    ['members[value eq "42"] or userName sw "mira"', true, true],
    ['not (members[value eq "42"])', true, false],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName pr', true, false],
    ['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department pr', false, false],
  ])('%s matches the user: %s, the group: %s', (filter, matchesUser, matchesGroup) => {
    expect(matches(filter)).toEqual([matchesUser, matchesGroup]);
  });

  it.each([
    ['nothing eq "x"', '"nothing" is not an attribute'],
    ['password pr', 'password cannot be filtered on'],
    ['active gt true', 'active does not support the operator gt'],
  ])('is refused with %s', (filter, detail) => {
    for (const [type, other] of [[USER, GROUP] as const, [GROUP, USER] as const]) {
      expect(refusal(() => parseFilter(type, filter, [other]))).toContain(`400 invalidFilter: ${detail}`);
    }
  });

  it('is as strict as ever for a single type', () => {
    expect(refusal(() => parseFilter(GROUP, 'userName pr'))).toContain('invalidFilter');
  });
});
