import { all, any, not, type Predicate } from '../../platform/database/sql/predicate.js';
import type { Filter } from '../protocol/filter/ast.js';
import { leafOf, pathName, type AttributePath } from '../protocol/path.js';
import type { FilterTarget, FilterTargets } from './filter-target.js';

/**
 * Translates a filter, resolved and type-checked by the parser, into a condition on stored rows. `ne` is exactly the
 * opposite of `eq`: it matches rows without a value.
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
  // A single complex attribute has at most one value, and a missing one does not match.
  return element ?? all(isPresent(path, targets), where);
}

function targetOf(path: AttributePath, targets: FilterTargets): FilterTarget {
  const target = targets.find(path);
  if (!target) throw new TypeError(`${pathName(path)} is advertised but cannot be filtered`);
  return target;
}
