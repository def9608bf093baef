import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../src/common/json/parse-json.js';

const parsed = (text: string) => parseJson(Buffer.from(text));

/** A text long enough that its container is read in pieces. */
const LONG = JSON.stringify('x'.repeat(70_000));

describe('reading a long JSON text in pieces', () => {
  it('returns the same as JSON.parse', async () => {
    const leaf = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double({ noNaN: true }),
      fc.boolean(),
      fc.constant(null),
    );
    const large = fc
      .tuple(leaf, fc.integer({ min: 30_000, max: 70_000 }))
      .map(([value, length]) => [value, 'é'.repeat(length)]);
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, leaf, large, tie('list'), tie('object')),
      list: fc.array(tie('value'), { maxLength: 5 }),
      object: fc.dictionary(
        fc.string().filter((name) => name !== '__proto__'),
        tie('value'),
        { maxKeys: 5 },
      ),
    }));
    const space = fc.constantFrom(undefined, 1, '\t');
    await fc.assert(
      fc.asyncProperty(value, space, async (whole, blanks) => {
        const text = JSON.stringify(whole, null, blanks);
        expect(await parsed(text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 150 },
    );
  });

  it('keeps the last of several members of one name, and the order of JSON.parse', async () => {
    const text = `{"a":${LONG},"b":[${LONG},1],"a":2,"b":3,"1":4}`;
    expect(await parsed(text)).toEqual(JSON.parse(text));
    expect(Object.keys((await parsed(text)) as object)).toEqual(Object.keys(JSON.parse(text) as object));
  });

  it.each([
    ['nothing between two commas', `[${LONG},,${LONG}]`],
    ['blanks between two commas', `[${LONG},${' '.repeat(70_000)},1]`],
    ['nothing behind the last comma', `[${LONG},[${LONG},1],]`],
    ['nothing behind the last comma of an object', `{"a":${LONG},"b":[${LONG},1],}`],
    ['a text before a list', `["a"[${LONG},1],1]`],
    ['a number before a list', `[1[${LONG},1],1]`],
    ['something behind a list', `[[${LONG},1]1,1]`],
    ['two lists in one place', `[[${LONG},1][${LONG},1]]`],
    ['a member without a name', `{"a":1,[${LONG},1]}`],
    ['a value before a value', `{"a":1[${LONG},1]}`],
    ['a name without a value', `{"a":${LONG},"b"}`],
    ['brackets that do not match', `[${LONG},{"a":[1}]]`],
    ['a list that has no end', `[${LONG},[1`],
    ['a text that has no end', `[${LONG},"1]`],
    ['an escape at the end', `[${LONG},"\\`],
    ['something behind the end', `[${LONG},1]1`],
    ['another list behind the end', `[${LONG},1][]`],
    ['something before the beginning', `1[${LONG},1]`],
    ['another kind of blank', `[${LONG},1]\u00a0`],
    ['a comma outside', `,[${LONG},1]`],
    ['a control character', `[${LONG},"\n"]`],
    ['a member __proto__', `{"a":${LONG},"__proto__":{"b":1}}`],
    ['a large member __proto__', `{"a":${LONG},"__proto__":[${LONG},1]}`],
    ['an escaped member __proto__', `[${LONG},{"\\u005f_proto__":1}]`],
  ])('refuses %s', async (_, text) => {
    await expect(parsed(text)).rejects.toThrow(SyntaxError);
  });

  it.each(['1e3', '1E+3', '-1.0', '20.10e1', '0.0', '9007199254740991.0'])(
    'makes a fraction of %s, which is whole and not written with digits alone, if so asked',
    async (number) => {
      const text = `[${number}, {"e1.0":${number}}]`;
      const half = number.startsWith('-') ? -0.5 : 0.5;
      expect(await parseJson(Buffer.from(text), { digitsOnly: true })).toEqual([half, { 'e1.0': half }]);
      expect(await parsed(text)).toEqual(JSON.parse(text));
    },
  );

  it.each(['1', '-7', '1.5', '-2.50', '1e-3', '9007199254740993.0', 'true', 'false', '"1.0 e1"', '"\\"1.0"'])(
    'leaves %s as it is',
    async (value) => {
      const text = `[${value}, {"e1.0":${value}}]`;
      expect(await parseJson(Buffer.from(text), { digitsOnly: true })).toEqual(JSON.parse(text));
    },
  );

  it.each(['1.', '.5', '1.e3', '01.0', '1e', '-.0', '+1.0', '1.0.0', 'truE', '1-1.0'])(
    'refuses %s with and without that',
    async (number) => {
      await expect(parsed(`[${number}]`)).rejects.toThrow(SyntaxError);
      await expect(parseJson(Buffer.from(`[${number}]`), { digitsOnly: true })).rejects.toThrow(SyntaxError);
    },
  );

  it('refuses what is not in UTF-8', async () => {
    await expect(parseJson(Buffer.from(`[${LONG},"caf\xe9"]`, 'latin1'))).rejects.toThrow(SyntaxError);
  });
});
