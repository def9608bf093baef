import { foldKey } from '../../common/fold-key.js';
import {
  all,
  any,
  equal,
  not,
  present,
  type Predicate,
  allOf,
  anyOf,
  compareAffixed,
  compareParsed,
  compareText,
  existsJoined,
  match,
  matchAffixed,
  type JoinCondition,
  type Where,
} from '../../platform/database/sql/predicate.js';
import type { CompareOperator } from '../protocol/filter/ast.js';
import { leafOf, pathName, type AttributePath } from '../protocol/path.js';
import type { Entity, Needs, NeedsText, Takes } from '../../platform/database/sql/columns.js';
import {
  coalesce,
  columnValue,
  fixedText,
  prefixOf,
  scalarSubquery,
  valueOr,
  type OrderOf,
} from '../../platform/database/sql/expression.js';
import type { Expression, PredicateNode } from '../../platform/database/sql/nodes.js';

/** How the values of one attribute are tested and sorted in tables with the columns `A`. */
export interface FilterTarget<A> {
  /** The condition that a value passes the test. */
  some(test: ValueTest): Predicate<A>;
  /** The condition that there is a value at all. */
  readonly present: Predicate<A>;
  /** The value to sort by. */
  readonly sortKey: Expression<A>;
}

/** A test of one value; `co`, `sw` and `ew` only for texts. */
export interface ValueTest {
  operator: Exclude<CompareOperator, 'ne'>;
  value: string | number | boolean;
}

/** The attributes of a resource type that a filter can name, by the names that `pathName` returns. */
export interface FilterTargets<A> {
  find(path: AttributePath): FilterTarget<A> | undefined;
  /**
   * For a multi-valued attribute: the condition that one element matches, built from the targets of its
   * sub-attributes.
   */
  element(path: AttributePath, condition: ElementCondition): Predicate<A> | undefined;
}

type ElementCondition = <E>(targets: FilterTargets<E>) => Predicate<E>;

/** A text that is compared as it is. */
export function exactText<const K extends string>(column: K): FilterTarget<NeedsText<K> & Needs<K, never>> {
  return {
    some: (test) => textCondition(column, test),
    present: present(column),
    sortKey: prefixOf(column),
  };
}

/** A text that is compared in any letter case, by its folded key. */
export function foldedText<const K extends string>(
  column: K,
): FilterTarget<NeedsText<`${K}Key`> & Needs<K, never>> {
  return folded(column, `${column}Key`);
}

/** A text in lower case of ASCII, which is its own folded key. */
export function plainText<const K extends string>(column: K): FilterTarget<NeedsText<K> & Needs<K, never>> {
  return folded(column, column);
}

function folded<const K extends string, const Key extends string>(
  column: K,
  key: Key,
): FilterTarget<NeedsText<Key> & Needs<K, never>> {
  return {
    some: ({ operator, value }) => textCondition(key, { operator, value: foldKey(String(value)) }),
    present: present(column),
    sortKey: prefixOf(key),
  };
}

/** A number, truth value or instant. */
export function ordered<const K extends string>(column: K): FilterTarget<Needs<K, never>> {
  return {
    // For an attribute that is not a text, the parser refuses substring operators and values of another type.
    some: ({ operator, value }) =>
      compareParsed(column, COMPARISONS[operator as keyof typeof COMPARISONS], value),
    present: present(column),
    sortKey: columnValue(column),
  };
}

/** A truth value that counts as false if it is missing. */
export function flag<const K extends string>(column: K): FilterTarget<Needs<K, boolean>> {
  const isSet = equal(column, true);
  return {
    // The parser allows only equality on booleans.
    some: ({ value }) => (value === true ? isSet : not(isSet)),
    present: all(),
    sortKey: valueOr(column, false),
  };
}

/** The values of a target, on those rows that match the relation of a row to itself. */
export function only<T>(
  itself: Relation<T, Takes<T>>,
  target: FilterTarget<Takes<T>>,
): FilterTarget<Takes<T>> {
  const { where = all() } = itself;
  return {
    some: (test) => allOf([where, target.some(test)]),
    present: allOf([where, target.present]),
    sortKey: through(itself, target).sortKey,
  };
}

/** A value without a column, on every resource that matches `where`. Sorts as if every resource had it. */
export function constant<A = unknown>(
  text: string,
  { caseExact, where = all() }: { caseExact: boolean; where?: Predicate<A> },
): FilterTarget<A> {
  const key = (raw: string) => (caseExact ? raw : foldKey(raw));
  return {
    some: ({ operator, value }) =>
      constantHolds(key(text), { operator, value: key(String(value)) }) ? where : any(),
    present: where,
    sortKey: fixedText(key(text)),
  };
}

/** A text that is a column between two fixed ones, such as a URI that ends in an id. Compared as it is. */
export function affixed<const K extends string>(
  before: string,
  column: K,
  after = '',
): FilterTarget<Needs<K, never>> {
  const value = { column, affixes: { before, after } };
  return {
    present: present(column),
    sortKey: columnValue(column),
    some: (test) => {
      const text = String(test.value);
      const { operator } = test;
      if (isPart(operator)) return matchAffixed(value, PARTS[operator], text);
      if (operator !== 'eq') return compareAffixed(value, COMPARISONS[operator], text);
      const fits =
        text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
      if (!fits) return any();
      return compareParsed(column, '=', text.slice(before.length, text.length - after.length));
    },
  };
}

