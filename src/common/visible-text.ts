/**
 * Characters that are not visible in a terminal or log: control characters, line and paragraph separators, lone
 * surrogates, and format characters such as those that change the text direction. Excludes the two joiners, which
 * scripts and emoji need.
 */
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]|(?![\u200c\u200d])\p{Cf}/gu;

const SHORT: Readonly<Record<string, string>> = {
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
};

/** Most texts: no search for invisible characters is needed. */
const PLAIN = /^[ -~]*$/;

/** The text on one line, with invisible characters as escapes such as `\u001b`. */
export function visibleText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replaceAll(INVISIBLE, escaped);
}

/** Like `visibleText`, but keeps line breaks and tabs. */
export function visibleLines(text: string): string {
  return text.replaceAll(INVISIBLE, (character) =>
    /[\r\n\t]/.test(character) ? character : escaped(character),
  );
}

/** Applies `visibleText` to all strings of a value, at any depth; not to member names, which are ours. */
export function visibleValue<T>(value: T): T {
  if (typeof value === 'string') return visibleText(value) as T;
  if (Array.isArray(value)) return value.map((element: unknown) => visibleValue(element)) as T;
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, visibleValue(inner)])) as T;
}

/** The same JSON value with invisible characters escaped. */
export function visibleJson(json: string): string {
  return json.replaceAll(INVISIBLE, (character) =>
    // Line breaks only occur outside of JSON strings.
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
