import { describe, expect, it } from 'vitest';
import { ifMatchAllows, ifNoneMatchHits, weakETag } from '../../src/scim/protocol/version.js';

describe('versions (RFC 7644 §3.14)', () => {
  it('writes weak entity tags', () => {
    expect(weakETag(3)).toBe('W/"3"');
  });

  it.each([
    [undefined, true],
    ['W/"3"', true],
    ['"3"', true],
    ['W/"2", W/"3"', true],
    [' * ', true],
    ['W/"2"', false],
    ['W/"33"', false],
    ['3', false],
    ['"3', false],
    ['', false],
  ])('lets If-Match %j through at version 3: %j', (header, expected) => {
    expect(ifMatchAllows(header, 3)).toBe(expected);
  });

  it.each([
    [undefined, false],
    ['W/"3"', true],
    ['*', true],
    ['W/"2"', false],
  ])('sees version 3 in If-None-Match %j: %j', (header, expected) => {
    expect(ifNoneMatchHits(header, 3)).toBe(expected);
  });
});
