import { storedName } from '../accounts/name.js';

export const ORGANIZATION_NAME = { label: 'The name of the organization', pointer: '/name' };

/** Normalizes an organization name. Throws `invalid` like `storedName`. */
export function organizationName(text: string): string {
  return storedName(text, ORGANIZATION_NAME);
}
