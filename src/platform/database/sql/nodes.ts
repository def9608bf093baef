import type { Entity, Giving, Needing, Scalar } from './columns.js';

/** What statements are made of, free of SQL and of entities' types; `fragments.ts` and `statement.ts` translate it. */

/** Text around a column's own, such as the beginning of a URI that ends in an id. */
export interface Affixes {
  before: string;
  after: string;
}

/** What a predicate is made of. */
export type PredicateNode =
  | { kind: 'all'; of: readonly PredicateNode[] }
  | { kind: 'any'; of: readonly PredicateNode[] }
  | { kind: 'not'; of: PredicateNode }
  | { kind: 'compare'; column: string; operator: Comparison; value: Scalar; affixes?: Affixes }
  | { kind: 'in'; column: string; values: readonly Scalar[] }
  | { kind: 'match'; column: string; part: TextPart; text: string; affixes?: Affixes }
  | { kind: 'present'; column: string }
  | AfterNode
  | ExistsNode;

/** The rows after a given one in a list ordered by `key` and then by id: see `after`. */
export interface AfterNode {
  kind: 'after';
  key?: ExpressionNode;
  descending: boolean;
  value: Scalar;
  id: string;
}

/** A row of another table, of the same account, that matches `where`: see `exists`. */
export interface ExistsNode {
  kind: 'exists';
  entity: Entity<unknown>;
  on: JoinColumns;
  where: PredicateNode;
  selective?: boolean;
  /** Another join condition: `column` of the other table is what follows `prefix` in this table's column `of`. */
  tail?: { column: string; of: string; prefix: string };
}

export type Comparison = '=' | '<' | '<=' | '>' | '>=';
export type TextPart = 'contains' | 'startsWith' | 'endsWith';

/** Columns of another table by their names, each equal to one of this table's. */
export type JoinColumns = Readonly<Record<string, string>>;

/** The value of a column; `ifNull` replaces it in rows that have none. */
export interface ColumnValue {
  column: string;
  ifNull?: Scalar;
}

/** Orders rows by a column. */
export type ColumnOrder = ColumnValue & { descending?: boolean };

/** What an expression is made of. */
export type ExpressionNode =
  | ({ kind: 'column' } & ColumnValue)
  | { kind: 'prefix'; column: string }
  | { kind: 'text'; text: string }
  | { kind: 'null' }
  | { kind: 'coalesce'; of: readonly ExpressionNode[] }
  | {
      kind: 'scalarSubquery';
      entity: Entity<unknown>;
      on: JoinColumns;
      where: PredicateNode;
      orderBy: readonly ColumnOrder[];
      value: ExpressionNode;
      onlyLater?: boolean;
      forceIndex?: string;
    };

/** A value of the type `V` of a row of a table that has the columns `A`. */
export type Expression<A, V extends Scalar = Scalar> = ExpressionNode & Needing<A> & Giving<V>;

/** Another table read along with a row: `columns` names what it adds to the row. */
export interface JoinNode {
  entity: Entity<unknown>;
  on: JoinColumns;
  columns: Readonly<Record<string, string>>;
  /** Values that columns of the other table must have. */
  values?: object | undefined;
  /** Whether rows without a partner are kept. */
  left: boolean;
}

/** A selection as the builder reads it. */
export interface SelectionNode {
  columns: readonly string[];
  joins?: readonly JoinNode[];
  computed?: Readonly<Record<string, ExpressionNode>>;
  where?: PredicateNode;
  orderBy?: readonly OrderNode[];
  limit?: number;
  offset?: number;
  forceIndex?: string;
  forUpdate?: boolean;
  forShare?: boolean;
}

export type OrderNode =
  | { readonly column: string; readonly descending?: boolean }
  | { readonly expression: ExpressionNode; readonly descending?: boolean };

/** A count that ends at `most`. */
export interface BoundedCountNode {
  where: PredicateNode;
  most: number;
  forceIndex: string;
}

/** One table's part in a list over several tables: see `unionPart`. */
export interface UnionPart {
  entity: Entity<unknown>;
  kind: string;
  where: PredicateNode | undefined;
  sortKey: ExpressionNode;
  weight: ExpressionNode;
}
