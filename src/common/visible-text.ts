/**
 * What a terminal or a reader of logs takes for something else than a character to show: control characters, line and
 * paragraph separators, halves of surrogate pairs, and invisible format characters such as those that turn the
 * direction of text. The two joiners stay: scripts and emoji need them.
 */
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]|(?![\u200c\u200d])\p{Cf}/gu;

const SHORT: Readonly<Record<string, string>> = {
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
};

/** The text on one line, with everything that would not be seen written as an escape, such as `\u001b`. */
export function visibleText(text: string): string {
  return text.replaceAll(INVISIBLE, escaped);
}

/** As `visibleText`, but for the line breaks and tabs of a text that has several lines. */
export function visibleLines(text: string): string {
  return text.replaceAll(INVISIBLE, (character) =>
    /[\r\n\t]/.test(character) ? character : escaped(character),
  );
}

/** A value whose texts, at any depth, are those of `visibleText`. Names of members are the program's own. */
export function visibleValue<T>(value: T): T {
  if (typeof value === 'string') return visibleText(value) as T;
  if (Array.isArray(value)) return value.map((element: unknown) => visibleValue(element)) as T;
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, visibleValue(inner)])) as T;
}

/** The same JSON value, without a character in it that is not seen. */
export function visibleJson(json: string): string {
  return json.replaceAll(INVISIBLE, (character) =>
    // Outside of strings JSON has line breaks only; inside, they are escaped already.
    character === '\n' ? character : character.replaceAll(/[^]/g, unitEscape),
  );
}

function escaped(character: string): string {
  const short = SHORT[character];
  if (short !== undefined) return short;
  return character.length === 1
    ? unitEscape(character)
    : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

function unitEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
