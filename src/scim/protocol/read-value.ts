import { isWellFormed, NOT_WELL_FORMED } from '../../common/well-formed.js';
import { ScimError } from './errors.js';
import { parseInstant } from './instant.js';
import { type Attribute, DEFAULT_MAX_LENGTH, findAttribute } from './schema/attribute.js';
import { type ScimObject, type ScimValue, isEmpty, isObject } from './value.js';

/** The most elements of a multi-valued attribute that is part of the document. */
export const MAX_ELEMENTS = 1000;

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * Reads what a client sent for an attribute into its normal form, or undefined where that is 'no value'.
 * Forgiving as real clients need it: `"True"` for a boolean, one object for a list, a list of one for an
 * object, a bare text for a complex value that has `value`, a number for a text. `label` names the attribute
 * in errors.
 * @throws {ScimError} invalidValue
 */
export function readValue(attribute: Attribute, raw: unknown, label: string): ScimValue | undefined {
  return attribute.multiValued ? readList(attribute, raw, label) : readSingle(attribute, raw, label);
}

/** Reads one value of an attribute, multi-valued or not. @throws {ScimError} invalidValue */
export function readSingle(attribute: Attribute, raw: unknown, label: string): ScimValue | undefined {
  const value = attribute.type === 'complex' ? soleElement(raw) : raw;
  if (isEmpty(value)) return undefined;
  switch (attribute.type) {
    case 'complex':
      return readComplex(attribute, value, label);
    case 'boolean':
      return readBoolean(value, label);
    case 'integer':
    case 'decimal':
      return readNumber(attribute.type, value, label);
    case 'string':
    case 'reference':
      return readText(attribute, Number.isFinite(value) ? String(value) : value, label);
    case 'dateTime':
    case 'binary':
      return readEncoded(attribute, value, label);
  }
}

/** The one element of a list of one; anything else as it is. */
export function soleElement(raw: unknown): unknown {
  return Array.isArray(raw) && raw.length === 1 ? raw[0] : raw;
}

function readList(attribute: Attribute, raw: unknown, label: string): ScimValue[] | undefined {
  if (isEmpty(raw)) return undefined;
  const items: unknown[] = Array.isArray(raw) ? raw : [raw];
  if (items.length > MAX_ELEMENTS && !attribute.detached) {
    throw ScimError.invalidValue(`${label} has ${items.length} values; at most ${MAX_ELEMENTS} are allowed.`);
  }
  const values: ScimValue[] = [];
  for (const item of items) {
    if (Array.isArray(item)) throw mismatch(label, attribute.type, item);
    const value = readSingle(attribute, item, label);
    if (value !== undefined) values.push(value);
  }
  requireOnePrimary(values, label);
  return values.length > 0 ? values : undefined;
}

/** Checks RFC 7643 §2.4: at most one value is the primary one. @throws {ScimError} invalidValue */
export function requireOnePrimary(values: readonly ScimValue[], label: string): void {
  if (values.filter((value) => isObject(value) && value['primary'] === true).length > 1) {
    throw ScimError.invalidValue(`${label} has more than one value with primary true; only one may have it.`);
  }
}

function readComplex(attribute: Attribute, raw: unknown, label: string): ScimObject | undefined {
  const object = isObject(raw) ? raw : { value: raw };
  const subAttributes = attribute.subAttributes;
  if (object !== raw && (typeof raw === 'object' || !findAttribute(subAttributes, 'value'))) {
    throw mismatch(label, 'complex', raw);
  }
  const result: ScimObject = {};
  for (const [key, item] of Object.entries(object)) {
    const sub = findAttribute(subAttributes, key);
    if (!sub || sub.mutability === 'readOnly') continue;
    const value = readValue(sub, item, `${label}.${sub.name}`);
    if (value !== undefined) result[sub.name] = value;
  }
  const missing = subAttributes?.find((sub) => sub.required && result[sub.name] === undefined);
  if (missing) throw ScimError.invalidValue(`${label}.${missing.name} is required.`);
  return Object.keys(result).length > 0 ? result : undefined;
}

function readBoolean(raw: unknown, label: string): boolean {
  const value = typeof raw === 'string' ? raw.toLowerCase() : raw;
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw mismatch(label, 'boolean', raw);
}

function readNumber(type: 'integer' | 'decimal', raw: unknown, label: string): number {
  if (type === 'integer' ? Number.isSafeInteger(raw) : Number.isFinite(raw)) return Number(raw);
  throw mismatch(label, type, raw);
}

/** Reads a text and refuses what no database keeps faithfully: NUL and halves of surrogate pairs. */
function readText(attribute: Attribute, raw: unknown, label: string): string {
  if (typeof raw !== 'string') throw mismatch(label, attribute.type, raw);
  if (!isWellFormed(raw)) {
    throw ScimError.invalidValue(`${label} ${NOT_WELL_FORMED}`);
  }
  const most = attribute.maxLength ?? DEFAULT_MAX_LENGTH;
  if (raw.length > most && (raw.length > 2 * most || Array.from(raw).length > most)) {
    throw ScimError.invalidValue(`${label} is longer than ${most} characters.`);
  }
  return raw;
}

function readEncoded(attribute: Attribute, raw: unknown, label: string): string {
  const text = readText(attribute, raw, label);
  const valid =
    attribute.type === 'dateTime'
      ? parseInstant(text) !== undefined
      : text.length % 4 === 0 && BASE64.test(text);
  if (!valid) throw mismatch(label, attribute.type, raw);
  return text;
}

const EXPECTED: Record<Attribute['type'], string> = {
  string: 'a string',
  boolean: 'a boolean',
  decimal: 'a number',
  integer: 'an integer',
  dateTime: 'a date-time such as "2024-05-13T04:42:34Z"',
  reference: 'a string that holds a URI',
  binary: 'a base64 string',
  complex: 'an object',
};

function mismatch(label: string, expected: Attribute['type'], raw: unknown): ScimError {
  const kind = Array.isArray(raw) ? 'array' : typeof raw;
  return ScimError.invalidValue(`${label} must be ${EXPECTED[expected]}; the value sent is of type ${kind}.`);
}
