import { isWellFormed, NOT_WELL_FORMED } from '../../common/well-formed.js';
import { ScimError } from './errors.js';
import { parseInstant } from '../../common/instant.js';
import { type Attribute, DEFAULT_MAX_LENGTH, findAttribute } from './schema/attribute.js';
import { type ScimObject, type ScimValue, isBareElement, isEmpty, isObject, memberNamed } from './value.js';

/** The most elements of a multi-valued attribute that is part of the document. */
export const MAX_ELEMENTS = 1000;

/**
 * Reads what a client sent for an attribute into its normal form; undefined for 'no value'. Tolerates what
 * real clients send: `"True"` for a boolean, one object for a list, a plain value for the `value` of a
 * complex value, a whole number for a text. A list of one, also as `[{"value": …}]`, may stand for a single
 * value. `label` names the attribute in errors.
 * @throws {ScimError} invalidValue
 */
export function readValue(attribute: Attribute, raw: unknown, label: string): ScimValue | undefined {
  return attribute.multiValued ? readList(attribute, raw, label) : readSingle(attribute, raw, label);
}

/** Reads one value of an attribute, multi-valued or not. @throws {ScimError} invalidValue */
export function readSingle(attribute: Attribute, raw: unknown, label: string): ScimValue | undefined {
  const value = attribute.type === 'complex' ? soleElement(raw) : plainValue(raw);
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
      return readText(attribute, typeof value === 'number' ? digitsOf(value, label) : value, label);
    case 'dateTime':
    case 'binary':
      return readEncoded(attribute, value, label);
  }
}

/** The one element of a list of one; anything else as it is. */
export function soleElement(raw: unknown): unknown {
  return Array.isArray(raw) && raw.length === 1 ? raw[0] : raw;
}

/** The content of a list of one, or of its `{"value": …}`, as some clients send every attribute; else the value itself. */
function plainValue(raw: unknown): unknown {
  const sole = soleElement(raw);
  const held = sole !== raw && isObject(sole) ? memberNamed(sole, 'value') : undefined;
  return held === undefined ? sole : held;
}

/** Accepts only integers that JSON parsing keeps exact, so that two identifiers cannot become the same. */
function digitsOf(number: number, label: string): string {
  if (Number.isSafeInteger(number)) return String(number);
  throw ScimError.invalidValue(
    `${label} must be a string; a number is accepted only if it is an integer written in digits and ` +
      'within ±2^53. Put the value in quotes.',
  );
}

