import { invalid } from '../common/errors.js';
import { foldKey } from '../common/fold-key.js';
import { KEY_LENGTH, NAME_LENGTH } from '../platform/database/sql/searchable-text.js';

/** The member of the input that a text came from: what people call it, and its JSON pointer. */
export interface Field {
  label: string;
  pointer: string;
}

/**
 * A name as it is stored: without blanks around it. Throws `invalid` where nothing is left, where it holds
 * control characters, or where it or its folded form is too long.
 */
export function storedName(text: string, { label, pointer }: Field): string {
  const name = text.trim();
  if (name === '') throw invalid(`${label} must not be empty.`, { pointer });
  if (/\p{Cc}/u.test(name)) throw invalid(`${label} must not hold control characters.`, { pointer });
  if (name.length > NAME_LENGTH || foldKey(name).length > KEY_LENGTH) {
    throw invalid(`${label} must be at most ${NAME_LENGTH} characters long.`, { pointer });
  }
  return name;
}

/** Like `storedName`; refuses a colon too, which HTTP Basic cannot carry in a user name (RFC 7617 §2). */
export function loginName(text: string, field: Field): string {
  const name = storedName(text, field);
  if (name.includes(':')) throw invalid(`${field.label} must not hold a colon.`, { pointer: field.pointer });
  return name;
}
