import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateFilter } from '../../../src/scim/protocol/filter/evaluate.js';
import { parseFilter } from '../../../src/scim/protocol/filter/parser.js';
import { compareText } from '../../../src/scim/protocol/fold.js';
import { parsePatchPath } from '../../../src/scim/protocol/patch-path.js';
import { USER } from '../../../src/scim/protocol/schema/registry.js';
import { nearlyPath, userFilter } from './support/arbitraries.js';
import { outcome, refusal } from './support/refusal.js';
import { printFilter } from './support/print-filter.js';

const FILTER_ENDS = ['done', 'invalidFilter'];
const PATH_ENDS = ['done', 'invalidPath'];

/** The maximum length of texts that are parsed. */
const LONGEST = 8_000;

/** The factor by which the number of pieces grows; quadratic time would grow by 64. */
const GROWTH = 8;
const ENOUGH = 2 * GROWTH;

/**
 * The ratio of the fastest run of `many` to the fastest run of `few`, repeated until it is less than `ENOUGH`. A busy
 * machine and garbage collection only ever add time, so this ends soon if the ratio is small.
 */
function growthOf(few: () => void, many: () => void): number {
  // Measured only once the code is warm.
  let least = Math.min(...Array.from({ length: 50 }, () => timeOf(few)));
  let most = Infinity;
  for (let tries = 0; tries < 50 && most >= ENOUGH * least; tries++) {
    least = Math.min(least, timeOf(few));
    most = Math.min(most, timeOf(many));
  }
  return most / least;
}

function timeOf(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

describe('the filter parser on any input', () => {
  it('parses a printed filter back', () => {
    fc.assert(
      fc.property(userFilter, (filter) => {
        expect(parseFilter(USER, printFilter(filter))).toEqual(filter);
      }),
    );
  });

  it('returns a filter or invalidFilter, whatever the text', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), nearlyPath);
    fc.assert(
      fc.property(text, (input) => {
        expect(FILTER_ENDS).toContain(outcome(() => parseFilter(USER, input)));
      }),
      { numRuns: 2000 },
    );
  });

  it('returns a path or invalidPath, whatever the text', () => {
    fc.assert(
      fc.property(nearlyPath, (input) => {
        expect(PATH_ENDS).toContain(outcome(() => parsePatchPath(USER, input)));
      }),
      { numRuns: 2000 },
    );
  });

  it('returns a filter or invalidFilter if a filter is cut off anywhere', () => {
    fc.assert(
      fc.property(userFilter, fc.nat(), (filter, cut) => {
        const text = printFilter(filter);
        const cutOff = text.slice(0, cut % text.length);
        expect(FILTER_ENDS).toContain(outcome(() => parseFilter(USER, cutOff)));
      }),
    );
  });

  describe.each([
    ['open brackets', '('],
    ['blanks', ' '],
    ['quotes', '"'],
    ['backslashes after a quote', '\\'],
    ['nots', 'not ('],
    ['letters', 'a'],
  ])('on many %s', (_, piece) => {
    const ofLength = (length: number) => [
      piece.repeat(length / piece.length),
      `"${piece.repeat((length - 1) / piece.length)}`,
    ];
    const parse = (texts: readonly string[]) => {
      for (const text of texts) {
        expect(FILTER_ENDS).toContain(outcome(() => parseFilter(USER, text)));
        expect(PATH_ENDS).toContain(outcome(() => parsePatchPath(USER, text)));
      }
    };

    it('takes time proportional to their number', () => {
      const [few, many] = [ofLength(LONGEST / GROWTH), ofLength(LONGEST)];
      const growth = growthOf(
        () => parse(few),
        () => parse(many),
      );
      expect(growth).toBeLessThan(ENOUGH);
    });

    it('refuses megabytes by their length, without reading them', () => {
      for (const text of ofLength(1_000_000)) {
        const tooLong = `The expression is ${text.length} characters long`;
        expect(refusal(() => parseFilter(USER, text))).toContain(`invalidFilter: ${tooLong}`);
        expect(refusal(() => parsePatchPath(USER, text))).toContain(tooLong);
      }
    });
  });
});

describe('the meaning of a filter', () => {
  const resource = {
    userName: 'mira.vos',
    active: true,
    emails: [{ value: 'a', type: 'work', primary: true }, { value: 'b' }],
    meta: { created: '2024-05-13T04:42:34.000Z' },
  };

  it('is inverted by not', () => {
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
  it("is that of their UTF-8 bytes, as in the databases' binary collations", () => {
    const text = fc.string({ unit: 'binary', maxLength: 6 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });
});
