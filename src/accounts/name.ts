import { invalid } from '../common/errors.js';
import { foldKey } from '../common/fold-key.js';
import { KEY_LENGTH, NAME_LENGTH } from '../platform/database/sql/searchable-text.js';

/** An input member: its label for people, and its JSON pointer. */
export interface Field {
  label: string;
  pointer: string;
}

/**
 * Trims a name. Throws `invalid` if it is empty, contains control characters, or if it or its folded form is too long.
 */
export function storedName(text: string, { label, pointer }: Field): string {
  const name = text.trim();
  if (name === '') throw invalid(`${label} must not be empty.`, { pointer });
  if (/\p{Cc}/u.test(name)) throw invalid(`${label} must not contain control characters.`, { pointer });
  if (name.length > NAME_LENGTH || foldKey(name).length > KEY_LENGTH) {
    throw invalid(`${label} must be at most ${NAME_LENGTH} characters long.`, { pointer });
  }
  return name;
}

/** Like `storedName`, but also refuses a colon, which HTTP Basic does not allow in user names (RFC 7617 §2). */
export function loginName(text: string, field: Field): string {
  const name = storedName(text, field);
  if (name.includes(':'))
    throw invalid(`${field.label} must not contain a colon.`, { pointer: field.pointer });
  return name;
}
