import { storedName } from '../accounts/name.js';

/** The name of an organization as it is stored. Throws `invalid` as `storedName` does. */
export function organizationName(text: string): string {
  return storedName(text, { label: 'The name of the organization', pointer: '/name' });
}
