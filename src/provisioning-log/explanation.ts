import type { ProviderWords } from './provider-words.js';
import type { RecordedEvent } from './recorded-event.js';

/** Why something was refused, to end a sentence, and the next step of the customer's administrator. */
export interface Explanation {
  reason: string;
  advice: string;
}

/** What to say, in the words of the product that the client is. */
export type Explain = (words: ProviderWords, event: RecordedEvent) => Explanation;

/** How support finds an event. */
export function reference({ id, time }: RecordedEvent): string {
  return `the event id ${id} and the time ${time}`;
}

/** With a capital at its beginning. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
