import { storedName } from '../accounts/name.js';

/** Normalizes a group name. Throws `invalid` like `storedName`. */
export function groupName(text: string): string {
  return storedName(text, { label: 'The name of the group', pointer: '/displayName' });
}
