import { type ScimError } from '../errors.js';
import { isWellFormed } from '../../../common/well-formed.js';

export interface Token {
  readonly kind: 'word' | 'string' | 'bracket' | 'end';
  /** A string's content; otherwise the source text. */
  readonly text: string;
  /** The position in the source text, starting at 1. */
  readonly position: number;
}

/** What an expression may have beyond RFC 7644's grammar, and the error for its faults. */
export interface Dialect {
  /** Also accepts 'single quotes', which Declaree's published PATCH examples use. */
  readonly singleQuotes: boolean;
  readonly fail: (detail: string) => ScimError;
}

const MAX_LENGTH = 8000;

// The alternatives start with different characters, so there is no backtracking.
const TOKEN = /\s*(?:([()[\]])|("(?:[^"\\]|\\.)*"|'[^']*')|([\w.:$+-]+))/gsy;

/** Splits a text into tokens, the last of them `end`, in linear time. @throws the dialect's error */
export function tokenize(text: string, dialect: Dialect): Token[] {
  if (text.length > MAX_LENGTH) {
    throw dialect.fail(
      `The expression is ${text.length} characters long; at most ${MAX_LENGTH} are allowed.`,
    );
  }
  const tokens: Token[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    end = match.index + match[0].length;
    tokens.push(toToken(match, end, dialect));
  }
  const rest = text.slice(end).trimStart();
  const position = text.length - rest.length + 1;
  if (rest !== '') throw dialect.fail(`Unexpected ${JSON.stringify(rest[0])} at position ${position}.`);
  return [...tokens, { kind: 'end', text: 'the end', position }];
}

function toToken(match: RegExpExecArray, end: number, dialect: Dialect): Token {
  const [, bracket, string, word = ''] = match;
  const text = bracket ?? string ?? word;
  const position = end - text.length + 1;
  if (string !== undefined) return { kind: 'string', text: unquote(string, position, dialect), position };
  return { kind: bracket === undefined ? 'word' : 'bracket', text, position };
}

/** The content of a string literal: JSON (RFC 7644 §3.4.2.2), or what single quotes enclose. */
function unquote(literal: string, position: number, dialect: Dialect): string {
  const text = literal.startsWith('"') ? parseJson(literal) : literal.slice(1, -1);
  if (typeof text !== 'string' || !isWellFormed(text)) {
    throw dialect.fail(`The string at position ${position} is not a valid JSON string.`);
  }
  if (!literal.startsWith('"') && !dialect.singleQuotes) {
    throw dialect.fail(`The string at position ${position} must be in double quotes.`);
  }
  return text;
}

function parseJson(literal: string): unknown {
  try {
    return JSON.parse(literal);
  } catch {
    return undefined;
  }
}
