import { foldKey } from '../../common/fold-key.js';
import {
  all,
  any,
  beginningOf,
  columnValue,
  compare,
  equal,
  exists,
  not,
  present,
  type Affixes,
  type ColumnOrder,
  type Expression,
  type Predicate,
} from '../../platform/database/sql/predicate.js';
import type { Entity } from '../../platform/database/sql/table.js';
import type { CompareOperator } from '../protocol/filter/ast.js';
import { leafOf, pathName, type AttributePath } from '../protocol/path.js';

/** How the values of one attribute are stored: turns tests of a value into conditions. */
export interface FilterTarget {
  /** Matches rows with a value that passes the test. */
  some(test: ValueTest): Predicate;
  /** Matches rows that have a value. */
  readonly present: Predicate;
  /** The value to sort by. */
  readonly sortKey: Expression;
}

/** A test of one value; `co`, `sw` and `ew` only for texts. */
export interface ValueTest {
  operator: Exclude<CompareOperator, 'ne'>;
  value: string | number | boolean;
}

/** The attributes of a resource type that a filter can name, by `pathName`. */
export interface FilterTargets {
  find(path: AttributePath): FilterTarget | undefined;
  /** For a multi-valued attribute: a condition that one element matches as a whole. */
  element(path: AttributePath, where: Predicate): Predicate | undefined;
  /** The sub-attributes of one element, relative to the element. */
  inElement(path: AttributePath): FilterTargets;
}

/** A text that is compared exactly. */
export function exactText(column: string): FilterTarget {
  return {
    some: (test) => textCondition(column, test),
    present: present(column),
    sortKey: beginningOf(column),
  };
}

/** A text that is compared ignoring letter case, by its folded key. */
export function foldedText(column: string, key = `${column}Key`): FilterTarget {
  return {
    some: ({ operator, value }) => textCondition(key, { operator, value: foldKey(String(value)) }),
    present: present(column),
    sortKey: beginningOf(key),
  };
}

/** A number, boolean or instant. */
export function ordered(column: string): FilterTarget {
  return {
    // The parser allows substring operators only on texts.
    some: ({ operator, value }) => compare(column, COMPARISONS[operator as keyof typeof COMPARISONS], value),
    present: present(column),
    sortKey: columnValue(column),
  };
}

/** A boolean that counts as false if it is missing. */
export function flag(column: string): FilterTarget {
  const isSet = equal(column, true);
  return {
    // The parser allows only equality on booleans.
    some: ({ value }) => (value === true ? isSet : not(isSet)),
    present: all(),
    sortKey: columnValue(column, false),
  };
}

/** The values of a target, limited to rows that match the `where` of a row's relation to itself. */
export function only(self: Relation, target: FilterTarget): FilterTarget {
  const { where = all() } = self;
  return {
    some: (test) => all(where, target.some(test)),
    present: all(where, target.present),
    sortKey: through(self, target).sortKey,
  };
}

/** A constant value of all resources that match `where`. For sorting, all resources have it. */
export function constant(
  text: string,
  { caseExact, where = all() }: { caseExact: boolean; where?: Predicate },
): FilterTarget {
  const key = (raw: string) => (caseExact ? raw : foldKey(raw));
  return {
    some: ({ operator, value }) =>
      constantHolds(key(text), { operator, value: key(String(value)) }) ? where : any(),
    present: where,
    sortKey: { kind: 'text', text: key(text) },
  };
}

/** A text that consists of a column between two fixed texts, such as a URI that ends in an id. Compared exactly. */
export function affixed(before: string, column: string, after = ''): FilterTarget {
  const affixes = { before, after };
  return {
    present: present(column),
    sortKey: columnValue(column),
    some: (test) => {
      const text = String(test.value);
      if (test.operator !== 'eq') return textCondition(column, test, affixes);
      const isPossible =
        text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
      return isPossible ? equal(column, text.slice(before.length, text.length - after.length)) : any();
    },
  };
}

/** Several values of one attribute; every resource has the first one. */
export function several(first: FilterTarget, ...more: FilterTarget[]): FilterTarget {
  return {
    some: (test) => any(...[first, ...more].map((target) => target.some(test))),
    present: first.present,
    sortKey: first.sortKey,
  };
}

/** The rows of another table that belong to a row: those of its account with equal `on` columns that match `where`. */
export interface Relation {
  entity: Entity<unknown>;
  on: Readonly<Record<string, string>>;
  where?: Predicate;
  /** Which of several rows to sort by (RFC 7644 §3.4.2.3: the primary one, else the first). */
  orderBy?: readonly ColumnOrder[];
}

/** Matches rows with a related row that matches `condition`. */
export function related({ entity, on, where = all() }: Relation, condition: Predicate): Predicate {
  return { ...exists(entity, on, all(where, condition)), few: isSelective(condition) };
}

/** The leading columns of indexes on related rows, after the account and the attribute. */
const INDEXED = new Set(['valueIndex', 'userId', 'groupId']);

/** Whether few rows can match, because one of those columns must equal a value. */
function isSelective(where: Predicate): boolean {
  if (where.kind === 'all') return where.of.some((each) => isSelective(each));
  return where.kind === 'compare' && where.operator === '=' && !where.affixes && INDEXED.has(where.column);
}

/** The values of a target in related rows. */
export function through(relation: Relation, target: FilterTarget): FilterTarget {
  const { entity, on, where = all(), orderBy = [] } = relation;
  return {
    some: (test) => related(relation, target.some(test)),
    present: related(relation, target.present),
    sortKey: { kind: 'related', entity, on, where, orderBy, value: target.sortKey },
  };
}

/** The first target's value if it has one, else the second's. */
export function either(first: FilterTarget, second: FilterTarget): FilterTarget {
  return {
    some: (test) => any(first.some(test), all(not(first.present), second.some(test))),
    present: any(first.present, second.present),
    sortKey: { kind: 'firstOf', of: [first.sortKey, second.sortKey] },
  };
}

const COMPARISONS = { eq: '=', gt: '>', ge: '>=', lt: '<', le: '<=' } as const;

function textCondition(column: string, { operator, value }: ValueTest, affixes?: Affixes): Predicate {
  const text = String(value);
  const around = affixes ? { affixes } : {};
  switch (operator) {
    case 'co':
      return { kind: 'match', column, part: 'contains', text, ...around };
    case 'sw':
      return { kind: 'match', column, part: 'startsWith', text, ...around };
    case 'ew':
      return { kind: 'match', column, part: 'endsWith', text, ...around };
    default:
      return { kind: 'compare', column, operator: COMPARISONS[operator], value: text, ...around };
  }
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

/** Targets within one element, by the sub-attribute's name; for a single complex attribute, those of the resource. */
export function relativeTargets(
  elements: ReadonlyMap<string, FilterTarget> | undefined,
  single: ReadonlyMap<string, FilterTarget>,
): FilterTargets {
  const targets: FilterTargets = {
    find: (path) => (elements ? elements.get(leafOf(path).name) : single.get(pathName(path))),
    element: () => undefined,
    inElement: () => targets,
  };
  return targets;
}

/** The name of a user that others see: the displayName, else the userName. */
export const shownName = either(foldedText('displayName'), foldedText('userName'));
