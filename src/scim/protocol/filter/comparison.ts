import { type ScimError } from '../errors.js';
import { parseInstant } from '../../../common/instant.js';
import { type AttributePath, leafOf, pathName } from '../path.js';
import { findAttribute } from '../schema/attribute.js';
import { type CompareOperator, type Filter } from './ast.js';

export type Literal = string | number | boolean | null;

const OPERATORS: ReadonlySet<string> = new Set(['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le']);
const SUBSTRING: ReadonlySet<CompareOperator> = new Set(['co', 'sw', 'ew']);
const EQUALITY: ReadonlySet<CompareOperator> = new Set(['eq', 'ne']);

/** Whether the word, in lower case, is an operator that takes a value. */
export function isCompareOperator(word: string): word is CompareOperator {
  return OPERATORS.has(word);
}

/**
 * One comparison, checked against the attribute's type (RFC 7644 §3.4.2.2 Table 3). A complex attribute means its
 * `value`, as in PingFederate's `emails eq` and Entra ID's `manager eq`.
 * @throws the error of `fail` if the attribute does not allow the comparison
 */
export function comparison(
  path: AttributePath,
  operator: CompareOperator,
  literal: Literal,
  fail: (detail: string) => ScimError,
): Filter {
  if (literal === null || (literal === '' && EQUALITY.has(operator))) {
    return comparisonWithNull(path, operator, fail);
  }
  const target = withDefaultValue(path);
  if (!target) throw fail(`${pathName(path)} is complex; name one of its sub-attributes.`);
  if (!allows(target, operator)) {
    throw fail(`${pathName(target)} does not support the operator ${operator}.`);
  }
  const value = readLiteral(target, literal);
  if (value === undefined) {
    const { type } = leafOf(target);
    throw fail(`${pathName(target)} is of type ${type}; ${JSON.stringify(literal)} is not.`);
  }
  return { kind: 'compare', path: target, operator, value };
}

/** `eq null`, and `eq ""`, ask for the absence of the attribute (RFC 7643 §2.5). */
function comparisonWithNull(
  path: AttributePath,
  operator: CompareOperator,
  fail: (detail: string) => ScimError,
): Filter {
  const present: Filter = { kind: 'present', path };
  if (operator === 'ne') return present;
  if (operator === 'eq') return { kind: 'not', filter: present };
  throw fail(`${pathName(path)} can be compared with null only by eq or ne.`);
}

function withDefaultValue(path: AttributePath): AttributePath | undefined {
  if (leafOf(path).type !== 'complex') return path;
  const subAttribute = findAttribute(path.attribute.subAttributes, 'value');
  return subAttribute && { ...path, subAttribute };
}

function allows(path: AttributePath, operator: CompareOperator): boolean {
  switch (leafOf(path).type) {
    case 'string':
    case 'reference':
      return true;
    case 'boolean':
    case 'binary':
      return EQUALITY.has(operator);
    default:
      return !SUBSTRING.has(operator);
  }
}

function readLiteral(path: AttributePath, literal: string | number | boolean): typeof literal | undefined {
  switch (leafOf(path).type) {
    case 'boolean':
      return readBoolean(literal);
    case 'integer':
    case 'decimal':
      return Number.isFinite(literal) ? literal : undefined;
    case 'dateTime':
      return typeof literal === 'string' ? inUtc(literal) : undefined;
    default:
      return typeof literal === 'string' ? literal : undefined;
  }
}

/** Entra ID writes booleans as the strings "True" and "False". */
function readBoolean(literal: string | number | boolean): boolean | undefined {
  const word = String(literal).toLowerCase();
  return word === 'true' || (word === 'false' ? false : undefined);
}

function inUtc(text: string): string | undefined {
  const instant = parseInstant(text);
  return instant === undefined ? undefined : new Date(instant).toISOString();
}
