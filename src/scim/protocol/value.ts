/** A value inside a document. `null` is none: what has no value is left out (RFC 7643 §2.5). */
export type ScimValue = string | number | boolean | ScimObject | ScimValue[];

export interface ScimObject {
  [name: string]: ScimValue;
}

/** Whether a parsed JSON value is an object, arrays and null excluded. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a document's value is a complex one. */
export function isComplex(value: ScimValue | undefined): value is ScimObject {
  return isObject(value);
}

/** Whether a client means 'no value' by it: nothing, `null`, `""` or `[]` (RFC 7643 §2.5). */
export function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

/** The member of that name in any letter case; an exact match goes first. */
export function memberNamed(object: Record<string, unknown>, name: string): unknown {
  if (Object.hasOwn(object, name)) return object[name];
  const wanted = name.toLowerCase();
  const key = Object.keys(object).find((each) => each.toLowerCase() === wanted);
  return key === undefined ? undefined : object[key];
}

/** A copy with the member set, or without it for undefined. Its name is a schema's, never a client's. */
export function withValue(object: ScimObject, name: string, value: ScimValue | undefined): ScimObject {
  if (value !== undefined) return { ...object, [name]: value };
  const { [name]: _, ...rest } = object;
  return rest;
}

/** Whether an element of a list says nothing but what kind of value it would be, and whether that is preferred. */
export function isBareElement(element: ScimObject): boolean {
  return Object.keys(element).every((name) => name === 'type' || name === 'primary');
}

/** The complex value, unless nothing is in it: then it is no value. */
export function unlessBare(object: ScimObject): ScimObject | undefined {
  return Object.keys(object).length > 0 ? object : undefined;
}

/** Structural equality. The order of members does not count, that of list elements does. */
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
