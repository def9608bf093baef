import { needing } from './borders.js';
import type {
  ColumnName,
  Columns,
  Entity,
  NeededBy,
  Needing,
  Needs,
  NeedsText,
  Scalar,
  Takes,
  TextColumn,
} from './columns.js';
import type { Affixes, Comparison, Expression, JoinColumns, PredicateNode, TextPart } from './nodes.js';

/** A condition on one row of a table that has the columns `A`, as `Takes` and `Needs` describe them. */
export type Predicate<A> = PredicateNode & Needing<A>;

/** A condition on rows of an entity. */
export type Where<T> = Predicate<Takes<T>>;

/** Refuses names that are not columns of the other table. */
export type NoOthers<T, On> = { readonly [K in Exclude<keyof On, ColumnName<T>>]: never };

/** The columns of this table that a join condition needs. */
export type NeedsJoined<T, On> = {
  readonly [K in keyof On & ColumnName<T> as On[K] & string]: (value: NonNullable<Columns<T>[K]>) => void;
};

/** A join condition for tables with the columns `A`. */
export type JoinCondition<A> = JoinColumns & Needing<A>;

const predicate = <A>(node: PredicateNode): Predicate<A> => needing<PredicateNode, A>(node);

/** All of these conditions. Without any, every row matches. */
export const all = <Parts extends readonly Predicate<never>[]>(
  ...of: Parts
): Predicate<NeededBy<Parts[number]>> => predicate({ kind: 'all', of });

/** At least one of these conditions. Without any, no row matches. */
export const any = <Parts extends readonly Predicate<never>[]>(
  ...of: Parts
): Predicate<NeededBy<Parts[number]>> => predicate({ kind: 'any', of });

/** Like `all`, for conditions on the same columns. */
export const allOf = <A>(of: readonly Predicate<A>[]): Predicate<A> => predicate({ kind: 'all', of });

/** Like `any`, for conditions on the same columns. */
export const anyOf = <A>(of: readonly Predicate<A>[]): Predicate<A> => predicate({ kind: 'any', of });

export const not = <A>(of: Predicate<A>): Predicate<A> => predicate({ kind: 'not', of });

export const compare = <const K extends string, const V extends Scalar>(
  column: K,
  operator: Comparison,
  value: V,
): Predicate<Needs<K, V>> => predicate({ kind: 'compare', column, operator, value });

export const equal = <const K extends string, const V extends Scalar>(
  column: K,
  value: V,
): Predicate<Needs<K, V>> => compare(column, '=', value);

/** The condition on a row's id, the most common of all. */
export const idIs = (id: string): Predicate<Needs<'id', string>> => equal('id', id);

export const isIn = <const K extends string, const V extends Scalar>(
  column: K,
  values: readonly V[],
): Predicate<Needs<K, V>> => predicate({ kind: 'in', column, values });

export const present = <const K extends string>(column: K): Predicate<Needs<K, never>> =>
  predicate({ kind: 'present', column });

/** A text that has `text` in it, compared as it is. */
export const match = <const K extends string>(
  column: K,
  part: TextPart,
  text: string,
): Predicate<NeedsText<K>> => predicate({ kind: 'match', column, part, text });

export const contains = <const K extends string>(column: K, text: string): Predicate<NeedsText<K>> =>
  match(column, 'contains', text);

/** Compares a text with any other text, even if the column's type allows only certain texts. */
export const compareText = <const K extends string>(
  column: K,
  operator: Comparison,
  text: string,
): Predicate<NeedsText<K>> => predicate({ kind: 'compare', column, operator, value: text });

/** Compares with a value that the caller has checked to be of the column's type. */
export const compareParsed = <const K extends string>(
  column: K,
  operator: Comparison,
  value: Scalar,
): Predicate<Needs<K, never>> => predicate({ kind: 'compare', column, operator, value });

/** Compares a column's value, between two fixed texts, with a text. */
export const compareAffixed = <const K extends string>(
  { column, affixes }: { column: K; affixes: Affixes },
  operator: Comparison,
  text: string,
): Predicate<Needs<K, never>> => predicate({ kind: 'compare', column, operator, value: text, affixes });

/** Like `match`, for a column's value between two fixed texts. */
export const matchAffixed = <const K extends string>(
  { column, affixes }: { column: K; affixes: Affixes },
  part: TextPart,
  text: string,
): Predicate<Needs<K, never>> => predicate({ kind: 'match', column, part, text, affixes });

/**
 * The rows after a given one in a list (keyset pagination): ordered by `key`, those without a value last, or
 * first in descending order, and by id if that is equal. `value` is the given row's key.
 */
export const after = <A = unknown>({
  key,
  ...position
}: {
  key?: Expression<A> | undefined;
  descending: boolean;
  value: Scalar;
  id: string;
}): Predicate<A & Needs<'id', string>> => predicate({ kind: 'after', ...(key ? { key } : {}), ...position });

/** How rows of `entity` are found for a row of another table: `on` maps columns of `entity` to that table's. */
export const joinCondition = <T, const On extends JoinColumns>(
  _entity: Entity<T>,
  on: On & NoOthers<T, On>,
): JoinCondition<NeedsJoined<T, On>> => needing<JoinColumns, NeedsJoined<T, On>>(on);

/** A row of `entity`, of the same account, with the named columns equal to columns of this row, that matches `where`. */
export const exists = <T, const On extends JoinColumns>(
  entity: Entity<T>,
  on: On & NoOthers<T, On>,
  where: Where<T> = all(),
): Predicate<NeedsJoined<T, On>> => predicate({ kind: 'exists', entity, on, where });

/**
 * Like `exists`: a row of `entity`, of the same account, whose `column` is what follows `prefix` in this
 * row's column `of`. The caller must have checked that the text begins with `prefix`.
 */
export const existsTail = <T, const Of extends string>(
  entity: Entity<T>,
  tail: { column: TextColumn<T>; of: Of; prefix: string },
): Predicate<NeedsText<Of>> => predicate({ kind: 'exists', entity, on: {}, where: all(), tail });

/**
 * Like `exists`, with a prepared join condition. It is `selective` if an index of the other table leads to
 * few matching rows: the search then starts there. Otherwise each row of this table is tested for a partner.
 */
export const existsJoined = <T, A>(
  { entity, on }: { entity: Entity<T>; on: JoinCondition<A> },
  where: Where<T>,
  { selective }: { selective: boolean },
): Predicate<A> => predicate({ kind: 'exists', entity, on, where, selective });
