import { giving, needing } from './borders.js';
import type { ColumnName, Columns, Entity, GivenBy, Giving, Needing, Takes } from './columns.js';
import type { Expression, JoinColumns, JoinNode, UnionPart } from './nodes.js';
import type { NeedsJoined, NoOthers, Predicate, Where } from './predicate.js';

/** A join for tables with the columns `A`, which adds `New` to each row. */
export type Join<A, New> = JoinNode & Needing<A> & Giving<New>;

interface Joined<T, On, N> {
  /** Columns of the other table, each equal to one of this table's. */
  on: On & NoOthers<T, On>;
  /** What the row gets, by its names there. */
  columns: N;
  values?: Partial<Columns<T>>;
}

type Names<T> = Readonly<Record<string, ColumnName<T>>>;
type Added<T, N extends Names<T>> = { -readonly [K in keyof N]: Columns<T>[N[K]] };
type AddedOrNull<T, N extends Names<T>> = { -readonly [K in keyof N]: Columns<T>[N[K]] | null };

const joined = <A, New>(
  entity: Entity<unknown>,
  other: Omit<JoinNode, 'entity' | 'left'>,
  left: boolean,
): Join<A, New> => giving<JoinNode & Needing<A>, New>(needing<JoinNode, A>({ entity, ...other, left }));

/** Leaves out rows that have no partner. */
export const join = <T, const On extends JoinColumns, const N extends Names<T>>(
  entity: Entity<T>,
  other: Joined<T, On, N>,
): Join<NeedsJoined<T, On>, Added<T, N>> => joined(entity, other, false);

/** Keeps rows that have no partner. */
export const leftJoin = <T, const On extends JoinColumns, const N extends Names<T>>(
  entity: Entity<T>,
  other: Joined<T, On, N>,
): Join<NeedsJoined<T, On>, AddedOrNull<T, N>> => joined(entity, other, true);

/**
 * For rows that always have a partner. Still a left join, because MariaDB may otherwise begin with the other
 * table, read everything that belongs to its rows and sort that.
 */
export const straightJoin = <T, const On extends JoinColumns, const N extends Names<T>>(
  entity: Entity<T>,
  other: Joined<T, On, N>,
): Join<NeedsJoined<T, On>, Added<T, N>> => joined(entity, other, true);

/** Orders rows by a column, or by a value: rows without one come last, or first in descending order. */
export type Order<A> =
  | { readonly column: keyof A & string; readonly descending?: boolean }
  | { readonly expression: Expression<A>; readonly descending?: boolean };

/** The order of rows of an entity. */
export type OrderBy<T> = readonly Order<Takes<T>>[];

/** Which rows, in which order, and which part of them. */
export interface Rows<A> {
  where?: Predicate<A>;
  orderBy?: readonly Order<A>[];
  limit?: number;
  offset?: number;
  /** The index to read by, if another one would lead to more rows, or lock more rows than those asked for. */
  forceIndex?: string;
}

/** Rows of a list; each has its `sortKey` if the list is sorted by one. */
export interface ListedRows<A> extends Rows<A> {
  computed?: { sortKey?: Expression<A> };
}

export type Joins<T> = readonly Join<Takes<T>, object>[];
export type Computed<T> = Readonly<Record<string, Expression<Takes<T>>>>;

export interface Selection<
  T,
  C extends ColumnName<T> = ColumnName<T>,
  J extends Joins<T> = Joins<T>,
  X extends Computed<T> = Computed<T>,
> extends Rows<Takes<T>> {
  columns: readonly C[];
  joins?: J;
  /** Values to return along with each row, by name. */
  computed?: X;
  /** Lock the rows until the transaction ends, so that writers of one resource take turns. */
  forUpdate?: boolean;
  /** Keep the rows unchanged until the transaction ends; others may do so at the same time. */
  forShare?: boolean;
}

type Flat<T> = { [K in keyof T]: T[K] };
type AllOf<U> = (U extends unknown ? (each: U) => void : never) extends (each: infer I) => void ? I : never;
type JoinedBy<J> = J extends readonly (infer Part)[] ? AllOf<GivenBy<Part>> : unknown;
type ComputedBy<X> = [X] extends [never] ? unknown : { -readonly [K in keyof X]: GivenBy<X[K]> };

/** A row of a selection: the columns asked for, those of its joins, and the computed values. */
export type Row<T, C extends ColumnName<T>, J, X> = Flat<
  { [K in C]: Columns<T>[K] } & JoinedBy<J> & ComputedBy<X>
>;

/**
 * @param part `kind` distinguishes the rows of this table from those of the others, `weight` says how large
 * the row's resource is
 */
export const unionPart = <T>(
  entity: Entity<T>,
  part: {
    kind: string;
    where: Where<T> | undefined;
    sortKey: Expression<Takes<T>>;
    weight: Expression<Takes<T>, number>;
  },
): UnionPart => ({ entity, ...part });

/** A page of a list over several tables, ordered by sort key and id. */
export interface Union {
  parts: readonly UnionPart[];
  descending: boolean;
  limit: number;
  offset?: number | undefined;
}

/** In an UPDATE: raise the column by one in the database, so that concurrent writers do not lose a count. */
export const INCREMENT = Symbol('increment');

/** In an UPDATE: lower the column by one in the database. */
export const DECREMENT = Symbol('decrement');

type Counting<V> = V extends number ? typeof INCREMENT | typeof DECREMENT : never;
type OwnColumn<T> = Exclude<ColumnName<T>, 'accountId'>;
type RequiredColumn<T> = { [K in OwnColumn<T>]: null extends Columns<T>[K] ? never : K }[OwnColumn<T>];

/**
 * A new row; columns that may be null may be left out. The account is never given: the transaction adds it.
 */
export type NewRow<T> = { readonly [K in RequiredColumn<T>]: Columns<T>[K] } & {
  readonly [K in Exclude<OwnColumn<T>, RequiredColumn<T>>]?: Columns<T>[K];
} & { readonly accountId?: never };

/** New values of columns. The account of a row never changes. */
export type Changes<T> = { readonly [K in OwnColumn<T>]?: Columns<T>[K] | Counting<Columns<T>[K]> } & {
  readonly accountId?: never;
};
