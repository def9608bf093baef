import { type ResourceType, type Schema } from './attribute.js';
import { COMMON_ATTRIBUTES } from './common.js';
import { ENTERPRISE_USER_SCHEMA } from './enterprise-user.js';
import { EXPENSE_USER_SCHEMA } from './expense-user.js';
import { GROUP_SCHEMA } from './group.js';
import { USER_SCHEMA } from './user.js';

export const USER: ResourceType = {
  name: 'User',
  endpoint: '/Users',
  description: 'User Account',
  schema: USER_SCHEMA,
  extensions: [ENTERPRISE_USER_SCHEMA, EXPENSE_USER_SCHEMA],
  common: COMMON_ATTRIBUTES,
  // Declaree's published examples omit `name.`.
  aliases: new Map([
    ['familyname', 'name.familyName'],
    ['givenname', 'name.givenName'],
    ['middlename', 'name.middleName'],
  ]),
};

export const GROUP: ResourceType = {
  name: 'Group',
  endpoint: '/Groups',
  description: 'Group',
  schema: GROUP_SCHEMA,
  extensions: [],
  common: COMMON_ATTRIBUTES,
  aliases: new Map(),
};

export const RESOURCE_TYPES: readonly ResourceType[] = [USER, GROUP];

/** All published schemas, in the order of `/Schemas`. */
export const SCHEMAS: readonly Schema[] = RESOURCE_TYPES.flatMap((type) => [type.schema, ...type.extensions]);

/** The published schema with that URN, in any letter case. */
export function findSchema(urn: string): Schema | undefined {
  const wanted = urn.toLowerCase();
  return SCHEMAS.find((schema) => schema.id.toLowerCase() === wanted);
}

/** The resource type with that endpoint, such as `/Users`, in any letter case. */
export function findEndpoint(endpoint: string): ResourceType | undefined {
  const wanted = endpoint.toLowerCase();
  return RESOURCE_TYPES.find((type) => type.endpoint.toLowerCase() === wanted);
}

/** The resource type with that name, in any letter case. */
export function findResourceType(name: string): ResourceType | undefined {
  const wanted = name.toLowerCase();
  return RESOURCE_TYPES.find((type) => type.name.toLowerCase() === wanted);
}
