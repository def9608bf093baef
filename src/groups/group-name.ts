import { storedName } from '../accounts/name.js';

export const GROUP_NAME = { label: 'The name of the group', pointer: '/displayName' };

/** Normalizes a group name. Throws `invalid` like `storedName`. */
export function groupName(text: string): string {
  return storedName(text, GROUP_NAME);
}
