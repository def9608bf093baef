/** A value inside a document. There is no `null`: attributes without a value are left out (RFC 7643 §2.5). */
export type ScimValue = string | number | boolean | ScimObject | ScimValue[] | LongList;

export interface ScimObject {
  [name: string]: ScimValue;
}

/**
 * A list in an answer whose elements are created one at a time, when they are written. As objects, tens of
 * thousands of members would keep the garbage collector busy, and all other requests would wait for it.
 */
export class LongList implements Iterable<ScimObject> {
  private constructor(
    readonly length: number,
    private readonly elements: () => Iterable<ScimObject>,
    /** The JSON text of each element. */
    readonly texts: () => Iterable<string>,
  ) {}

  /**
   * @param elementOf returns small elements, all with the same sub-attributes
   * @param textOf returns their JSON texts, for lists whose elements can be written faster than
   * `JSON.stringify` does
   */
  static of<Row>(
    rows: readonly Row[],
    elementOf: (row: Row) => ScimObject,
    textOf = (row: Row) => JSON.stringify(elementOf(row)),
  ): LongList {
    return new LongList(
      rows.length,
      () => mapped(rows, elementOf),
      () => mapped(rows, textOf),
    );
  }

  /** The list of what `partOf` leaves of each element; undefined if it leaves nothing. */
  parts(partOf: (element: ScimObject) => ScimObject | undefined): LongList | undefined {
    const [first] = this;
    if (!first || !partOf(first)) return undefined;
    const parts = () => mapped(this.elements(), partOf);
    return new LongList(this.length, parts, () => mapped(parts(), (each) => JSON.stringify(each)));
  }

  [Symbol.iterator](): Iterator<ScimObject> {
    return this.elements()[Symbol.iterator]();
  }

  toJSON(): ScimObject[] {
    return [...this];
  }
}

/** The result of `change` for each value, without those that are undefined. */
function* mapped<In, Out>(values: Iterable<In>, change: (value: In) => Out | undefined): Generator<Out> {
  for (const value of values) {
    const changed = change(value);
    if (changed !== undefined) yield changed;
  }
}

/** Whether a parsed JSON value is an object, arrays and null excluded. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a document's value is complex. */
export function isComplex(value: ScimValue | undefined): value is ScimObject {
  return isObject(value) && !(value instanceof LongList);
}

/** Whether it means 'no value': undefined, `null`, `""` or `[]` (RFC 7643 §2.5). */
export function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

/** The member with that name in any letter case; an exact match takes precedence. */
export function memberNamed(object: Record<string, unknown>, name: string): unknown {
  if (Object.hasOwn(object, name)) return object[name];
  const wanted = name.toLowerCase();
  const key = Object.keys(object).find((each) => each.toLowerCase() === wanted);
  return key === undefined ? undefined : object[key];
}

/** A copy with the member set, or removed if the value is undefined. The name comes from a schema, never a client. */
export function withValue(object: ScimObject, name: string, value: ScimValue | undefined): ScimObject {
  if (value !== undefined) return { ...object, [name]: value };
  const { [name]: _, ...rest } = object;
  return rest;
}

/** Whether a list element has only `type` and `primary`, but no content. */
export function isBareElement(element: ScimObject): boolean {
  return Object.keys(element).every((name) => name === 'type' || name === 'primary');
}

/** The complex value; undefined if it is empty. */
export function unlessBare(object: ScimObject): ScimObject | undefined {
  return Object.keys(object).length > 0 ? object : undefined;
}

/** Structural equality. The order of members does not matter, the order of list elements does. */
export function sameValue(a: ScimValue | undefined, b: ScimValue | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((each, index) => sameValue(each, b[index]));
  }
  if (!isComplex(a) || !isComplex(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && sameValue(a[name], b[name]))
  );
}
