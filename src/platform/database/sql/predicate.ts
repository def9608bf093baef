import type { Entity, Scalar } from './table.js';

/** Text around a column's own, such as the beginning of a URI that ends in an id. */
export interface Affixes {
  before: string;
  after: string;
}

/** A condition on one row of a table, free of SQL; `fragments.ts` is the only place that translates it. */
export type Predicate =
  | { kind: 'all'; of: readonly Predicate[] }
  | { kind: 'any'; of: readonly Predicate[] }
  | { kind: 'not'; of: Predicate }
  | { kind: 'compare'; column: string; operator: Comparison; value: Scalar; affixes?: Affixes }
  | { kind: 'in'; column: string; values: readonly Scalar[] }
  | {
      kind: 'match';
      column: string;
      part: 'contains' | 'startsWith' | 'endsWith';
      text: string;
      affixes?: Affixes;
    }
  | { kind: 'present'; column: string }
  | Behind
  | Exists;

/**
 * A row of another table, of the same account, that fits `where`. With `few`, an index of that table leads to few such rows,
 * so that the search begins there; else each row of the outer table is asked whether it has one.
 */
export interface Exists {
  kind: 'exists';
  entity: Entity<unknown>;
  on: Readonly<Record<string, string>>;
  where: Predicate;
  few?: boolean;
}

/**
 * The rows that stand behind a given one in a list ordered by `key` (those without a value last, or first where
 * the order descends) and, where that is equal, by id. `value` is the given row's key.
 */
export interface Behind {
  kind: 'behind';
  key?: Expression;
  descending: boolean;
  value: Scalar;
  id: string;
}

/** The value of a column; `absentAs` is what stands for it in rows that have none. */
export interface ColumnValue {
  column: string;
  absentAs?: Scalar;
}

/** Puts rows in the order of a column. */
export type ColumnOrder = ColumnValue & { descending?: boolean };

/**
 * How many characters of a text count when rows are sorted: MySQL looks at 1,024 bytes (`max_sort_length`), and a
 * position in a list, which must agree with its order, has to fit a URL.
 */
export const SORTED_LENGTH = 255;

/**
 * A value of a row: a column, what counts of a text when sorting, a fixed text, the first of several that there is,
 * or one of a row in another table.
 */
export type Expression =
  | ({ kind: 'column' } & ColumnValue)
  | { kind: 'beginning'; column: string }
  | { kind: 'text'; text: string }
  | { kind: 'nothing' }
  | { kind: 'firstOf'; of: readonly Expression[] }
  | {
      kind: 'related';
      entity: Entity<unknown>;
      on: Readonly<Record<string, string>>;
      where: Predicate;
      orderBy: readonly ColumnOrder[];
      value: Expression;
    };

export type Comparison = '=' | '<' | '<=' | '>' | '>=';

export const all = (...of: Predicate[]): Predicate => ({ kind: 'all', of });
export const any = (...of: Predicate[]): Predicate => ({ kind: 'any', of });
export const not = (of: Predicate): Predicate => ({ kind: 'not', of });
export const compare = (column: string, operator: Comparison, value: Scalar): Predicate => ({
  kind: 'compare',
  column,
  operator,
  value,
});
export const equal = (column: string, value: Scalar): Predicate => compare(column, '=', value);
/** The condition on one row's id, the commonest of all. */
export const idIs = (id: string): Predicate => equal('id', id);
export const isIn = (column: string, values: readonly Scalar[]): Predicate => ({
  kind: 'in',
  column,
  values,
});
export const columnValue = (column: string, absentAs?: Scalar): Expression => ({
  kind: 'column',
  column,
  ...(absentAs === undefined ? {} : { absentAs }),
});
export const beginningOf = (column: string): Expression => ({ kind: 'beginning', column });
export const present = (column: string): Predicate => ({ kind: 'present', column });

/** A row of `entity` (of the same account) with the named columns equal to columns of this row, that fits `where`. */
export const exists = (
  entity: Entity<unknown>,
  on: Readonly<Record<string, string>>,
  where: Predicate = all(),
): Exists => ({ kind: 'exists', entity, on, where });
