import { type Filter } from '../../../../src/scim/protocol/filter/ast.js';
import { type AttributePath, pathName } from '../../../../src/scim/protocol/path.js';

/** A filter in RFC 7644's grammar, with every `and` and `or` in parentheses. */
export function printFilter(filter: Filter, inElement = false): string {
  const name = (path: AttributePath): string =>
    inElement && path.subAttribute ? path.subAttribute.name : pathName(path);
  switch (filter.kind) {
    case 'and':
    case 'or':
      return `(${filter.filters.map((each) => printFilter(each, inElement)).join(` ${filter.kind} `)})`;
    case 'not':
      return `not (${printFilter(filter.filter, inElement)})`;
    case 'present':
      return `${name(filter.path)} pr`;
    case 'compare':
      return `${name(filter.path)} ${filter.operator} ${JSON.stringify(filter.value)}`;
    case 'valuePath':
      return `${pathName(filter.path)}[${printFilter(filter.filter, true)}]`;
  }
}
