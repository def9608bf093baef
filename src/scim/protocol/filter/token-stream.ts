import { type ScimError } from '../errors.js';
import { type Dialect, type Token, tokenize } from './lexer.js';

/** The tokens of an expression, read one after another. */
export class TokenStream {
  private readonly tokens: readonly Token[];
  private index = 0;

  constructor(
    text: string,
    readonly dialect: Dialect,
  ) {
    this.tokens = tokenize(text, dialect);
  }

  /** Takes the next token if it is that word, in any letter case, or that bracket. */
  accept(text: string): boolean {
    return (
      this.acceptIf((token) => token.kind !== 'string' && token.text.toLowerCase() === text) !== undefined
    );
  }

  /** Takes the next token if it matches. */
  acceptIf(matches: (token: Token) => boolean): Token | undefined {
    const token = this.tokens[this.index];
    if (!token || token.kind === 'end' || !matches(token)) return undefined;
    this.index += 1;
    return token;
  }

  /** Takes the next token. @throws the dialect's error, naming what is `expected` */
  take(expected: string, matches: (token: Token) => boolean): Token {
    const token = this.acceptIf(matches);
    if (!token) throw this.unexpected(expected);
    return token;
  }

  /** Takes that bracket. @throws the dialect's error */
  expect(bracket: '(' | ')' | ']'): void {
    if (!this.accept(bracket)) throw this.unexpected(`"${bracket}"`);
  }

  /** @throws the dialect's error unless all tokens have been read */
  finish(): void {
    if (this.tokens[this.index]?.kind !== 'end') throw this.unexpected('the end');
  }

  /** The dialect's error about a token. */
  fault(detail: string, token: Token): ScimError {
    return this.dialect.fail(`${detail} (position ${token.position}).`);
  }

  private unexpected(expected: string): ScimError {
    const token = this.tokens[this.index];
    const found = token === undefined || token.kind === 'end' ? 'the end' : shown(token);
    return this.dialect.fail(`Expected ${expected} but found ${found} at position ${token?.position}.`);
  }
}

/** A token for an error message, without the content of strings, which may be secrets. */
function shown({ kind, text }: Token): string {
  return kind === 'string' ? 'a string' : JSON.stringify(text);
}
