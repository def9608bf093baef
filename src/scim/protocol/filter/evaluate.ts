import { foldKey } from '../../../common/fold-key.js';
import { compareText } from '../fold.js';
import { parseInstant } from '../../../common/instant.js';
import { type AttributePath, leafOf } from '../path.js';
import { type Attribute } from '../schema/attribute.js';
import { type ScimObject, type ScimValue, isComplex } from '../value.js';
import { type CompareOperator, type Filter } from './ast.js';

type Comparison = Extract<Filter, { kind: 'compare' }>;
type Reader = (path: AttributePath) => ScimValue[];

/**
 * Whether a resource matches a filter. This is the reference for every other evaluation, SQL included. A comparison
 * matches if any value of the attribute does (RFC 7644 §3.4.2.2), except `ne`, which is exactly the opposite of `eq`, so
 * it matches if there is no value. An element without `primary` is not primary (RFC 7643 §2.4). Texts are ordered by code
 * point, case-folded unless they are case exact; dateTimes as instants.
 */
export function evaluateFilter(filter: Filter, resource: ScimObject): boolean {
  return matches(filter, (path) => {
    const block = path.extension ? resource[path.schema.id] : resource;
    const values = isComplex(block) ? toList(block[path.attribute.name]) : [];
    const { subAttribute } = path;
    return subAttribute ? values.flatMap((value) => readSub(value, subAttribute)) : values;
  });
}

/** Whether one value of a multi-valued attribute matches the value filter. */
export function matchesElement(filter: Filter, element: ScimValue): boolean {
  return matches(filter, (path) => readSub(element, leafOf(path)));
}

function matches(filter: Filter, read: Reader): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.filters.every((each) => matches(each, read));
    case 'or':
      return filter.filters.some((each) => matches(each, read));
    case 'not':
      return !matches(filter.filter, read);
    case 'present':
      return read(filter.path).length > 0;
    case 'valuePath':
      return read(filter.path).some((element) => matchesElement(filter.filter, element));
    case 'compare':
      return compare(filter, read(filter.path));
  }
}

function compare(filter: Comparison, values: ScimValue[]): boolean {
  const attribute = leafOf(filter.path);
  const wanted = comparisonKey(attribute, filter.value);
  const related = (operator: CompareOperator): boolean =>
    values.some((value) => relates(operator, comparisonKey(attribute, value), wanted));
  return filter.operator === 'ne' ? !related('eq') : related(filter.operator);
}

/** The form of a value that is compared. */
function comparisonKey(attribute: Attribute, value: ScimValue): ScimValue {
  if (typeof value !== 'string') return value;
  if (attribute.type === 'dateTime') return parseInstant(value) ?? Number.NaN;
  return attribute.caseExact ? value : foldKey(value);
}

function relates(operator: CompareOperator, key: ScimValue, wanted: ScimValue): boolean {
  if (typeof key === 'string' && typeof wanted === 'string') return relatesText(operator, key, wanted);
  switch (operator) {
    case 'gt':
      return key > wanted;
    case 'ge':
      return key >= wanted;
    case 'lt':
      return key < wanted;
    case 'le':
      return key <= wanted;
    default:
      return key === wanted;
  }
}

function relatesText(operator: CompareOperator, key: string, wanted: string): boolean {
  switch (operator) {
    case 'co':
      return key.includes(wanted);
    case 'sw':
      return key.startsWith(wanted);
    case 'ew':
      return key.endsWith(wanted);
    default:
      return relates(operator, compareText(key, wanted), 0);
  }
}

function readSub(value: ScimValue, { name, absentAs }: Attribute): ScimValue[] {
  return isComplex(value) ? toList(value[name] ?? absentAs) : [];
}

function toList(value: ScimValue | undefined): ScimValue[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
