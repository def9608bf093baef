import { providerOf } from '../../provisioning-log/identity-provider.js';
import type { NewEvent } from '../../provisioning-log/recorded-event.js';

/** A request that failed, before it is known whose it was. */
export type Failure = Omit<NewEvent, 'actor' | 'outcome' | 'changes'>;

/** Refusals of whoever may not use SCIM at all, whatever the request is. */
const OF_CALLER = new Set(['inactive', 'not-an-admin', 'scim-module-off']);

const THROTTLED = 429;

/** Whether a refusal is of whoever asks, and not of what is asked. */
export function isOfCaller(code: string | null): boolean {
  return code !== null && OF_CALLER.has(code);
}

/**
 * What makes two failures of one caller the same. Those that are about the caller are the same for every request; others
 * only where the resource and all that was said are. Of clients, the identity providers count each for itself and the
 * others together: what they call themselves could be anything.
 */
export function failureKind(failure: Failure): string {
  const { operation, resourceType, resourceId, status, code, detail, client } = failure;
  const provider = providerOf(client);
  if (status === THROTTLED) return JSON.stringify([provider, status]);
  if (isOfCaller(code)) return JSON.stringify([provider, status, code]);
  return JSON.stringify([provider, operation, resourceType, resourceId, status, code, detail]);
}
