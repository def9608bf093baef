import { invalid } from '../common/errors.js';
import { foldKey } from '../common/fold-key.js';
import { KEY_LENGTH, NAME_LENGTH } from '../platform/database/sql/searchable-text.js';

/** An input member: its label for people, and its JSON pointer. */
export interface Field {
  label: string;
  pointer: string;
}

/**
 * The folded form of a name, by which it is unique and found. Every name of an account, an organization, a user or a group
 * is stored with it, so this is the rule for names of every API (decision 23). Throws `invalid` for a name that is blank
 * or too long.
 */
export function nameKey(name: string, { label, pointer }: Field): string {
  if (name.trim() === '') throw invalid(`${label} must not be empty.`, { pointer });
  const key = foldKey(name);
  // Characters as the databases count them. A folded name can be longer than the name.
  const isLong = name.length > NAME_LENGTH && Array.from(name).length > NAME_LENGTH;
  if (isLong || key.length > KEY_LENGTH) {
    throw invalid(`${label} must be at most ${NAME_LENGTH} characters long.`, { pointer });
  }
  return key;
}

/** Trims a name that a person typed. Throws `invalid` like `nameKey`, and for control characters. */
export function typedName(text: string, field: Field): string {
  const name = text.trim();
  nameKey(name, field);
  if (!/\p{Cc}/u.test(name)) return name;
  throw invalid(`${field.label} must not contain control characters.`, { pointer: field.pointer });
}

/** Like `typedName`, but also refuses a colon, which HTTP Basic does not allow in user names (RFC 7617 §2). */
export function typedLoginName(text: string, field: Field): string {
  const name = typedName(text, field);
  if (!name.includes(':')) return name;
  throw invalid(`${field.label} must not contain a colon.`, { pointer: field.pointer });
}
