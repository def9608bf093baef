/** What a statement's parameters may be: nothing that a driver would expand into SQL. */
export type Scalar = string | number | boolean | null;

/** An entity class; its TypeORM metadata says which table and columns there are. */
export type Entity<T> = abstract new () => T;

/** The properties of an entity that are columns, without its relations. */
type Properties<T> = { [K in keyof T & string as T[K] extends Scalar ? K : never]: T[K] };

/** The folded keys that `SearchableText` stores beside a text: `displayName` has `displayNameKey`. */
type FoldedKeys<T> = {
  [
    K in keyof T & string as string extends T[K]
      ? T[K] extends string | null
        ? null extends T[K]
          ? `${K}Key`
          : never
        : never
      : never
  ]: string | null;
};

/** The columns of an entity, with the types of their values. */
export type Columns<T> = Properties<T> & FoldedKeys<T>;

export type ColumnName<T> = keyof Columns<T> & string;

/** The columns that hold texts, among them instants, ids and enumerations. */
export type TextColumn<T> = {
  [K in ColumnName<T>]: Columns<T>[K] extends string | null ? K : never;
}[ColumnName<T>];

declare const texts: unique symbol;
declare const needs: unique symbol;
declare const gives: unique symbol;

/**
 * The columns of a table and the values that each of them takes, in the form in which `Needs` asks for them.
 * A table with more columns, or one that takes more values, is accepted as well.
 */
export type Takes<T> = { readonly [K in ColumnName<T>]: (value: Columns<T>[K]) => void } & {
  readonly [texts]: { readonly [K in TextColumn<T>]: true };
};

/** Asks for columns named `K` that take values of type `V`; with `never`, whatever values they take. */
export type Needs<K extends string, V> = { readonly [P in K]: (value: V) => void };

/** Asks for columns named `K` that hold texts. */
export type NeedsText<K extends string> = { readonly [texts]: { readonly [P in K]: true } };

/** A part of a statement for tables with the columns `A`. The property exists for the compiler only. */
export interface Needing<A> {
  readonly [needs]: (columns: A) => void;
}

/** The columns that all of some parts of a statement need. */
export type NeededBy<Part extends Needing<never>> = [Part] extends [Needing<infer A>] ? A : never;

/** A part of a statement that returns values of the type `V`. The property exists for the compiler only. */
export interface Giving<V> {
  readonly [gives]: V;
}

export type GivenBy<Part> = Part extends Giving<infer V> ? V : never;
