import type { User } from './user.entity.js';
import type { UserValue } from './user-value.entity.js';

/** Texts of a user; each is stored as sent, and folded for searching. */
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

/** Other stored fields that may change. */
const USER_SETTINGS = [
  'userName',
  'externalId',
  'profileUrl',
  'active',
  'role',
  'roleOrigin',
  'organizationId',
  'managerId',
  'managerReference',
  'managerByValue',
  'managerLeft',
] as const satisfies readonly (keyof User)[];

export const USER_COLUMNS = [...USER_SETTINGS, ...USER_TEXTS] as const;

export type UserFields = Pick<User, (typeof USER_COLUMNS)[number]>;

/** The manager, or the client's reference to an awaited manager. */
export type ManagerFields = Pick<
  UserFields,
  'managerId' | 'managerReference' | 'managerByValue' | 'managerLeft'
>;

/** The fields of a user without a manager. */
export const NO_MANAGER: ManagerFields = {
  managerId: null,
  managerReference: null,
  managerByValue: false,
  managerLeft: false,
};

/** Text columns of one element of a multi-valued attribute. */
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

/** A user as read: fields, values, and the names of references. */
export interface StoredUser extends UserFields {
  id: string;
  size: number;
  version: number;
  createdAt: string;
  updatedAt: string;
  /** Name of the user's organization. */
  organizationLabel: string;
  managerDisplayName: string | null;
  values: UserValueFields[];
}

/** A newly created user: the completed input, without the names of references, except a newly bound manager. */
export type CreatedUser = Omit<StoredUser, 'organizationLabel' | 'managerDisplayName'> &
  Partial<Pick<StoredUser, 'managerDisplayName'>>;

/** A new user: missing fields are empty; defaults to an active employee. */
export type NewUser = Pick<UserFields, 'organizationId' | 'userName'> &
  Partial<UserFields> & {
    /** Generated if omitted. */
    id?: string;
    passwordHash?: string | null;
    values?: readonly (Pick<UserValueFields, 'attribute'> & Partial<UserValueFields>)[];
  };

const NO_TEXTS = Object.fromEntries(USER_TEXTS.map((name) => [name, null])) as Record<UserText, null>;

/** The reference of an awaited manager; null if the manager is bound, deleted or not set. */
export function awaitedManagerOf({ managerId, managerReference, managerLeft }: ManagerFields): string | null {
  return managerId === null && !managerLeft ? managerReference : null;
}

/** Whether the user is named as their own manager, who is never bound. */
export function isOwnManager(user: ManagerFields & Pick<StoredUser, 'id' | 'externalId'>): boolean {
  const awaited = awaitedManagerOf(user);
  return awaited !== null && (awaited === user.id || awaited === user.externalId);
}

/** Default fields of a user: an active employee. */
export const EMPTY_FIELDS: Omit<UserFields, 'userName' | 'organizationId'> = {
  ...NO_TEXTS,
  externalId: null,
  profileUrl: null,
  active: true,
  role: 'employee',
  roleOrigin: null,
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
