import { foldKey } from '../../common/fold-key.js';
import type { ProviderWords } from './provider-words.js';
import type { RecordedEvent } from './recorded-event.js';

/** Why something was refused, as the end of a sentence, and what the customer's administrator does next. */
export interface Explanation {
  reason: string;
  advice: string;
}

/** Explains an event in the terms of the client's product. */
export type Explain = (words: ProviderWords, event: RecordedEvent) => Explanation;

/** An explanation that is the same in the terms of every product. */
export const always =
  (reason: string, advice: string): Explain =>
  () => ({ reason, advice });

/** What support needs to find an event. */
export function reference({ id, time }: RecordedEvent): string {
  return `the event id ${id} and the time ${time}`;
}

/** The attribute without its schema, and `manager` rather than its parts. */
export function attributeName(path: string): string {
  const name = path.slice(path.lastIndexOf(':') + 1);
  return name.startsWith('manager.') ? 'manager' : name;
}

/** The attribute that was refused, with its name if the event knows it. */
export function refusedAttribute({ refused }: RecordedEvent): string {
  return refused === null
    ? 'the attribute that the detail names'
    : `the attribute ${attributeName(refused.attribute)}`;
}

/** Capitalizes the first letter. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * Who holds a name that was refused: the holder's own name and kind, or `unnamed` if the name is the one that
 * was sent.
 */
export function holderOf({ refused, subject }: RecordedEvent, unnamed: string, kind: string): string {
  const name = refused?.takenBy?.name;
  const sent = [refused?.value, subject?.name].map((each) => foldKey(each ?? ''));
  return name === undefined || sent.includes(foldKey(name)) ? unnamed : `${name}, ${kind}`;
}
