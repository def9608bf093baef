import { storedName } from '../accounts/name.js';

/** The name that people give a group, as it is stored. Throws `invalid` as `storedName` does. */
export function groupName(text: string): string {
  return storedName(text, { label: 'The name of the group', pointer: '/displayName' });
}
