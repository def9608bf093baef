import { firstCharacters } from '../common/first-characters.js';
import { foldKey } from '../common/fold-key.js';

/** What the name that people know somebody by is made of. */
export interface Named {
  userName: string;
  displayName: string | null;
  formattedName: string | null;
  givenName: string | null;
  familyName: string | null;
}

/** How much of a shown name's folded form is kept to sort by. */
export const SHOWN_NAME_LENGTH = 255;

/** The name by which lists for people show somebody: the display name, else the full name, else the login name. */
export function shownName({ displayName, formattedName, givenName, familyName, userName }: Named): string {
  const full = [givenName, familyName].filter(Boolean).join(' ');
  return [displayName, formattedName, full].find((name) => name?.trim()) ?? userName;
}

/** The folded form of the shown name, by which those lists are sorted. */
export function shownNameKey(user: Named): string {
  return firstCharacters(foldKey(shownName(user).trim()), SHOWN_NAME_LENGTH);
}
