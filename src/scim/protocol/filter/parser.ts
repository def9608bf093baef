import { ScimError } from '../errors.js';
import { type AttributePath, leafOf, pathName, resolveAttribute } from '../path.js';
import { type ResourceType, findAttribute } from '../schema/attribute.js';
import { type Filter } from './ast.js';
import { type Literal, comparison, isCompareOperator } from './comparison.js';
import { withoutForeign } from './foreign.js';
import { type Token } from './lexer.js';
import { TokenStream } from './token-stream.js';

const MAX_DEPTH = 50;
const MAX_TERMS = 200;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/**
 * Parses a filter (RFC 7644 §3.4.2.2, with Entra ID's `emails[type eq "work"].value eq "…"`), resolves its
 * names and checks its types. Takes linear time, at most 8,000 characters, 50 open brackets and 200 terms. In a search
 * over several types, `others` may have attributes that this one does not have (RFC 7644 §3.4.2.1).
 * @throws {ScimError} invalidFilter, saying what is wrong and where
 */
export function parseFilter(type: ResourceType, text: string, others: readonly ResourceType[] = []): Filter {
  const stream = new TokenStream(text, {
    singleQuotes: false,
    fail: (detail) => ScimError.invalidFilter(detail),
  });
  const filter = new FilterParser(type, stream, others).filter();
  stream.finish();
  return others.length > 0 ? withoutForeign(type, filter) : filter;
}

/** Recursive descent over the grammar of RFC 7644 Figure 1. */
export class FilterParser {
  private depth = 0;
  private terms = 0;
  /** The attribute whose value filter is being parsed. */
  private scope: AttributePath | undefined;

  constructor(
    private readonly type: ResourceType,
    private readonly stream: TokenStream,
    private readonly others: readonly ResourceType[] = [],
  ) {}

  /** Reads a FILTER. `or` binds weakest, then `and`, then `not`. @throws the dialect's error */
  filter(): Filter {
    const filters = [this.conjunction()];
    while (this.stream.accept('or')) filters.push(this.conjunction());
    return joined('or', filters);
  }

  private conjunction(): Filter {
    const filters = [this.factor()];
    while (this.stream.accept('and')) filters.push(this.factor());
    return joined('and', filters);
  }

  private factor(): Filter {
    if (this.stream.accept('not')) {
      this.stream.expect('(');
      return { kind: 'not', filter: this.enclosed(')') };
    }
    return this.stream.accept('(') ? this.enclosed(')') : this.expression();
  }

  /** attrExp or valuePath. */
  private expression(): Filter {
    const token = this.stream.take('an attribute', isWord);
    const path = this.resolve(token);
    if (!this.stream.accept('[')) return this.condition(path);
    const filter = this.valueFilter(path, token);
    const suffix = this.subAttribute(path);
    if (!suffix) return { kind: 'valuePath', path, filter };
    return { kind: 'valuePath', path, filter: joined('and', [filter, this.condition(suffix)]) };
  }

  /** Reads the rest after `path[`, including the closing bracket. @throws the dialect's error */
  valueFilter(path: AttributePath, token: Token): Filter {
    if (path.subAttribute || !path.attribute.subAttributes) {
      throw this.stream.fault(`"${token.text}" does not support a value filter`, token);
    }
    this.scope = path;
    const filter = this.enclosed(']');
    this.scope = undefined;
    return filter;
  }

  /** Reads the `.value` after a value filter, if there is one. @throws the dialect's error */
  subAttribute(path: AttributePath): AttributePath | undefined {
    const token = this.stream.acceptIf((each) => isWord(each) && each.text.startsWith('.'));
    if (!token) return undefined;
    const subAttribute = findAttribute(path.attribute.subAttributes, token.text.slice(1));
    if (!subAttribute) {
      throw this.stream.fault(`"${token.text}" is not a sub-attribute of ${path.attribute.name}`, token);
    }
    return { ...path, subAttribute };
  }

  /** `pr`, or an operator and a value. */
  private condition(path: AttributePath): Filter {
    this.terms += 1;
    if (this.terms > MAX_TERMS) {
      throw this.stream.dialect.fail(`The filter has more than ${MAX_TERMS} terms.`);
    }
    const token = this.stream.take('an operator', isWord);
    const operator = token.text.toLowerCase();
    if (operator === 'pr') return { kind: 'present', path };
    if (!isCompareOperator(operator)) throw this.stream.fault(`"${token.text}" is not an operator`, token);
    return comparison(path, operator, this.literal(), this.stream.dialect.fail);
  }

  private literal(): Literal {
    const token = this.stream.take('a value', (each) => each.kind !== 'bracket');
    if (token.kind === 'string') return token.text;
    const constant = CONSTANTS.get(token.text.toLowerCase());
    if (constant !== undefined) return constant;
    if (NUMBER.test(token.text)) return Number(token.text);
    throw this.stream.fault(`"${token.text}" is not a value; a text must be in double quotes`, token);
  }

  /** A filter up to its closing bracket, after the opening one. */
  private enclosed(closing: ')' | ']'): Filter {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) {
      throw this.stream.dialect.fail(`More than ${MAX_DEPTH} brackets are open at once.`);
    }
    const filter = this.filter();
    this.stream.expect(closing);
    this.depth -= 1;
    return filter;
  }

  private resolve(token: Token): AttributePath {
    const owner = this.scope?.attribute ?? this.type;
    const path = this.scope
      ? resolveInScope(this.scope, token.text)
      : resolveInAny([this.type, ...this.others], token.text);
    if (!path) throw this.stream.fault(`"${token.text}" is not an attribute of ${owner.name}`, token);
    if (leafOf(path).returned === 'never') {
      throw this.stream.fault(`${pathName(path)} cannot be filtered on`, token);
    }
    return path;
  }
}

function resolveInAny(types: readonly ResourceType[], name: string): AttributePath | undefined {
  for (const type of types) {
    const path = resolveAttribute(type, name);
    if (path) return path;
  }
  return undefined;
}

function isWord(token: Token): boolean {
  return token.kind === 'word';
}

function joined(kind: 'and' | 'or', filters: Filter[]): Filter {
  const [first, ...more] = filters;
  return first && more.length === 0 ? first : { kind, filters };
}

/** Resolves a sub-attribute's name; also accepts `emails.type` and, as in Declaree's examples, `email.type`. */
function resolveInScope(scope: AttributePath, name: string): AttributePath | undefined {
  const [first = '', second, ...more] = name.toLowerCase().split('.');
  const around = scope.attribute.name.toLowerCase();
  const qualified = more.length === 0 && [first, `${first}s`, `${first}es`].includes(around);
  const subAttribute = findAttribute(scope.attribute.subAttributes, (qualified && second) || name);
  return subAttribute && { ...scope, subAttribute };
}
