import { type ResourceType } from '../schema/attribute.js';
import { type Filter } from './ast.js';
import { evaluateFilter } from './evaluate.js';

/**
 * The filter as it stands for resources of one type: what it says of attributes that only other types have is
 * decided, as if those had no value (RFC 7644 §3.4.2.1).
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
      // All of nothing is true, any of nothing is false.
      return { kind: evaluateFilter(filter, {}) ? 'and' : 'or', filters: [] };
  }
}
