import type { User } from './user.entity.js';
import type { UserValue } from './user-value.entity.js';

/** The free texts of a user: each is stored as sent and, beside it, folded for searching. */
export const USER_TEXTS = [
  'displayName',
  'formattedName',
  'familyName',
  'givenName',
  'middleName',
  'honorificPrefix',
  'honorificSuffix',
  'nickName',
  'title',
  'userType',
  'preferredLanguage',
  'locale',
  'timezone',
  'employeeNumber',
  'costCenter',
  'organizationName',
  'division',
  'department',
  'iban',
  'requestedOrganization',
] as const satisfies readonly (keyof User)[];

export type UserText = (typeof USER_TEXTS)[number];

/** What is stored of a user besides those texts, and may change. */
const USER_SETTINGS = [
  'userName',
  'externalId',
  'profileUrl',
  'active',
  'role',
  'organizationId',
  'managerId',
  'managerReference',
  'managerByValue',
  'managerLeft',
] as const satisfies readonly (keyof User)[];

export const USER_COLUMNS = [...USER_SETTINGS, ...USER_TEXTS] as const;

export type UserFields = Pick<User, (typeof USER_COLUMNS)[number]>;

/** Who the manager is, or how the client has named the one who is awaited. */
export type ManagerFields = Pick<
  UserFields,
  'managerId' | 'managerReference' | 'managerByValue' | 'managerLeft'
>;

/** What a user has who has no manager and waits for none. */
export const NO_MANAGER: ManagerFields = {
  managerId: null,
  managerReference: null,
  managerByValue: false,
  managerLeft: false,
};

/** The texts of one element of a multi-valued attribute. */
export const VALUE_TEXTS = [
  'value',
  'display',
  'type',
  'formatted',
  'streetAddress',
  'locality',
  'region',
  'postalCode',
  'country',
] as const satisfies readonly (keyof UserValue)[];

export type ValueText = (typeof VALUE_TEXTS)[number];

const VALUE_COLUMNS = ['attribute', ...VALUE_TEXTS, 'isPrimary'] as const;
export const OWNED_VALUE_COLUMNS = ['userId', ...VALUE_COLUMNS] as const;

/** One element of a multi-valued attribute; the elements of one attribute keep their order. */
export type UserValueFields = Pick<UserValue, (typeof VALUE_COLUMNS)[number]>;

/** A user as read for showing or changing: fields, values, and the names of what the fields point to. */
export interface StoredUser extends UserFields {
  id: string;
  size: number;
  version: number;
  createdAt: string;
  updatedAt: string;
  /** Name of the organization the user is in. */
  organizationLabel: string;
  managerDisplayName: string | null;
  values: UserValueFields[];
}

/**
 * A user just made: what the caller gave, completed, without the names of what it points to, but for that of a
 * manager who was bound only now.
 */
export type CreatedUser = Omit<StoredUser, 'organizationLabel' | 'managerDisplayName'> &
  Partial<Pick<StoredUser, 'managerDisplayName'>>;

/** A new user: fields left out are empty, a new user is an active employee. */
export type NewUser = Pick<UserFields, 'organizationId' | 'userName'> &
  Partial<UserFields> & {
    /** Made for the user, unless its maker has one that nobody has. */
    id?: string;
    passwordHash?: string | null;
    values?: readonly (Pick<UserValueFields, 'attribute'> & Partial<UserValueFields>)[];
  };

const NO_TEXTS = Object.fromEntries(USER_TEXTS.map((name) => [name, null])) as Record<UserText, null>;

/** How the manager was named who is awaited; null where there is one, or none is waited for. One who has left is not shown. */
export function awaitedManagerOf({ managerId, managerReference, managerLeft }: ManagerFields): string | null {
  return managerId === null && !managerLeft ? managerReference : null;
}

/** Whether the user is named as the own manager, which nobody is ever bound as. */
export function isOwnManager(user: ManagerFields & Pick<StoredUser, 'id' | 'externalId'>): boolean {
  const awaited = awaitedManagerOf(user);
  return awaited !== null && (awaited === user.id || awaited === user.externalId);
}

/** What a user has of whom nothing but the login name and the organization is known: an active employee. */
export const EMPTY_FIELDS: Omit<UserFields, 'userName' | 'organizationId'> = {
  ...NO_TEXTS,
  externalId: null,
  profileUrl: null,
  active: true,
  role: 'employee',
  ...NO_MANAGER,
};

export function emptyValue(attribute: string): UserValueFields {
  return {
    attribute,
    value: null,
    display: null,
    type: null,
    isPrimary: null,
    formatted: null,
    streetAddress: null,
    locality: null,
    region: null,
    postalCode: null,
    country: null,
  };
}
