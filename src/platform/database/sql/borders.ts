import type { Giving, Needing } from './columns.js';

/**
 * Every type assertion of the statement layer. Nothing proves these types: drivers return untyped rows, and
 * only the compiler knows what a part of a statement needs and returns.
 */

/** Marks a part of a statement with the columns that it needs. */
export function needing<Part extends object, A>(part: Part): Part & Needing<A> {
  return part as Part & Needing<A>;
}

/** Marks a part of a statement with what it returns. */
export function giving<Part extends object, V>(part: Part): Part & Giving<V> {
  return part as Part & Giving<V>;
}

/** Rows of a statement that was built for rows of this type. */
export function rowsAs<Row>(given: unknown): Row[] {
  return given as Row[];
}