/** Several values of one attribute, the first of which is always there. */
export function several<A>(first: FilterTarget<A>, ...more: FilterTarget<A>[]): FilterTarget<A> {
  return {
    some: (test) => anyOf([first, ...more].map((target) => target.some(test))),
    present: first.present,
    sortKey: first.sortKey,
  };
}

/**
 * How rows of another table belong to a row of a table with the columns `A`: those of its account that are
 * joined by `on` and match `where`.
 */
export interface Relation<T, A> {
  entity: Entity<T>;
  on: JoinCondition<A>;
  where?: Where<T>;
  /** Which row comes first, for sorting (RFC 7644 §3.4.2.3: the primary one, else the first). */
  orderBy?: readonly OrderOf<T>[];
}

/** The condition that one related row matches. */
function related<T, A>({ where = all(), ...joined }: Relation<T, A>, fits: Where<T>): Predicate<A> {
  return existsJoined(joined, allOf([where, fits]), { selective: isSelective(fits) });
}

/** Columns of related rows with which an index begins, after the account and the attribute. */
const INDEXED = new Set(['valueIndex', 'userId', 'groupId']);

/** Whether few rows can match, because one of those columns has a given value. */
function isSelective(fits: PredicateNode): boolean {
  if (fits.kind === 'all') return fits.of.some(isSelective);
  return fits.kind === 'compare' && fits.operator === '=' && !fits.affixes && INDEXED.has(fits.column);
}

/** The values of another target, of rows related to this one. */
export function through<T, A>(relation: Relation<T, A>, target: FilterTarget<Takes<T>>): FilterTarget<A> {
  const { where = all(), orderBy = [] } = relation;
  return {
    some: (test) => related(relation, target.some(test)),
    present: related(relation, target.present),
    sortKey: scalarSubquery(relation, { where, orderBy, value: target.sortKey }),
  };
}

/** The first target's value if it has one, else the second's. */
export function either<A, B>(first: FilterTarget<A>, second: FilterTarget<B>): FilterTarget<A & B> {
  return {
    some: (test) => anyOf<A & B>([first.some(test), allOf<A & B>([not(first.present), second.some(test)])]),
    present: anyOf<A & B>([first.present, second.present]),
    sortKey: coalesce<A & B>([first.sortKey, second.sortKey]),
  };
}

const COMPARISONS = { eq: '=', gt: '>', ge: '>=', lt: '<', le: '<=' } as const;
const PARTS = { co: 'contains', sw: 'startsWith', ew: 'endsWith' } as const;

function isPart(operator: ValueTest['operator']): operator is keyof typeof PARTS {
  return operator in PARTS;
}

function textCondition<const K extends string>(
  column: K,
  { operator, value }: ValueTest,
): Predicate<NeedsText<K>> {
  const text = String(value);
  if (isPart(operator)) return match(column, PARTS[operator], text);
  return compareText(column, COMPARISONS[operator], text);
}

function constantHolds(text: string, { operator, value }: ValueTest): boolean {
  const wanted = String(value);
  switch (operator) {
    case 'eq':
      return text === wanted;
    case 'co':
      return text.includes(wanted);
    case 'sw':
      return text.startsWith(wanted);
    case 'ew':
      return text.endsWith(wanted);
    case 'gt':
      return text > wanted;
    case 'ge':
      return text >= wanted;
    case 'lt':
      return text < wanted;
    case 'le':
      return text <= wanted;
  }
}

/** The targets of one element, by the sub-attribute's name alone. */
export function elementTargets<A>(targets: ReadonlyMap<string, FilterTarget<A>>): FilterTargets<A> {
  return {
    find: (path) => targets.get(leafOf(path).name),
    element: () => undefined,
  };
}

/** The elements of a multi-valued attribute, which are rows of another table; `targets` are those of one element. */
export function elements<T, A>(
  relation: Relation<T, A>,
  targets: ReadonlyMap<string, FilterTarget<Takes<T>>>,
): FilterTargets<A> {
  return {
    find: (path) => {
      const target = targets.get(leafOf(path).name);
      return target && through(relation, target);
    },
    element: (_path, condition) => related(relation, condition(elementTargets(targets))),
  };
}

/** What a filter on resources can name: the attributes of the resource itself, and those with elements of their own. */
export function resourceTargets<A>(
  single: ReadonlyMap<string, FilterTarget<A>>,
  elementsOf: (path: AttributePath) => FilterTargets<A> | undefined,
): FilterTargets<A> {
  return {
    find: (path) => {
      const multiple = elementsOf(path);
      return multiple ? multiple.find(path) : single.get(pathName(path));
    },
    element: (path, condition) => elementsOf(path)?.element(path, condition),
  };
}

/** The name of a user that others see: the displayName, else the userName. */
export const shownName = either(foldedText('displayName'), foldedText('userName'));
