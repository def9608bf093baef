import { Account } from '../accounts/account.entity.js';
import { foldKey } from '../common/fold-key.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { all, compare, idIs } from '../platform/database/sql/predicate.js';
import { USER_COLUMNS, VALUE_TEXTS, type UserFields, type UserValueFields } from './user-fields.js';
import { tooManyElements, userTooLarge } from './refusals.js';

/** Maximum size of a user, in bytes as counted by `measured`. */
export const LARGEST_USER = 1_048_576;

/** Maximum elements of all multi-valued attributes of a user together. */
export const MOST_ELEMENTS = 1_000;

/** Users up to this size, in bytes, need no size check when a page is read. */
export const ORDINARY_USER = 4_096;

/** Size of a user in an answer besides its texts: attribute names, ids, instants. */
const FRAME = 1_024;
const ELEMENT_FRAME = 128;

const PLAIN = /^[ !#-[\]-~]*$/;

type Measurable = UserFields & { values: readonly UserValueFields[] };

interface Measured {
  bytes: number;
  elements: number;
  /** The largest attribute. */
  largest: string;
}

/** The size of a user: each text in its JSON or folded form, whichever is longer, plus overhead. */
function measured({ values, ...fields }: Measurable): Measured {
  const bytes = new Map<string, number>();
  const add = (attribute: string, more: number) => bytes.set(attribute, (bytes.get(attribute) ?? 0) + more);
  for (const name of USER_COLUMNS) add(name, bytesOf(fields[name]));
  for (const value of values) {
    add(value.attribute, ELEMENT_FRAME);
    for (const name of VALUE_TEXTS) add(value.attribute, bytesOf(value[name]));
  }
  const [[largest] = ['']] = [...bytes].toSorted(([, one], [, other]) => other - one);
  return {
    bytes: [...bytes.values()].reduce((sum, more) => sum + more, FRAME),
    elements: values.length,
    largest,
  };
}

/**
 * The size of a user to store. Allows sizes up to the current one. Throws `too-large` (`user-too-large`) and `invalid`
 * (`too-many-elements`), naming the largest attribute.
 */
export function sizeWithin(next: Measurable, current?: Measurable & { size: number }): number {
  const { bytes, elements, largest } = measured(next);
  if (elements > Math.max(MOST_ELEMENTS, current?.values.length ?? 0)) {
    throw tooManyElements(largest, elements, MOST_ELEMENTS);
  }
  if (bytes > Math.max(LARGEST_USER, current?.size ?? 0)) {
    throw userTooLarge(largest, bytes, LARGEST_USER);
  }
  return bytes;
}

/**
 * Stores the account's maximum user size, which readers of pages need in advance. It is rounded to a power of
 * two, so that it rarely changes.
 */
export async function rememberSizes(tx: AccountTransaction, sizes: readonly number[]): Promise<void> {
  const largest = sizes.reduce((most, size) => Math.max(most, size), 0);
  if (largest <= ORDINARY_USER) return;
  const largestUser = 2 ** Math.ceil(Math.log2(largest));
  const isLarger = all(idIs(tx.accountId), compare('largestUser', '<', largestUser));
  const account = await tx.find(Account, { columns: ['id'], where: isLarger });
  if (account) await tx.update(Account, { largestUser }, isLarger);
}

function bytesOf(text: string | boolean | null): number {
  if (typeof text !== 'string') return 0;
  if (PLAIN.test(text)) return text.length;
  return Math.max(Buffer.byteLength(JSON.stringify(text)) - 2, Buffer.byteLength(foldKey(text)));
}
