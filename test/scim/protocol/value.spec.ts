import { describe, expect, it } from 'vitest';
import { sameValue, type ScimValue } from '../../../src/scim/protocol/value.js';

describe('sameValue', () => {
  it('compares content, not the order of members', () => {
    expect(sameValue({ a: 'x', b: { c: true, d: [1] } }, { b: { d: [1], c: true }, a: 'x' })).toBe(true);
  });

  it.each<[ScimValue, ScimValue]>([
    [{ a: 'x' }, { a: 'y' }],
    [{ a: 'x' }, {}],
    [{}, { a: 'x' }],
    [{ a: 'x' }, { b: 'x' }],
    [{ a: [1, 2] }, { a: [2, 1] }],
    [{ a: [1] }, { a: [1, 1] }],
    [{ a: [1] }, { a: 1 }],
    [{ a: {} }, { a: [] }],
    [{ a: {} }, { a: 'x' }],
  ])('distinguishes %j from %j', (a, b) => {
    expect(sameValue(a, b)).toBe(false);
  });
});
