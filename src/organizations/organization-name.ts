import { nameKey, typedName } from '../accounts/name.js';

export const ORGANIZATION_NAME = { label: 'The name of the organization', pointer: '/name' };

/** The name of an organization as a person typed it. Throws `invalid` like `typedName`. */
export const typedOrganizationName = (text: string): string => typedName(text, ORGANIZATION_NAME);

/** The unique key of an organization name. Throws `invalid` like `nameKey`. */
export const organizationNameKey = (name: string): string => nameKey(name, ORGANIZATION_NAME);
