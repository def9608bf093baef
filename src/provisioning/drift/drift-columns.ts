import { foldKey } from '../../common/fold-key.js';

/** The text fields of users that are compared. */
export const COMPARED_TEXTS = [
  'externalId',
  'displayName',
  'givenName',
  'middleName',
  'familyName',
  'nickName',
  'title',
  'department',
  'division',
  'costCenter',
  'employeeNumber',
  'userType',
  'preferredLanguage',
  'locale',
  'timezone',
] as const;

/** All fields that are compared. */
export const COMPARED_FIELDS = ['userName', 'email', 'active', ...COMPARED_TEXTS] as const;
export type ComparedField = (typeof COMPARED_FIELDS)[number];

/**
 * Other headings for these fields in exports: Okta's reports and profiles, and Entra's user list. Letter
 * case, spaces, hyphens and underscores in headings are ignored.
 */
const ALIASES: Readonly<Partial<Record<ComparedField, readonly string[]>>> = {
  userName: ['login', 'userPrincipalName', 'upn', 'user', 'Okta username'],
  email: ['mail', 'e-mail', 'emailAddress', 'primaryEmail', 'workEmail'],
  active: ['status', 'userStatus', 'accountEnabled', 'enabled', 'state'],
  externalId: ['id', 'userId', 'objectId', 'oktaId'],
  givenName: ['firstName', 'first'],
  familyName: ['lastName', 'surname', 'last', 'sn'],
  title: ['jobTitle'],
  employeeNumber: ['employeeId', 'personnelNumber'],
};

const BY_KEY = new Map(
  COMPARED_FIELDS.flatMap((field) =>
    [field, ...(ALIASES[field] ?? [])].map((heading) => [headingKey(heading), field] as const),
  ),
);

/** The columns of a list. */
export interface DriftColumns {
  /** The position of each field that the list has. */
  fields: ReadonlyMap<ComparedField, number>;
  /** Headings that are not compared. */
  ignored: readonly string[];
}

/**
 * The columns that a heading row names. If several match one field, the one with the field's own name is
 * used, else the first.
 */
export function driftColumns(heading: readonly string[]): DriftColumns {
  const fields = new Map<ComparedField, number>();
  for (const [index, text] of heading.entries()) {
    const field = BY_KEY.get(headingKey(text));
    if (field === undefined) continue;
    const isOwnName = headingKey(text) === headingKey(field);
    if (isOwnName || !fields.has(field)) fields.set(field, index);
  }
  const used = new Set(fields.values());
  const ignored = heading.filter((text, index) => !used.has(index) && text.trim() !== '');
  return { fields, ignored };
}

/** Okta's statuses, and the words that spreadsheets use for yes and no. */
const ACTIVE = ['active', 'true', 'yes', '1', 'enabled', 'staged', 'provisioned', 'pending', 'recovery'];
const ACTIVE_TOO = ['passwordexpired', 'passwordreset', 'lockedout', 'suspended', 'waar', 'wahr', 'vrai'];
const INACTIVE = ['inactive', 'deactivated', 'deprovisioned', 'deleted', 'disabled', 'false', 'no', '0'];
const INACTIVE_TOO = ['onwaar', 'falsch', 'faux'];
const STATES = new Map<string, boolean>([
  ...[...ACTIVE, ...ACTIVE_TOO].map((word) => [word, true] as const),
  ...[...INACTIVE, ...INACTIVE_TOO].map((word) => [word, false] as const),
]);

/**
 * Whether a state in a list means an active user: true for every state of Okta in which a person stays assigned, such as
 * `SUSPENDED`. undefined for an unknown word.
 */
export function isActiveState(text: string): boolean | undefined {
  return STATES.get(headingKey(text));
}

/** People write `User name`, `user_name` or `USERNAME`. */
function headingKey(text: string): string {
  return foldKey(text).replaceAll(/[\s_-]/g, '');
}
