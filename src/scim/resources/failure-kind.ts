import { providerOf } from '../../provisioning-log/identity-provider.js';
import type { NewEvent } from '../../provisioning-log/recorded-event.js';

/** A failed request, without its caller. */
export type Failure = Omit<NewEvent, 'actor' | 'outcome' | 'changes'>;

/** Codes of refusals that concern the caller, whatever the request is. */
const OF_CALLER = new Set(['inactive', 'not-an-admin', 'scim-module-off', 'scim-paused']);

const THROTTLED = 429;

/** Whether a refusal concerns the caller rather than the request. */
export function isOfCaller(code: string | null): boolean {
  return code !== null && OF_CALLER.has(code);
}

/**
 * The key by which repeated failures of one caller are counted. Failures that concern the caller are the same for every
 * request, others only with the same resource and detail. Each identity provider counts separately, other clients
 * together, because their names could be anything.
 */
export function failureKind(failure: Failure): string {
  const { operation, resourceType, resourceId, status, code, detail, client } = failure;
  const provider = providerOf(client);
  if (status === THROTTLED) return JSON.stringify([provider, status]);
  if (isOfCaller(code)) return JSON.stringify([provider, status, code]);
  return JSON.stringify([provider, operation, resourceType, resourceId, status, code, detail]);
}
