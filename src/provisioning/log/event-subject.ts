import { firstCharacters } from '../../common/first-characters.js';
import { foldKey } from '../../common/fold-key.js';
import { NAME_LENGTH } from '../../platform/database/sql/searchable-text.js';

/** The names of the user or the group that an event is about, as they were then. */
export interface SubjectNames {
  /** The user name of a user, or the display name of a group. */
  name: string;
  /** The names by which people know a user, such as the display name and the family name. */
  people?: readonly (string | null | undefined)[];
  email?: string | null | undefined;
  externalId?: string | null | undefined;
}

/** Whom or what an event is about: its id, if it existed, and its name at that time. */
export interface EventSubject {
  id: string | null;
  name: string | null;
}

/** A value that was refused, as far as the refusal knows it. */
export interface RefusedValue {
  /** The attribute, as SCIM names it. */
  attribute: string;
  /** The value as sent; null if it is not a short text, a number or a boolean. */
  value: string | null;
  /** Who or what has the value already, if that is why it was refused. */
  takenBy: { id: string; name: string } | null;
}

/** The columns of an event by which its subject is shown and found. */
export interface SubjectColumns {
  subjectName: string | null;
  subjectKey: string | null;
  subjectEmail: string | null;
  subjectExternalId: string | null;
  subjectWords: string | null;
}

/** How much of a name, an e-mail address or an external id counts when events are searched, in characters. */
export const SUBJECT_KEY_LENGTH = 128;

/** How much of the names of people is kept, in characters. */
const WORDS_LENGTH = 100;
/** How much of a refused value is kept, in characters. */
export const VALUE_LENGTH = 120;

export const NO_SUBJECT: SubjectColumns = {
  subjectName: null,
  subjectKey: null,
  subjectEmail: null,
  subjectExternalId: null,
  subjectWords: null,
};

/** The folded form of a name or an e-mail address, by which events are found. */
export function subjectKeyOf(name: string): string {
  // Folding can lengthen a text.
  return firstCharacters(foldKey(firstCharacters(name.trim(), SUBJECT_KEY_LENGTH)), SUBJECT_KEY_LENGTH);
}

/** The part of an external id by which events are found. */
export const externalKeyOf = (externalId: string) => firstCharacters(externalId, SUBJECT_KEY_LENGTH);

/** The columns that store a subject. An e-mail address that is also the name is stored once. */
export function subjectColumns(names: SubjectNames | null | undefined): SubjectColumns {
  if (!names) return NO_SUBJECT;
  const subjectKey = subjectKeyOf(names.name);
  const email = names.email ? subjectKeyOf(names.email) : subjectKey;
  return {
    subjectName: firstCharacters(names.name, NAME_LENGTH),
    subjectKey,
    subjectEmail: email === subjectKey ? null : email,
    subjectExternalId: names.externalId ? externalKeyOf(names.externalId) : null,
    subjectWords: wordsOf(names),
  };
}

/** The names of people, each once: a family name at the end of the display name is not stored again. */
function wordsOf({ people = [] }: SubjectNames): string | null {
  let words = '';
  for (const name of people) {
    const word = foldKey(firstCharacters(name?.trim() ?? '', WORDS_LENGTH));
    if (word !== '' && !words.includes(word)) words = words === '' ? word : `${words} ${word}`;
  }
  return words === '' ? null : firstCharacters(words, WORDS_LENGTH);
}