function readList(attribute: Attribute, raw: unknown, label: string): ScimValue[] | undefined {
  if (isEmpty(raw)) return undefined;
  const items: unknown[] = Array.isArray(raw) ? raw : [raw];
  if (items.length > MAX_ELEMENTS && !attribute.detached) {
    throw ScimError.invalidValue(
      `${label} has ${items.length} values; at most ${MAX_ELEMENTS} are allowed.`,
    ).about(label);
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

/** Checks that at most one value is primary (RFC 7643 §2.4). @throws {ScimError} invalidValue */
export function requireOnePrimary(values: readonly ScimValue[], label: string): void {
  if (values.filter((value) => isObject(value) && value['primary'] === true).length > 1) {
    throw ScimError.invalidValue(
      `${label} has more than one value with primary true; only one may have it.`,
    ).about(label);
  }
}

function readComplex(attribute: Attribute, raw: unknown, label: string): ScimObject | undefined {
  const { subAttributes, multiValued } = attribute;
  const object = isObject(raw) ? withReferred(attribute, raw) : { value: raw };
  if (!isObject(raw) && (typeof raw === 'object' || !findAttribute(subAttributes, 'value'))) {
    throw mismatch(label, 'complex', raw);
  }
  const result: ScimObject = {};
  let isCleared = false;
  for (const [key, item] of Object.entries(object)) {
    const sub = findAttribute(subAttributes, key);
    if (!sub || sub.mutability === 'readOnly') continue;
    const value = readValue(sub, item, `${label}.${sub.name}`);
    if (value !== undefined) result[sub.name] = value;
    else isCleared = true;
  }
  const missing = subAttributes?.find((sub) => sub.required && result[sub.name] === undefined);
  if (missing)
    throw ScimError.invalidValue(`${label}.${missing.name} is required.`).about(`${label}.${missing.name}`);
  // If a client clears an element's content like this, the element has no value, even if it has a type.
  const isNone = multiValued && isCleared ? isBareElement(result) : Object.keys(result).length === 0;
  return isNone ? undefined : result;
}

/** Adds a `value` to a reference that has only a `$ref`: the last segment of the URI. */
function withReferred(
  { subAttributes }: Attribute,
  object: Record<string, unknown>,
): Record<string, unknown> {
  const value = findAttribute(subAttributes, 'value');
  if (!value || !findAttribute(subAttributes, '$ref')) return object;
  const isNamed = (name: string): boolean => memberNamed(object, name) !== undefined;
  if (isNamed(value.name) || (value.insteadOf !== undefined && isNamed(value.insteadOf))) return object;
  const uri = memberNamed(object, '$ref');
  const [path = ''] = typeof uri === 'string' ? uri.split(/[?#]/, 1) : [];
  return { ...object, value: path.split('/').findLast((part) => part !== '') };
}

function readBoolean(raw: unknown, label: string): boolean {
  const value = typeof raw === 'string' ? raw.toLowerCase() : raw;
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw typeof raw === 'string' ? invalidText(label, 'true or false') : mismatch(label, 'boolean', raw);
}

function readNumber(type: 'integer' | 'decimal', raw: unknown, label: string): number {
  if (type === 'integer' ? Number.isSafeInteger(raw) : Number.isFinite(raw)) return Number(raw);
  throw mismatch(label, type, raw);
}

/** Reads a text. Refuses what databases do not store faithfully: NUL and unpaired surrogates. */
function readText(attribute: Attribute, raw: unknown, label: string): string {
  if (typeof raw !== 'string') throw mismatch(label, attribute.type, raw);
  if (!isWellFormed(raw)) {
    throw ScimError.invalidValue(`${label} ${NOT_WELL_FORMED}`).about(label);
  }
  if (attribute.neverBlank && raw.trim() === '')
    throw ScimError.invalidValue(`${label} must not be blank.`).about(label);
  const most = attribute.maxLength ?? DEFAULT_MAX_LENGTH;
  if (raw.length > most && (raw.length > 2 * most || Array.from(raw).length > most)) {
    throw ScimError.invalidValue(`${label} is longer than ${most} characters.`).about(label);
  }
  return raw;
}

function readEncoded(attribute: Attribute, raw: unknown, label: string): string {
  const text = readText(attribute, raw, label);
  if (attribute.type === 'dateTime') {
    if (parseInstant(text) === undefined) throw invalidText(label, EXPECTED.dateTime);
    return text;
  }
  const fault = base64Fault(text);
  if (fault !== undefined)
    throw ScimError.invalidValue(`${label} must be base64 (RFC 4648 §4), but ${fault}.`).about(label);
  return text;
}

/** What is wrong with base64, which may lack padding (RFC 7643 §2.3.6) and contain line breaks. */
function base64Fault(text: string): string | undefined {
  const compact = text.replaceAll(/[ \t\r\n]/g, '');
  const content = compact.replace(/={1,2}$/, '');
  const stranger = /[^A-Za-z0-9+/]/u.exec(content);
  if (stranger) return `${JSON.stringify(stranger[0])} is not a base64 character`;
  if (content === '') return 'it is empty';
  if (content.length % 4 === 1) return 'its last character is missing';
  if (content !== compact && compact.length % 4 !== 0) return 'it has too many or too few "=" at the end';
  return undefined;
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

/** The refusal of an invalid text. Does not repeat the text, which may be a secret in the wrong place. */
function invalidText(label: string, expected: string): ScimError {
  return ScimError.invalidValue(`${label} must be ${expected}; the text sent is not.`).about(label);
}

function mismatch(label: string, expected: Attribute['type'], raw: unknown): ScimError {
  const kind = Array.isArray(raw) ? 'array' : typeof raw;
  return ScimError.invalidValue(
    `${label} must be ${EXPECTED[expected]}; the value sent is of type ${kind}.`,
  ).about(label);
}
