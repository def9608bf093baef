import { storedName } from '../accounts/name.js';

/** Normalizes an organization name. Throws `invalid` like `storedName`. */
export function organizationName(text: string): string {
  return storedName(text, { label: 'The name of the organization', pointer: '/name' });
}
