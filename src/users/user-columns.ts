import { isDeepStrictEqual } from 'node:util';
import { firstCharacters } from '../common/first-characters.js';
import { foldKey } from '../common/fold-key.js';
import { shownNameKey, type Named } from './shown-name.js';
import { userNameKey } from './user-name.js';
import {
  USER_TEXTS,
  VALUE_TEXTS,
  type UserFields,
  type UserValueFields,
  type UserText,
} from './user-fields.js';
import { INDEXED_LENGTH, type UserValue } from './user-value.entity.js';
import type { Scalar } from '../platform/database/sql/columns.js';
import type { NewRow } from '../platform/database/sql/selection.js';

/** The columns of some fields. */
type FieldColumns<Fields> = Fields & { [K in `${UserText}Key` | 'userNameKey']?: string | null };

const TEXTS = new Set<string>(USER_TEXTS);

/** The columns of a user's fields, with the folded keys of text fields. Throws `invalid`. */
export function userColumns<Fields extends Partial<UserFields>>(fields: Fields): FieldColumns<Fields> {
  const row: Record<string, Scalar> = {};
  for (const [name, value] of Object.entries(fields)) {
    row[name] = value;
    if (TEXTS.has(name)) row[`${name}Key`] = typeof value === 'string' ? foldKey(value) : null;
  }
  if (fields.userName !== undefined) row['userNameKey'] = userNameKey(fields.userName);
  return row as FieldColumns<Fields>;
}

/** The columns to write if `changed` is the difference between two states of a user. Throws `invalid`. */
export function changedColumns(changed: Partial<UserFields>, current: Named, next: Named) {
  const key = shownNameKey(next);
  return { ...userColumns(changed), ...(key === shownNameKey(current) ? {} : { shownNameKey: key }) };
}

type ValueRow = { -readonly [K in keyof NewRow<UserValue>]: NewRow<UserValue>[K] };

/** The rows of a user's values; each element is numbered within its attribute. */
export function valueRows(userId: string, values: readonly UserValueFields[]): NewRow<UserValue>[] {
  const positions = new Map<string, number>();
  return values.map((value) => {
    const position = positions.get(value.attribute) ?? 0;
    positions.set(value.attribute, position + 1);
    const row: ValueRow = { userId, position, attribute: value.attribute, isPrimary: value.isPrimary };
    for (const name of VALUE_TEXTS) {
      const text = value[name];
      row[name] = text;
      row[`${name}Key` as const] = text === null ? null : valueKey(value.attribute, name, text);
    }
    row.valueIndex = row.valueKey ? valueIndex(row.valueKey) : null;
    return row;
  });
}

/** URLs and base64 are case-sensitive and not folded. */
const EXACT_VALUES = new Set(['photos', 'x509Certificates']);

function valueKey(attribute: string, name: string, text: string): string {
  return name === 'value' && EXACT_VALUES.has(attribute) ? text : foldKey(text);
}

/** The indexed prefix of a value's key. */
export function valueIndex(key: string): string {
  return firstCharacters(key, INDEXED_LENGTH);
}

/** The attributes whose values or order change. */
export function changedAttributes(
  current: readonly UserValueFields[],
  next: readonly UserValueFields[],
): string[] {
  const attributes = new Set([...current, ...next].map(({ attribute }) => attribute));
  const of = (values: readonly UserValueFields[], name: string) =>
    values.filter(({ attribute }) => attribute === name);
  return [...attributes].filter((name) => !isDeepStrictEqual(of(current, name), of(next, name)));
}
