import { ScimError } from './errors.js';
import { type Filter } from './filter/ast.js';
import { matchesElement } from './filter/evaluate.js';
import { compareText } from './fold.js';
import { merge, mergeOne } from './merge.js';
import { type PatchOperation } from './patch-operation.js';
import { leafOf, pathName } from './path.js';
import { MAX_ELEMENTS, requireOnePrimary } from './read-value.js';
import { type Attribute } from './schema/attribute.js';
import { type ScimObject, isBareElement, isComplex, sameValue } from './value.js';

/**
 * The values of a multi-valued attribute after one operation. All multi-valued attributes that clients write are complex.
 * @throws {ScimError} noTarget; invalidValue for a second primary, or too many values
 */
export function writeList(operation: PatchOperation, before: ScimObject[]): ScimObject[] {
  const { path, filter } = operation;
  const isChosen = filter !== undefined || path.subAttribute !== undefined;
  const written = isChosen ? writeChosen(operation, before) : writeWhole(operation, before);
  if (written === before) return before;
  const after = isChosen ? mergeEqual(written) : written;
  const values = after.filter((element) => Object.keys(element).length > 0);
  if (values.length > MAX_ELEMENTS) {
    throw ScimError.invalidValue(`${pathName(path)} would have more than ${MAX_ELEMENTS} values.`);
  }
  return withOnePrimary(before, values, pathName(path));
}

function writeWhole({ op, path, value }: PatchOperation, before: ScimObject[]): ScimObject[] {
  const given = Array.isArray(value) ? value.filter(isComplex) : undefined;
  if (op === 'add') return append(before, given ?? []);
  if (op === 'replace' || !given) return append([], given ?? []);
  const assumed = assumedValues(path.attribute);
  return before.filter((element) => !given.some((listed) => includes({ ...assumed, ...element }, listed)));
}

/** The values assumed for sub-attributes that an element does not have. */
function assumedValues({ subAttributes = [] }: Attribute): ScimObject {
  const pairs = subAttributes.map(({ name, absentAs }) => [name, absentAs] as const);
  return Object.fromEntries(pairs.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** Whether the element has every sub-attribute of the other, with the same value. */
function includes(element: ScimObject, other: ScimObject): boolean {
  return Object.entries(other).every(([name, value]) => sameValue(element[name], value));
}

/** Adds missing values (RFC 7644 §3.5.2.1). No two values have the same value and type (RFC 7643 §2.4). */
function append(before: ScimObject[], given: ScimObject[]): ScimObject[] {
  const result = [...before];
  const indexes = new Map(before.map((element, index) => [identity(element), index]));
  for (const element of given) {
    const key = identity(element);
    const index = indexes.get(key) ?? result.length;
    const known = result[index];
    if (!known || !includes(known, element)) result[index] = { ...known, ...element };
    indexes.set(key, index);
  }
  return result;
}

/** Merges values that a change has made equal (RFC 7643 §2.4). If one of them was primary, the result is. */
function mergeEqual(elements: readonly ScimObject[]): ScimObject[] {
  const result = new Map<string, ScimObject>();
  for (const element of elements) {
    const key = identity(element);
    const known = result.get(key);
    if (!known) result.set(key, element);
    else result.set(key, known['primary'] === true ? { ...element, ...known } : { ...known, ...element });
  }
  return [...result.values()];
}

function identity(element: ScimObject): string {
  const { value, type } = element;
  return JSON.stringify(
    value === undefined
      ? Object.entries(element).toSorted(([a], [b]) => compareText(a, b))
      : [value, type ?? null],
  );
}

/** Writes the values that the filter selects, or one sub-attribute of all values. */
function writeChosen(operation: PatchOperation, before: ScimObject[]): ScimObject[] {
  const { filter, value } = operation;
  const chosen = new Set(before.filter((element) => !filter || matchesElement(filter, element)));
  if (chosen.size > 0) {
    return before.flatMap((element) => (chosen.has(element) ? change(operation, element) : [element]));
  }
  return value === undefined ? before : [...before, ...change(operation, template(operation))];
}

function change({ op, path, filter, value }: PatchOperation, element: ScimObject): ScimObject[] {
  const { attribute, subAttribute } = path;
  if (subAttribute) {
    const changed = mergeOne(attribute, element, subAttribute.name, value);
    return value === undefined && isBareElement(changed) ? [] : [changed];
  }
  if (!isComplex(value)) return [];
  // A replaced value still matches the filter, even if the client does not repeat the type.
  return [op === 'add' ? merge(attribute, element, value) : { ...(filter && equalities(filter)), ...value }];
}

/**
 * The start of a missing element. In the RFC, a filter without a match is noTarget, but Entra ID relies on
 * `emails[type eq "work"].value` and `roles[primary eq "True"].value` creating the element.
 */
function template({ path, filter }: PatchOperation): ScimObject {
  if (!filter) return {};
  const element = equalities(filter) ?? {};
  const isNamed = element['type'] !== undefined || element['primary'] === true;
  if (!isNamed || !matchesElement(filter, element)) {
    throw ScimError.noTarget(`No value of ${path.attribute.name} matches the filter of the path.`);
  }
  return element;
}

/** The sub-attributes of an element that matches a filter of `eq` terms joined by `and`; undefined for other filters. */
function equalities(filter: Filter): ScimObject | undefined {
  const terms = filter.kind === 'and' ? filter.filters : [filter];
  const pairs = terms.flatMap((term) =>
    term.kind === 'compare' && term.operator === 'eq' ? [[leafOf(term.path).name, term.value] as const] : [],
  );
  return pairs.length === terms.length ? Object.fromEntries(pairs) : undefined;
}

/** If a value was just written with `primary` true, unsets it on the others (RFC 7644 §3.5.2). */
function withOnePrimary(before: ScimObject[], after: ScimObject[], label: string): ScimObject[] {
  const untouched = new Set(before);
  const written = after.filter((element) => !untouched.has(element));
  requireOnePrimary(written, label);
  if (!written.some(({ primary }) => primary === true)) return after;
  return after.map((element) =>
    untouched.has(element) && element['primary'] === true ? { ...element, primary: false } : element,
  );
}
