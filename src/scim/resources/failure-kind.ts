import { providerOf } from '../../provisioning/log/identity-provider.js';
import type { NewEvent } from '../../provisioning/log/recorded-event.js';

/** A failed request, without its caller. */
export type Failure = Omit<NewEvent, 'actor' | 'outcome' | 'changes'>;

/** Codes of refusals that concern the caller, whatever the request is. */
const OF_CALLER = new Set(['inactive', 'not-an-admin', 'scim-module-off', 'scim-paused']);

const UNAUTHENTICATED = 401;
const THROTTLED = 429;
const UNAVAILABLE = 503;
const WHATEVER_IS_SENT = new Set([UNAUTHENTICATED, THROTTLED, UNAVAILABLE]);

/** Whether a refusal concerns the caller rather than the request. */
export function isOfCaller(code: string | null): boolean {
  return code !== null && OF_CALLER.has(code);
}

/** Whether the failure does not depend on what is sent, so that it is not about a user or a group. */
export function isWhateverIsSent({ status, code }: Pick<Failure, 'status' | 'code'>): boolean {
  return WHATEVER_IS_SENT.has(status) || isOfCaller(code);
}

/**
 * The key by which repeated failures of one caller are counted. Failures that concern the caller are the same for every
 * request, others only with the same resource, name and detail. Each identity provider counts separately, other clients
 * together, because their names could be anything.
 */
export function failureKind(failure: Failure): string {
  const { operation, resourceType, resourceId, subject, status, code, detail, client } = failure;
  const provider = providerOf(client);
  if (status === THROTTLED) return JSON.stringify([provider, status]);
  if (isOfCaller(code)) return JSON.stringify([provider, status, code]);
  const about = [resourceType, resourceId, subject?.name ?? null];
  return JSON.stringify([provider, operation, ...about, status, code, detail]);
}
