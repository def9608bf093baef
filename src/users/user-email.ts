import { emptyValue, type UserValueFields } from './user-fields.js';

/** Whether a text looks like an e-mail address. Only a mail server can tell for sure. */
export const isAddress = (text: string) => /^[^\s@]+@[^\s@]+$/.test(text);

/**
 * The address for mails to a user: the primary work address, else the first work address, else a primary one of another
 * type, else the first without a type. Never a home address that is not primary.
 */
export function emailOf(values: readonly UserValueFields[]): string | null {
  return workEmails(values)[0]?.value ?? null;
}

/** Replaces the address of `emailOf` by `email`; null removes all such addresses. */
export function withEmail(values: readonly UserValueFields[], email: string | null): UserValueFields[] {
  const known = workEmails(values);
  if (email === null) return values.filter((value) => !known.includes(value));
  const [old] = known;
  if (!old) return [...values, { ...emptyValue('emails'), value: email, type: 'work', isPrimary: true }];
  const same = (value: UserValueFields) => value.value === email && typeOf(value) === typeOf(old);
  return values
    .filter((value) => value === old || value.attribute !== 'emails' || !same(value))
    .map((value) => (value === old ? { ...value, value: email } : value));
}

/** Best match first. */
function workEmails(values: readonly UserValueFields[]): UserValueFields[] {
  return values
    .filter(({ attribute, value }) => attribute === 'emails' && value !== null)
    .filter((value) => rank(value) < NO_WORK_EMAIL)
    .toSorted((one, other) => rank(one) - rank(other));
}

const NO_WORK_EMAIL = 4;

function rank(email: UserValueFields): number {
  const isPrimary = email.isPrimary === true;
  if (typeOf(email) === 'work') return isPrimary ? 0 : 1;
  if (isPrimary) return 2;
  return email.type === null ? 3 : NO_WORK_EMAIL;
}

function typeOf({ type }: UserValueFields): string | null {
  return type === null ? null : type.toLowerCase();
}
