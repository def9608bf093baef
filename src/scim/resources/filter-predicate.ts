import { all, not, type Predicate, allOf, anyOf } from '../../platform/database/sql/predicate.js';
import type { Filter } from '../protocol/filter/ast.js';
import { leafOf, pathName, type AttributePath } from '../protocol/path.js';
import type { FilterTarget, FilterTargets } from './filter-target.js';

/**
 * Translates a filter, resolved and type-checked by the parser, into a condition on stored rows. `ne` is exactly the
 * opposite of `eq`: it matches rows without a value.
 */
export function toPredicate<A>(filter: Filter, targets: FilterTargets<A>): Predicate<A> {
  switch (filter.kind) {
    case 'and':
      return allOf(filter.filters.map((part) => toPredicate(part, targets)));
    case 'or':
      return anyOf(filter.filters.map((part) => toPredicate(part, targets)));
    case 'not':
      return not(toPredicate(filter.filter, targets));
    case 'present':
      return isPresent(filter.path, targets);
    case 'valuePath':
      return inOneElement(filter.path, filter.filter, targets);
    case 'compare': {
      const { operator, value } = filter;
      const target = targetOf(filter.path, targets);
      return operator === 'ne'
        ? not(target.some({ operator: 'eq', value }))
        : target.some({ operator, value });
    }
  }
}

function isPresent<A>(path: AttributePath, targets: FilterTargets<A>): Predicate<A> {
  const { subAttributes } = leafOf(path);
  if (!subAttributes) return targetOf(path, targets).present;
  const element = targets.element(path, () => all());
  if (element) return element;
  return anyOf(subAttributes.map((subAttribute) => isPresent({ ...path, subAttribute }, targets)));
}

function inOneElement<A>(path: AttributePath, filter: Filter, targets: FilterTargets<A>): Predicate<A> {
  const element = targets.element(path, (own) => toPredicate(filter, own));
  // A single complex attribute has at most one value, and without a value, none matches.
  return element ?? allOf([isPresent(path, targets), toPredicate(filter, targets)]);
}

function targetOf<A>(path: AttributePath, targets: FilterTargets<A>): FilterTarget<A> {
  const target = targets.find(path);
  if (!target) throw new TypeError(`${pathName(path)} is advertised but cannot be filtered`);
  return target;
}
