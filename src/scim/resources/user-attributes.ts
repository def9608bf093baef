import type { UserText, ValueText } from '../../users/user-fields.js';
import { ENTERPRISE_USER_SCHEMA } from '../protocol/schema/enterprise-user.js';
import { EXPENSE_USER_SCHEMA } from '../protocol/schema/expense-user.js';
import { USER_SCHEMA } from '../protocol/schema/user.js';

export const ENTERPRISE = ENTERPRISE_USER_SCHEMA.id;
export const EXPENSE = EXPENSE_USER_SCHEMA.id;

/** The column of a single-valued text attribute. */
export interface TextColumn {
  urn: string;
  attribute: string;
  subAttribute?: string;
  column: TextField;
}

/** A column that is compared exactly. */
type ExactField = 'externalId' | 'profileUrl';
type TextField = UserText | 'userName' | ExactField;

export function isExact(column: TextField): column is ExactField {
  return column === 'externalId' || column === 'profileUrl';
}

const core = (attribute: string, column: TextField = attribute as TextField): TextColumn => ({
  urn: USER_SCHEMA.id,
  attribute,
  column,
});
const name = (subAttribute: string, column: TextField = subAttribute as TextField): TextColumn => ({
  urn: USER_SCHEMA.id,
  attribute: 'name',
  subAttribute,
  column,
});
const enterprise = (attribute: string, column: TextField = attribute as TextField): TextColumn => ({
  urn: ENTERPRISE,
  attribute,
  column,
});

/**
 * The single-valued text attributes of a user. The mapper handles the rest: `active`, `password`, the manager, the
 * expense organization and role, and multi-valued attributes.
 */
export const TEXT_COLUMNS: readonly TextColumn[] = [
  core('userName'),
  core('externalId'),
  core('displayName'),
  core('nickName'),
  core('profileUrl'),
  core('title'),
  core('userType'),
  core('preferredLanguage'),
  core('locale'),
  core('timezone'),
  name('formatted', 'formattedName'),
  name('familyName'),
  name('givenName'),
  name('middleName'),
  name('honorificPrefix'),
  name('honorificSuffix'),
  enterprise('employeeNumber'),
  enterprise('costCenter'),
  enterprise('organization', 'organizationName'),
  enterprise('division'),
  enterprise('department'),
  { urn: EXPENSE, attribute: 'iban', column: 'iban' },
];

/** The multi-valued attributes whose elements are rows of `user_values`. */
export const VALUE_ATTRIBUTES: ReadonlySet<string> = new Set(
  USER_SCHEMA.attributes
    .filter(({ multiValued, mutability }) => multiValued && mutability === 'readWrite')
    .map((attribute) => attribute.name),
);

/** Where the sub-attributes of such an element are stored. */
export const VALUE_COLUMNS: readonly (readonly [subAttribute: string, column: ValueText | 'isPrimary'])[] = [
  ['value', 'value'],
  ['display', 'display'],
  ['type', 'type'],
  ['primary', 'isPrimary'],
  ['formatted', 'formatted'],
  ['streetAddress', 'streetAddress'],
  ['locality', 'locality'],
  ['region', 'region'],
  ['postalCode', 'postalCode'],
  ['country', 'country'],
];
