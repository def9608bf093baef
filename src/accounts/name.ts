import { foldKey } from '../common/fold-key.js';
import { KEY_LENGTH, NAME_LENGTH } from '../platform/database/sql/searchable-text.js';
import { invalidName, type Field } from './refusals.js';

export const USER_NAME: Field = { label: 'The user name', pointer: '/userName' };

/**
 * Trims a name. Throws `invalid` if it is empty, contains control characters, or if it or its folded form is too long.
 */
export function storedName(text: string, field: Field): string {
  const name = text.trim();
  if (name === '') throw invalidName(field, 'not be empty');
  if (/\p{Cc}/u.test(name)) throw invalidName(field, 'not contain control characters');
  if (name.length > NAME_LENGTH || foldKey(name).length > KEY_LENGTH) {
    throw invalidName(field, `be at most ${NAME_LENGTH} characters long`);
  }
  return name;
}

/** Like `storedName`, but also refuses a colon, which HTTP Basic does not allow in user names (RFC 7617 §2). */
export function loginName(text: string, field: Field): string {
  const name = storedName(text, field);
  if (name.includes(':')) throw invalidName(field, 'not contain a colon');
  return name;
}
