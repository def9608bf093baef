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

/** How the values of one attribute are found in the tables: what condition a test of such a value makes. */
export interface FilterTarget {
  /** A condition that holds where a value passes the test. */
  some(test: ValueTest): Predicate;
  /** A condition that holds where there is a value at all. */
  readonly present: Predicate;
  /** The value to sort by. */
  readonly sortKey: Expression;
}

/** A test of one value: `co`, `sw` and `ew` only of texts. */
export interface ValueTest {
  operator: Exclude<CompareOperator, 'ne'>;
  value: string | number | boolean;
}

/** The attributes of a resource type that a filter can name, by their names as `pathName` gives them. */
export interface FilterTargets {
  find(path: AttributePath): FilterTarget | undefined;
  /** For a multi-valued attribute: binds the tests of one element together. */
  element(path: AttributePath, where: Predicate): Predicate | undefined;
  /** The targets of one element's sub-attributes, relative to the element. */
  inElement(path: AttributePath): FilterTargets;
}

/** A text that is compared as it is. */
export function exactText(column: string): FilterTarget {
  return {
    some: (test) => textCondition(column, test),
    present: present(column),
    sortKey: beginningOf(column),
  };
}

/** A text that is compared in any letter case, by its folded key. */
export function foldedText(column: string, key = `${column}Key`): FilterTarget {
  return {
    some: ({ operator, value }) => textCondition(key, { operator, value: foldKey(String(value)) }),
    present: present(column),
    sortKey: beginningOf(key),
  };
}

/** A number, truth value or instant. */
export function ordered(column: string): FilterTarget {
  return {
    // The parser lets no substring operator through to an attribute that is no text.
    some: ({ operator, value }) => compare(column, COMPARISONS[operator as keyof typeof COMPARISONS], value),
    present: present(column),
    sortKey: columnValue(column),
  };
}

/** A truth value that counts as false where there is none. */
export function flag(column: string): FilterTarget {
  const isSet = equal(column, true);
  return {
    // The parser lets no other operator than equality through to a truth value.
    some: ({ value }) => (value === true ? isSet : not(isSet)),
    present: all(),
    sortKey: columnValue(column, false),
  };
}

/** The values of a target on those rows that fit the relation of a row to itself. */
export function only(itself: Relation, target: FilterTarget): FilterTarget {
  const { where = all() } = itself;
  return {
    some: (test) => all(where, target.some(test)),
    present: all(where, target.present),
    sortKey: through(itself, target).sortKey,
  };
}

/** A value that stands in no column, on every resource for which `where` holds; is sorted by as if on every one. */
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

/** A text that is a column between two fixed ones, such as a URI that ends in an id. Compared as it is. */
export function affixed(before: string, column: string, after = ''): FilterTarget {
  const affixes = { before, after };
  return {
    present: present(column),
    sortKey: columnValue(column),
    some: (test) => {
      const text = String(test.value);
      if (test.operator !== 'eq') return textCondition(column, test, affixes);
      const fits =
        text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
      return fits ? equal(column, text.slice(before.length, text.length - after.length)) : any();
    },
  };
}

/** Several values of one attribute, the first of which is always there. */
export function several(first: FilterTarget, ...more: FilterTarget[]): FilterTarget {
  return {
    some: (test) => any(...[first, ...more].map((target) => target.some(test))),
    present: first.present,
    sortKey: first.sortKey,
  };
}

/** How rows of another table belong to a row: those of its account with `on` equal, of which `where` holds. */
export interface Relation {
  entity: Entity<unknown>;
  on: Readonly<Record<string, string>>;
  where?: Predicate;
  /** Which of several comes first, and is the one to sort by (RFC 7644 §3.4.2.3: the primary one, else the first). */
  orderBy?: readonly ColumnOrder[];
}

/** The condition that one related row fits. */
export function related({ entity, on, where = all() }: Relation, fits: Predicate): Predicate {
  return { ...exists(entity, on, all(where, fits)), few: isSelective(fits) };
}

/** Columns of related rows that an index begins with, behind the account and the attribute. */
const INDEXED = new Set(['valueIndex', 'userId', 'groupId']);

/** Whether few rows can fit, because one of those columns has one value. */
function isSelective(fits: Predicate): boolean {
  if (fits.kind === 'all') return fits.of.some((each) => isSelective(each));
  return fits.kind === 'compare' && fits.operator === '=' && !fits.affixes && INDEXED.has(fits.column);
}

/** The values of another target, of rows related to this one. */
export function through(relation: Relation, target: FilterTarget): FilterTarget {
  const { entity, on, where = all(), orderBy = [] } = relation;
  return {
    some: (test) => related(relation, target.some(test)),
    present: related(relation, target.present),
    sortKey: { kind: 'related', entity, on, where, orderBy, value: target.sortKey },
  };
}

/** The first target's value where it has one, else the second's. */
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

/** Targets within one element, by the sub-attribute's name alone; those of a single complex attribute are the whole's. */
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

/** What is shown as a user's name to others: the displayName, else the userName. */
export const shownName = either(foldedText('displayName'), foldedText('userName'));
