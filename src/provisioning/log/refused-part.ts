import { contains, not, present, type Where } from '../../platform/database/sql/predicate.js';
import type { RefusedValue } from './event-subject.js';
import { attributeName } from './explanation.js';
import type { EXPLANATIONS } from './explanations.js';
import type { ProvisioningEvent } from './provisioning-event.entity.js';

/** What was refused, if the code alone does not say it. */
export interface RefusedPart {
  /** The attribute, as SCIM names it. */
  attribute: string | null;
  /** The value as sent; only for codes for which each value is a separate cause. */
  value: string | null;
}

export const NO_PART: RefusedPart = { attribute: null, value: null };

type Code = keyof typeof EXPLANATIONS;

/** Codes of faults in any attribute: each attribute is fixed separately. */
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

/** Codes of values that many people share and that identify nobody. */
const OF_VALUE: ReadonlySet<string> = new Set<Code>(['unknown-role']);

/** What an event says of its refusal; `refused` is `RefusedValue` as JSON. */
type Refusal = Pick<ProvisioningEvent, 'code' | 'refused'>;

export function refusedPartOf({ code, refused }: Refusal): RefusedPart {
  if (code === null || refused === null || !OF_ATTRIBUTE.has(code)) return NO_PART;
  const { attribute, value } = JSON.parse(refused) as RefusedValue;
  return { attribute, value: OF_VALUE.has(code) ? value : null };
}

/** The condition for events with the same code to have the same `RefusedPart`. */
export function samePart({ code, refused }: Refusal): Where<ProvisioningEvent>[] {
  if (code === null || !OF_ATTRIBUTE.has(code)) return [];
  if (refused === null) return [not(present('refused'))];
  const { attribute, value } = JSON.parse(refused) as RefusedValue;
  return [hasMember({ attribute }), ...(OF_VALUE.has(code) ? [hasMember({ value })] : [])];
}

/** Quotes are escaped inside JSON strings, so only a member has this form. */
const hasMember = (member: Partial<RefusedValue>): Where<ProvisioningEvent> =>
  contains('refused', JSON.stringify(member).slice(1, -1));

/** The attribute and the value in brackets, after a space; empty if they are not known. */
export function partInWords({ attribute, value }: RefusedPart): string {
  if (attribute === null) return '';
  return ` (${attributeName(attribute)}${value === null ? '' : ` "${value}"`})`;
}
