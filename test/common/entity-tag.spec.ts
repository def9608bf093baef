import { describe, expect, it } from 'vitest';
import { ifNoneMatchHits, requireMatch, weakETag } from '../../src/common/entity-tag.js';

describe('entity tags (RFC 9110 §8.8.3, RFC 7644 §3.14)', () => {
  it('are weak, and have a part for other resources after the version', () => {
    expect(weakETag(3)).toBe('W/"3"');
    expect(weakETag(3, 'a-b_c')).toBe('W/"3-a-b_c"');
  });

  it.each([
    undefined,
    'W/"3"',
    '"3"',
    'W/"2", W/"3"',
    ' * ',
    '3',
    'W/3',
    'w/"3"',
    '2, 3',
    'W/"3-abc"',
    '3-a-b',
    'W/"3-other"',
  ])('lets If-Match %j through at version 3', (header) => {
    expect(() => requireMatch(header, 3)).not.toThrow();
  });

  it.each(['W/"2"', 'W/"33"', '2', '33-3', 'nonsense', 'W/"2-3"'])(
    'refuses If-Match %j at version 3 as that of another version',
    (header) => {
      expect(() => requireMatch(header, 3)).toThrow('The resource has changed');
    },
  );

  it.each(['', ' ', ',', '""', 'W/""', '"3', '3"', 'a b'])('refuses If-Match %j as invalid', (header) => {
    expect(() => requireMatch(header, 3)).toThrow('If-Match must be the ETag of the resource');
  });

  it.each([
    [undefined, false],
    ['', false],
    ['W/"3-abc"', true],
    ['"3-abc"', true],
    ['3-abc', true],
    ['W/"2", W/"3-abc"', true],
    ['*', true],
    ['W/"2-abc"', false],
    ['W/"3"', false],
    ['W/"3-ab', false],
  ])('sees the tag W/"3-abc" in If-None-Match %j: %j', (header, expected) => {
    expect(ifNoneMatchHits(header, 'W/"3-abc"')).toBe(expected);
  });
});
