import type { FastifyRequest } from 'fastify';
import { pathOf, queryOf } from '../platform/http/request-path.js';
import { contentSecurityPolicy } from './content-security-policy.js';
import { nextPath } from './next-path.js';

/** Where an administrator allows an app, or refuses it. */
export const CONSENT_PATH = '/oauth/authorize';

const LOGIN_PATH = '/login';

/** Whether the request is about allowing an app: the page itself, or the login on the way to it. */
function isOfConsent(request: FastifyRequest): boolean {
  const path = pathOf(request);
  if (path !== LOGIN_PATH) return path === CONSENT_PATH;
  const { body } = request;
  const fields = body instanceof URLSearchParams ? body : queryOf(request);
  return pathOf({ url: nextPath(fields.getAll('next').at(-1)) }) === CONSENT_PATH;
}

const HEADERS = {
  'cross-origin-opener-policy': 'unsafe-none',
  'content-security-policy': contentSecurityPolicy({ leaves: true }),
};

/**
 * The headers of the page where an app is allowed, of the login on the way to it, and of their redirects. The app may open its
 * request in a popup. With `same-origin`, the policy of all other pages, the browser would cut the popup off from its opener for
 * good, and the app would never get the answer. Also, the form leads to the app, which may redirect further, to its host for this
 * customer: Okta has one callback for all customers.
 */
export function consentHeaders(request: FastifyRequest): Record<string, string> {
  return isOfConsent(request) ? HEADERS : {};
}
