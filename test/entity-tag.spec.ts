import { describe, expect, it } from 'vitest';
import { ifNoneMatchHits, requireMatch, weakETag } from '../src/common/entity-tag.js';

describe('entity tags (RFC 9110 §8.8.3, RFC 7644 §3.14)', () => {
  it('writes weak entity tags', () => {
    expect(weakETag(3)).toBe('W/"3"');
  });

  it.each([undefined, 'W/"3"', '"3"', 'W/"2", W/"3"', ' * '])(
    'lets If-Match %j through at version 3',
    (header) => {
      expect(() => requireMatch(header, 3)).not.toThrow();
    },
  );

  it.each(['W/"2"', 'W/"33"', '3', '"3', ''])('refuses If-Match %j at version 3', (header) => {
    expect(() => requireMatch(header, 3)).toThrow('The resource has changed');
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
