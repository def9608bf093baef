import type { ReadChange } from '../common/changes.js';

/**
 * Attributes that staff need not see to help: by their first name in a path, whatever schema stands before it.
 * This is the one list; what a customer's admin reads is never masked.
 */
const PERSONAL = new Set([
  'iban',
  'addresses',
  'phoneNumbers',
  'photos',
  'ims',
  'x509Certificates',
  'birthday',
  'dateOfBirth',
  'birthDate',
]);

/** What stands for a value, or its beginning. */
export const MASK = '•••';

/** Of an account number so many characters at its end stay, by which a customer can tell which one it is. */
const IBAN_END = 4;

/** Ids and instants, which stay, and then what may be an account number, a telephone number or a day of birth. */
const IN_TEXT =
  /([\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+Z)|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b|\+?\d[\d ()/.-]{6,}\d/gi;

/** Whether a change is of something that staff see masked. */
export function isPersonal(path: string): boolean {
  const name = path.slice(path.lastIndexOf(':') + 1);
  return PERSONAL.has(/^\w+/.exec(name)?.[0] ?? '');
}

/** Changes as staff see them. */
export function maskedChanges(changes: readonly ReadChange[]): ReadChange[] {
  return changes.map((change) =>
    isPersonal(change.path)
      ? { ...change, old: masked(change.path, change.old), new: masked(change.path, change.new) }
      : change,
  );
}

/** A text of the program's own in which a value may be quoted. */
export function maskedText(text: string | null): string | null {
  return text === null ? null : text.replace(IN_TEXT, (found, kept) => (kept ? found : MASK));
}

/** An event or an entry as staff see it. */
export function maskedRecord<Record extends { changes: readonly ReadChange[]; detail: string | null }>(
  record: Record,
): Record {
  return { ...record, changes: maskedChanges(record.changes), detail: maskedText(record.detail) };
}

function masked(path: string, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  const isIban = /iban$/i.test(path) && typeof value === 'string' && value.length > 2 * IBAN_END;
  return isIban ? `${MASK}${value.slice(-IBAN_END)}` : MASK;
}
