import type { RefusedValue } from './event-subject.js';
import { attributeName } from './explanation.js';
import type { EXPLANATIONS } from './explanations.js';

/** What was refused, where the code alone does not say it. */
export interface RefusedPart {
  /** The attribute, as SCIM names it. */
  attribute: string | null;
  /** The value as sent; only of codes of which each value is a cause of its own. */
  value: string | null;
}

export const NO_PART: RefusedPart = { attribute: null, value: null };

type Code = keyof typeof EXPLANATIONS;

/** Codes of faults in any attribute: one attribute is mended without the other. */
const OF_ATTRIBUTE: ReadonlySet<string> = new Set<Code>([
  'invalid',
  'invalid-value',
  'invalid-path',
  'mutability',
  'no-target',
  'user-too-large',
  'too-many-elements',
  'unknown-role',
]);

/** Codes of values that many people share, and that name nobody. */
const OF_VALUE: ReadonlySet<string> = new Set<Code>(['unknown-role']);

/** @param refused the column of an event: `RefusedValue` as JSON */
export function refusedPartOf({
  code,
  refused,
}: {
  code: string | null;
  refused: string | null;
}): RefusedPart {
  if (code === null || refused === null || !OF_ATTRIBUTE.has(code)) return NO_PART;
  const { attribute, value } = JSON.parse(refused) as RefusedValue;
  return { attribute, value: OF_VALUE.has(code) ? value : null };
}

/** The attribute and the value in brackets, after a blank; empty if they are not known. */
export function partInWords({ attribute, value }: RefusedPart): string {
  if (attribute === null) return '';
  return ` (${attributeName(attribute)}${value === null ? '' : ` "${value}"`})`;
}
