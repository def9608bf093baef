import { type ResourceType, type Schema, type WritableType } from './attribute.js';
import { COMMON_ATTRIBUTES, READ_ONLY_COMMON } from './common.js';
import { ENTERPRISE_USER_SCHEMA } from './enterprise-user.js';
import { EXPENSE_USER_SCHEMA } from './expense-user.js';
import { GROUP_SCHEMA } from './group.js';
import { ENTITLEMENT_SCHEMA, ROLE_SCHEMA } from './okta.js';
import { USER_SCHEMA } from './user.js';

export const USER: WritableType = {
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

export const GROUP: WritableType = {
  name: 'Group',
  endpoint: '/Groups',
  description: 'Group',
  schema: GROUP_SCHEMA,
  extensions: [],
  common: COMMON_ATTRIBUTES,
  aliases: new Map(),
};

export const ROLE: ResourceType = {
  name: 'Role',
  endpoint: '/Roles',
  description: 'Role',
  schema: ROLE_SCHEMA,
  extensions: [],
  common: READ_ONLY_COMMON,
  aliases: new Map(),
};

export const ENTITLEMENT: ResourceType = {
  name: 'Entitlement',
  endpoint: '/Entitlements',
  description: 'Entitlement',
  schema: ENTITLEMENT_SCHEMA,
  extensions: [],
  common: READ_ONLY_COMMON,
  aliases: new Map(),
};

const WRITABLE_TYPES: readonly WritableType[] = [USER, GROUP];

export const RESOURCE_TYPES: readonly ResourceType[] = [...WRITABLE_TYPES, ROLE, ENTITLEMENT];

/** All published schemas, in the order of `/Schemas`. */
export const SCHEMAS: readonly Schema[] = RESOURCE_TYPES.flatMap((type) => [type.schema, ...type.extensions]);

/** The published schema with that URN, in any letter case. */
export function findSchema(urn: string): Schema | undefined {
  const wanted = urn.toLowerCase();
  return SCHEMAS.find((schema) => schema.id.toLowerCase() === wanted);
}

/** The resource type that clients write at that endpoint, such as `/Users`, in any letter case. */
export function findEndpoint(endpoint: string): WritableType | undefined {
  const wanted = endpoint.toLowerCase();
  return WRITABLE_TYPES.find((type) => type.endpoint.toLowerCase() === wanted);
}

/** The resource type with that name, in any letter case. */
export function findResourceType(name: string): ResourceType | undefined {
  const wanted = name.toLowerCase();
  return RESOURCE_TYPES.find((type) => type.name.toLowerCase() === wanted);
}
