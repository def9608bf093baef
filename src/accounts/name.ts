import { foldKey } from '../common/fold-key.js';
import { KEY_LENGTH, NAME_LENGTH } from '../platform/database/sql/searchable-text.js';
import { invalidName, type Field } from './refusals.js';

export const USER_NAME: Field = { label: 'The user name', pointer: '/userName' };

/**
 * The folded form of a name, which makes it unique and findable. Every name of an account, an organization, a
 * user or a group is stored with it, so this rule applies to names in every API (decision 23). Throws
 * `invalid` for a name that is blank or too long.
 */
export function nameKey(name: string, field: Field): string {
  if (name.trim() === '') throw invalidName(field, 'not be empty');
  const key = foldKey(name);
  // Characters as the databases count them. A folded name can be longer than the name.
  const isLong = name.length > NAME_LENGTH && Array.from(name).length > NAME_LENGTH;
  if (isLong || key.length > KEY_LENGTH) {
    throw invalidName(field, `be at most ${NAME_LENGTH} characters long`);
  }
  return key;
}

/** Trims a name that a person typed. Throws `invalid` like `nameKey`, and for control characters. */
export function typedName(text: string, field: Field): string {
  const name = text.trim();
  nameKey(name, field);
  if (/\p{Cc}/u.test(name)) throw invalidName(field, 'not contain control characters');
  return name;
}

/** Like `typedName`, but also refuses a colon, which HTTP Basic does not allow in user names (RFC 7617 §2). */
export function typedLoginName(text: string, field: Field): string {
  const name = typedName(text, field);
  if (name.includes(':')) throw invalidName(field, 'not contain a colon');
  return name;
}
