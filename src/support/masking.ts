import type { ReadChange } from '../common/changes.js';
import type { RefusedValue } from '../provisioning/log/event-subject.js';
import type { ReadEvent } from '../provisioning/log/provisioning-log.service.js';
import { readingOf } from '../provisioning/log/readings.js';
import { isMasked } from '../users/personal-data.js';

/** Replaces a value, or its beginning. */
export const MASK = '•••';

/** The last characters of an IBAN stay readable, so that a customer can recognize it. */
const IBAN_END = 4;

/** Matches ids and date-times, which are kept, and possible account numbers, phone numbers and dates of birth. */
const IN_TEXT =
  /([\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+Z)|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b|\+?\d[\d ()/.-]{6,}\d/gi;

export function maskedChanges(changes: readonly ReadChange[]): ReadChange[] {
  return changes.map((change) =>
    isMasked(change.path)
      ? { ...change, old: masked(change.path, change.old), new: masked(change.path, change.new) }
      : change,
  );
}

/** Masks values quoted in a text of the program. */
export function maskedText(text: string): string {
  return text.replace(IN_TEXT, (found, kept) => (kept ? found : MASK));
}

/** Masks an event of the provisioning log for support staff, its sentence included. Names stay readable. */
export function maskedEvent(event: ReadEvent): ReadEvent {
  const { refused } = event;
  const isHidden = refused !== null && refused.value !== null && isMasked(refused.attribute);
  const masks = {
    refused: refused && {
      ...refused,
      value: isHidden ? String(masked(refused.attribute, refused.value)) : maskedValue(refused),
    },
  };
  const shown = { ...maskedRecord(event), ...masks };
  return { ...shown, ...readingOf(shown) };
}

/** Names are not masked, although they may look like a telephone number. */
function maskedValue({ attribute, value }: RefusedValue): string | null {
  if (value === null) return null;
  return attribute === 'userName' || attribute === 'displayName' ? value : maskedText(value);
}

/** Masks an entry for support staff. */
export function maskedRecord<Record extends { changes: readonly ReadChange[]; detail: string | null }>(
  record: Record,
): Record {
  const detail = record.detail === null ? null : maskedText(record.detail);
  return { ...record, changes: maskedChanges(record.changes), detail };
}

function masked(path: string, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  const isIban = /iban$/i.test(path) && typeof value === 'string' && value.length > 2 * IBAN_END;
  return isIban ? `${MASK}${value.slice(-IBAN_END)}` : MASK;
}
