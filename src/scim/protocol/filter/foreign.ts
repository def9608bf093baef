import { type ResourceType } from '../schema/attribute.js';
import { type Filter } from './ast.js';
import { evaluateFilter } from './evaluate.js';

/**
 * The filter for resources of one type: conditions on attributes that only other types have are evaluated as if those
 * had no value (RFC 7644 §3.4.2.1).
 */
export function withoutForeign(type: ResourceType, filter: Filter): Filter {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { kind: filter.kind, filters: filter.filters.map((each) => withoutForeign(type, each)) };
    case 'not':
      return { kind: 'not', filter: withoutForeign(type, filter.filter) };
    default:
      if ([type.schema, ...type.extensions].includes(filter.path.schema)) return filter;
      // An empty `and` is true, an empty `or` is false.
      return { kind: evaluateFilter(filter, {}) ? 'and' : 'or', filters: [] };
  }
}
