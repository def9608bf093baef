import { describe, expect, it } from 'vitest';
import { memberSteps, patched } from './support/patched.js';
import { refusal } from './support/refusal.js';
import { GROUP } from '../../../src/scim/protocol/schema/registry.js';

describe('members of a group', () => {
  it.each([
    [
      'Okta, JumpCloud: add',
      { op: 'add', path: 'members', value: [{ value: 'a', display: 'A' }, { value: 'b' }] },
      'add a,b',
    ],
    ['Entra ID: add', { op: 'Add', path: 'members', value: [{ $ref: null, value: 'a' }] }, 'add a'],
    ['one object', { op: 'add', path: 'members', value: { value: 'a' } }, 'add a'],
    ['add without a path', { op: 'add', value: { members: [{ value: 'a' }] } }, 'add a'],
    [
      'Okta: replace',
      { op: 'replace', path: 'members', value: [{ value: 'a' }, { value: 'a' }] },
      'replace a',
    ],
    ['replace without a path', { op: 'replace', value: { members: [{ value: 'a' }] } }, 'replace a'],
    ['empty by replace', { op: 'replace', path: 'members', value: [] }, 'replace '],
    ['bare remove', { op: 'remove', path: 'members' }, 'replace '],
    ['bare remove with null', { op: 'remove', path: 'members', value: null }, 'replace '],
    [
      'Entra ID, JumpCloud: remove a list',
      { op: 'Remove', path: 'members', value: [{ $ref: null, value: 'a' }] },
      'remove a',
    ],
    ['Okta: remove by id', { op: 'remove', path: 'members[value eq "a"]' }, 'remove a'],
    [
      'remove by ids',
      { op: 'remove', path: 'members[value eq "a" or (value eq "b" or value eq "c")]' },
      'remove a,b,c',
    ],
    ['add by id', { op: 'add', path: 'members[value eq "a"]' }, 'add a'],
    ['replace by id', { op: 'replace', path: 'members[value eq "a"]', value: [{ value: 'a' }] }, 'add a'],
    [
      'replace one by another',
      { op: 'replace', path: 'members[value eq "a"]', value: { value: 'b' } },
      'remove a; add b',
    ],
  ])('%s', (_, operation, expected) => {
    const steps = memberSteps(operation).map((step) =>
      'ids' in step ? `${step.kind} ${step.ids.join()}` : step.kind,
    );
    expect(steps.join('; ')).toBe(expected);
  });

  it.each([
    { op: 'replace', value: { id: '5e21', displayName: 'Approvers BE' } },
    { op: 'remove', path: 'members', value: [] },
    { op: 'add', path: 'members', value: [] },
    { op: 'add', path: 'externalId', value: 'x' },
  ])('do not change with %j', (operation) => {
    expect(memberSteps(operation)).toEqual([]);
  });

  it.each([
    'members[display co "Vos"]',
    'members[value eq "a" and type eq "User"]',
    'members[value co "a"]',
    'members[value eq "a" or type pr]',
  ])('are removed by any other filter: %s', (path) => {
    expect(memberSteps({ op: 'remove', path })).toEqual([
      { kind: 'removeMatching', filter: expect.anything() },
    ]);
    expect(refusal(() => memberSteps({ op: 'add', path, value: [{ value: 'a' }] }))).toContain(
      '400 noTarget: ',
    );
  });

  it.each([
    [{ op: 'replace', path: 'members' }, 'invalidValue'],
    [{ op: 'add', path: 'members', value: [{ type: 'User' }] }, 'invalidValue'],
    [{ op: 'replace', path: 'members[value eq "a"].value', value: 'b' }, 'mutability'],
    [{ op: 'replace', path: 'members[value eq "a"].display', value: 'b' }, 'mutability'],
    [{ op: 'add', path: 'members.type', value: 'User' }, 'mutability'],
    [{ op: 'add', path: 'members[shoe eq "a"]', value: 'b' }, 'invalidPath'],
  ])('refuse %j', (operation, scimType) => {
    expect(refusal(() => memberSteps(operation))).toContain(`400 ${scimType}: `);
  });

  it('are reduced to as few steps as possible', () => {
    const add = (value: string): object => ({ op: 'add', path: 'members', value: [{ value }] });
    const remove = (value: string): object => ({ op: 'remove', path: `members[value eq "${value}"]` });
    const matching = { op: 'remove', path: 'members[display co "x"]' };
    const replace = { op: 'replace', path: 'members', value: ['a', 'b'] };

    expect(memberSteps(add('a'), remove('b'), add('c'), remove('a'))).toEqual([
      { kind: 'remove', ids: ['a', 'b'] },
      { kind: 'add', ids: ['c'] },
    ]);
    expect(memberSteps(add('z'), matching, replace, remove('a'), add('c'))).toEqual([
      { kind: 'replace', ids: ['b', 'c'] },
    ]);
    expect(memberSteps(replace, matching, add('c'))).toMatchObject([
      { kind: 'replace', ids: ['a', 'b'] },
      { kind: 'removeMatching' },
      { kind: 'add', ids: ['c'] },
    ]);
    expect(memberSteps(add('a'), matching)).toMatchObject([
      { kind: 'add', ids: ['a'] },
      { kind: 'removeMatching' },
    ]);
  });

  it('are removed by at most 20 filters in one PATCH', () => {
    const byName = (count: number): object[] =>
      Array.from({ length: count }, (_, index) => ({ op: 'remove', path: `members[display eq "${index}"]` }));
    expect(memberSteps(...byName(20))).toHaveLength(20);
    expect(refusal(() => memberSteps(...byName(21)))).toContain('400 tooMany: ');
  });

  it('are never part of the document', () => {
    const operation = { op: 'add', value: { displayName: 'B', members: [{ value: 'a' }] } };
    expect(patched({ displayName: 'A' }, [operation], GROUP)).toEqual({ displayName: 'B' });
  });

  it('may be thousands', () => {
    const operations = Array.from({ length: 5000 }, (_, index) => ({
      op: index % 2 ? 'remove' : 'add',
      path: 'members',
      value: [{ value: String(index) }],
    }));
    expect(memberSteps(...operations).map((step) => 'ids' in step && step.ids.length)).toEqual([2500, 2500]);
  });
});
