import { describe, expect, it } from 'vitest';
import { differences, fill, type Captured } from '../../../support/match.js';

const compare = (expected: unknown, actual: unknown, captured: Captured = new Map()) =>
  differences(expected, actual, captured);

describe('what a transcript expects', () => {
  it('allows extra members in an object, but no extra elements in a list', () => {
    expect(compare({ a: { b: 1 } }, { a: { b: 1, c: 2 }, d: 3 })).toEqual([]);
    expect(compare([{ a: 1 }], [{ a: 1 }, { a: 2 }])).toEqual(['body.length: expected 1, got 2']);
  });

  it.each([
    [{ a: { b: 1 } }, { a: { b: '1' } }, 'body.a.b: expected 1, got "1"'],
    [{ 'urn:x': { a: true } }, { 'urn:x': {} }, 'body["urn:x"].a: expected true, got nothing'],
    [{ a: [1] }, { a: null }, 'body.a: expected [1], got null'],
    [{ a: '<absent>' }, { a: [] }, 'body.a: expected "<absent>", got []'],
    [{ a: '<string>' }, { a: '' }, 'body.a: expected "<string>", got ""'],
  ])('%o is not in %o', (expected, actual, line) => {
    expect(compare(expected, actual)).toEqual([line]);
  });

  it('captures the value of a placeholder, and expects it from then on', () => {
    const captured: Captured = new Map();
    expect(compare({ a: '{{id}}', b: '/Users/{{id}}' }, { a: 'x', b: '/Users/x' }, captured)).toEqual([]);
    expect(compare('{{id}}', 'y', captured)).toEqual(['body: expected "x", got "y"']);
    expect(fill({ path: 'members[value eq "{{id}}"]' }, captured)).toEqual({ path: 'members[value eq "x"]' });
  });

  it('does not match a placeholder without a value, and throws for a name that was not captured', () => {
    expect(() => compare({ a: '{{id}}' }, {})).toThrow('nothing was captured as {{id}}');
    expect(() => compare('<nothing>', 'x')).toThrow('there is no matcher <nothing>');
  });
});
