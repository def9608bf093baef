import type { RecordedEvent } from './provisioning-log.service.js';

/** Why something was refused, to end a sentence, and the next step of the customer's administrator. */
export interface Explanation {
  reason: string;
  advice: string;
}

/** Where what to say depends on the event. */
export type Explain = (event: RecordedEvent) => Explanation;

/** Where Okta keeps the base URL and the credentials. */
export const CONNECTION = 'in Okta under Provisioning > Integration';
/** Where Okta says which attribute is sent from what. */
export const MAPPINGS = 'in Okta under Provisioning > To App > Attribute Mappings';
export const RETRY = 'Then retry: in Okta under Dashboard > Tasks, select the task and press Retry Selected.';

/** How support finds an event. */
export function reference({ id, time }: RecordedEvent): string {
  return `the event id ${id} and the time ${time}`;
}
