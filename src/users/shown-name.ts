import { firstCharacters } from '../common/first-characters.js';
import { foldKey } from '../common/fold-key.js';

/** The parts of the shown name. */
export interface Named {
  userName: string;
  displayName: string | null;
  formattedName: string | null;
  givenName: string | null;
  familyName: string | null;
}

/** The columns of a user that the shown name is made of. */
export const NAME_COLUMNS = [
  'userName',
  'displayName',
  'formattedName',
  'givenName',
  'familyName',
] as const satisfies readonly (keyof Named)[];

/** Maximum length of the sort key of a shown name. */
export const SHOWN_NAME_LENGTH = 255;

/** The name shown to people: the display name, else the full name, else the login name. */
export function shownName({ displayName, formattedName, givenName, familyName, userName }: Named): string {
  const full = [givenName, familyName].filter(Boolean).join(' ');
  return [displayName, formattedName, full].find((name) => name?.trim()) ?? userName;
}

/** The sort key of the shown name. */
export function shownNameKey(user: Named): string {
  return firstCharacters(foldKey(shownName(user).trim()), SHOWN_NAME_LENGTH);
}
