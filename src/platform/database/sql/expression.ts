import { giving, needing } from './borders.js';
import type { ColumnName, Entity, Needing, Needs, NeedsText, Scalar, Takes } from './columns.js';
import type { ColumnOrder, Expression, ExpressionNode } from './nodes.js';
import type { JoinCondition, Where } from './predicate.js';

/** Orders rows of an entity by a column. */
export type OrderOf<T> = ColumnOrder & { column: ColumnName<T> };

const expression = <A, V extends Scalar = Scalar>(node: ExpressionNode): Expression<A, V> =>
  giving<ExpressionNode & Needing<A>, V>(needing<ExpressionNode, A>(node));

/** The value of a column, as the drivers return it. */
export const columnValue = <const K extends string>(column: K): Expression<Needs<K, never>> =>
  expression({ kind: 'column', column });

/** Like `columnValue`, with a value for rows that have none. */
export const valueOr = <const K extends string, const V extends Scalar>(
  column: K,
  ifNull: V,
): Expression<Needs<K, V>> => expression({ kind: 'column', column, ifNull });

/** The value of a column of numbers. */
export const numberValue = <const K extends string>(column: K): Expression<Needs<K, number>, number> =>
  expression({ kind: 'column', column });

/** The part of a text that counts when sorting. */
export const prefixOf = <const K extends string>(column: K): Expression<NeedsText<K>> =>
  expression({ kind: 'prefix', column });

export const fixedText = (text: string): Expression<unknown, string> => expression({ kind: 'text', text });

/** SQL's NULL. */
export const NULL: Expression<unknown, null> = expression({ kind: 'null' });

/** The first of several values that is not null. */
export const coalesce = <A>(of: readonly Expression<A>[]): Expression<A> =>
  expression({ kind: 'coalesce', of });

/** A value of the first row of another table, of the same account, that matches. */
export const scalarSubquery = <T, A>(
  { entity, on }: { entity: Entity<T>; on: JoinCondition<A> },
  selected: {
    value: Expression<Takes<T>>;
    where: Where<T>;
    orderBy: readonly OrderOf<T>[];
    /** Only rows whose id is greater than that of the outer row. */
    onlyLater?: boolean;
    /**
     * The index to read by. The order alone may lead to another one, which reads many rows for each outer
     * row.
     */
    forceIndex?: string;
  },
): Expression<A> => expression({ kind: 'scalarSubquery', entity, on, ...selected });
