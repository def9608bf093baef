import { foldKey } from '../../common/fold-key.js';
import {
  all,
  any,
  compare,
  equal,
  not,
  present,
  type Affixes,
  type Predicate,
} from '../../database/predicate.js';
import type { CompareOperator, Filter } from '../protocol/filter/ast.js';
import { leafOf, pathName, type AttributePath } from '../protocol/path.js';

/** How the values of one attribute are found in the tables: what condition a test of such a value makes. */
export interface FilterTarget {
  /** A condition that holds where a value passes the test. */
  some(test: ValueTest): Predicate;
  /** A condition that holds where there is a value at all. */
  readonly present: Predicate;
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

/**
 * Translates a filter, resolved and type-checked by the parser, into a condition on stored rows.
 * `ne` is exactly the opposite of `eq`: it holds where there is no value.
 */
export function toPredicate(filter: Filter, targets: FilterTargets): Predicate {
  switch (filter.kind) {
    case 'and':
      return all(...filter.filters.map((each) => toPredicate(each, targets)));
    case 'or':
      return any(...filter.filters.map((each) => toPredicate(each, targets)));
    case 'not':
      return not(toPredicate(filter.filter, targets));
    case 'present':
      return isPresent(filter.path, targets);
    case 'valuePath':
      return inOneElement(filter.path, toPredicate(filter.filter, targets.inElement(filter.path)), targets);
    case 'compare': {
      const { operator, value } = filter;
      const target = targetOf(filter.path, targets);
      return operator === 'ne'
        ? not(target.some({ operator: 'eq', value }))
        : target.some({ operator, value });
    }
  }
}

function isPresent(path: AttributePath, targets: FilterTargets): Predicate {
  const { subAttributes } = leafOf(path);
  if (!subAttributes) return targetOf(path, targets).present;
  const element = targets.element(path, all());
  if (element) return element;
  return any(...subAttributes.map((subAttribute) => isPresent({ ...path, subAttribute }, targets)));
}

function inOneElement(path: AttributePath, where: Predicate, targets: FilterTargets): Predicate {
  const element = targets.element(path, where);
  // A value filter on a single complex attribute has but one element to fit.
  return element ?? where;
}

function targetOf(path: AttributePath, targets: FilterTargets): FilterTarget {
  const target = targets.find(path);
  if (!target) throw new TypeError(`${pathName(path)} is advertised but cannot be filtered`);
  return target;
}

/** A text that is compared as it is. */
export function exactText(column: string): FilterTarget {
  return { some: (test) => textCondition(column, test), present: present(column) };
}

/** A text that is compared in any letter case, by its folded key. */
export function foldedText(column: string, key = `${column}Key`): FilterTarget {
  return {
    some: ({ operator, value }) => textCondition(key, { operator, value: foldKey(String(value)) }),
    present: present(column),
  };
}

/** A number, truth value or instant. */
export function ordered(column: string): FilterTarget {
  return {
    // The parser lets no substring operator through to an attribute that is no text.
    some: ({ operator, value }) => compare(column, COMPARISONS[operator as keyof typeof COMPARISONS], value),
    present: present(column),
  };
}

/** A value that stands in no column, on every resource for which `where` holds. */
export function constant(
  text: string,
  { caseExact, where = all() }: { caseExact: boolean; where?: Predicate },
): FilterTarget {
  const key = (raw: string) => (caseExact ? raw : foldKey(raw));
  return {
    some: ({ operator, value }) =>
      constantHolds(key(text), { operator, value: key(String(value)) }) ? where : any(),
    present: where,
  };
}

/** A text that is a column between two fixed ones, such as a URI that ends in an id. Compared as it is. */
export function affixed(before: string, column: string, after = ''): FilterTarget {
  const affixes = { before, after };
  return {
    present: present(column),
    some: (test) => {
      const text = String(test.value);
      if (test.operator !== 'eq') return textCondition(column, test, affixes);
      const fits =
        text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
      return fits ? equal(column, text.slice(before.length, text.length - after.length)) : any();
    },
  };
}

/** Several values of one attribute. */
export function several(...targets: FilterTarget[]): FilterTarget {
  return {
    some: (test) => any(...targets.map((target) => target.some(test))),
    present: any(...targets.map((target) => target.present)),
  };
}

/** The values of another target, seen through a relation to its rows. */
export function through(relate: (where: Predicate) => Predicate, target: FilterTarget): FilterTarget {
  return { some: (test) => relate(target.some(test)), present: relate(target.present) };
}

/** The first target's value where it has one, else the second's. */
export function either(first: FilterTarget, second: FilterTarget): FilterTarget {
  return {
    some: (test) => any(first.some(test), all(not(first.present), second.some(test))),
    present: any(first.present, second.present),
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
