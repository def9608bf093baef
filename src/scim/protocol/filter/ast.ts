import { type AttributePath } from '../path.js';

export type CompareOperator = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le';

/**
 * A filter (RFC 7644 §3.4.2.2), resolved and type-checked: the value of a comparison has its attribute's type, a
 * dateTime in UTC as `Date.toISOString` writes it. Paths inside a value path always name a sub-attribute of the outer
 * attribute. There are no comparisons with null: `eq null` becomes the absence of the attribute.
 */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly filters: readonly Filter[] }
  | { readonly kind: 'not'; readonly filter: Filter }
  | {
      readonly kind: 'compare';
      readonly path: AttributePath;
      readonly operator: CompareOperator;
      readonly value: string | number | boolean;
    }
  | { readonly kind: 'present'; readonly path: AttributePath }
  | { readonly kind: 'valuePath'; readonly path: AttributePath; readonly filter: Filter };

/** How many comparisons and presence tests a filter has. */
export function countTerms(filter: Filter): number {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.filters.reduce((sum, each) => sum + countTerms(each), 0);
    case 'not':
    case 'valuePath':
      return countTerms(filter.filter);
    case 'compare':
    case 'present':
      return 1;
  }
}
