import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateFilter } from '../../src/scim/protocol/filter/evaluate.js';
import { parseFilter } from '../../src/scim/protocol/filter/parser.js';
import { compareText } from '../../src/scim/protocol/fold.js';
import { parsePatchPath } from '../../src/scim/protocol/patch-path.js';
import { USER } from '../../src/scim/protocol/schema/registry.js';
import { nearlyPath, userFilter } from './support/arbitraries.js';
import { outcome } from './support/refusal.js';
import { printFilter } from './support/print-filter.js';

const FILTER_ENDS = ['done', 'invalidFilter'];
const PATH_ENDS = ['done', 'invalidPath'];

describe('the filter parser on any input', () => {
  it('gives back the filter that was printed', () => {
    fc.assert(
      fc.property(userFilter, (filter) => {
        expect(parseFilter(USER, printFilter(filter))).toEqual(filter);
      }),
    );
  });

  it('ends in a filter or in invalidFilter, whatever the text', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), nearlyPath);
    fc.assert(
      fc.property(text, (input) => {
        expect(FILTER_ENDS).toContain(outcome(() => parseFilter(USER, input)));
      }),
      { numRuns: 2000 },
    );
  });

  it('ends in a path or in invalidPath, whatever the text', () => {
    fc.assert(
      fc.property(nearlyPath, (input) => {
        expect(PATH_ENDS).toContain(outcome(() => parsePatchPath(USER, input)));
      }),
      { numRuns: 2000 },
    );
  });

  it('ends in a filter or in invalidFilter when a filter is cut off anywhere', () => {
    fc.assert(
      fc.property(userFilter, fc.nat(), (filter, cut) => {
        const text = printFilter(filter);
        const cutOff = text.slice(0, cut % text.length);
        expect(FILTER_ENDS).toContain(outcome(() => parseFilter(USER, cutOff)));
      }),
    );
  });

  it.each([
    ['open brackets', '('],
    ['blanks', ' '],
    ['quotes', '"'],
    ['backslashes behind a quote', '\\'],
    ['nots', 'not ('],
    ['letters', 'a'],
  ])('takes no time for megabytes of %s', (_, piece) => {
    const started = performance.now();
    for (const text of [
      piece.repeat(7990 / piece.length),
      `"${piece.repeat(7900 / piece.length)}`,
      piece.repeat(1e6),
    ]) {
      expect(FILTER_ENDS).toContain(outcome(() => parseFilter(USER, text)));
      expect(PATH_ENDS).toContain(outcome(() => parsePatchPath(USER, text)));
    }
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('the meaning of a filter', () => {
  const resource = {
    userName: 'mira.vos',
    active: true,
    emails: [{ value: 'a', type: 'work', primary: true }, { value: 'b' }],
    meta: { created: '2024-05-13T04:42:34.000Z' },
  };

  it('is turned round by not', () => {
    fc.assert(
      fc.property(userFilter, (filter) => {
        const negated = evaluateFilter({ kind: 'not', filter }, resource);
        expect(negated).toBe(!evaluateFilter(filter, resource));
      }),
    );
  });

  it("follows De Morgan's laws", () => {
    fc.assert(
      fc.property(userFilter, userFilter, (a, b) => {
        const neither = { kind: 'not', filter: { kind: 'or', filters: [a, b] } } as const;
        const both = {
          kind: 'and',
          filters: [
            { kind: 'not', filter: a },
            { kind: 'not', filter: b },
          ],
        } as const;
        expect(evaluateFilter(neither, resource)).toBe(evaluateFilter(both, resource));
      }),
    );
  });
});

describe('the order of texts', () => {
  it("is that of their UTF-8 bytes, as in both databases' binary collations", () => {
    const text = fc.string({ unit: 'binary', maxLength: 6 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });
});
