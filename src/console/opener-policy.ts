import type { FastifyRequest } from 'fastify';
import { pathOf } from '../platform/http/request-path.js';
import { nextPath } from './next-path.js';

/** Where an administrator allows an app, or refuses it. */
export const CONSENT_PATH = '/oauth/authorize';

const LOGIN_PATH = '/login';

/** Whether the request is about allowing an app: the page itself, or the login on the way to it. */
function isOfConsent(request: FastifyRequest): boolean {
  const path = pathOf(request);
  if (path !== LOGIN_PATH) return path === CONSENT_PATH;
  const { url, body } = request;
  const fields = body instanceof URLSearchParams ? body : new URLSearchParams(url.slice(path.length));
  return pathOf({ url: nextPath(fields.getAll('next').at(-1)) }) === CONSENT_PATH;
}

/**
 * The headers that let an app open its request in a popup. With the policy of all other pages, `same-origin`, the browser
 * cuts a popup off from its opener for good, so that the app would never learn the answer. Redirects need them too.
 */
export function openerHeaders(request: FastifyRequest): Record<string, string> {
  return isOfConsent(request) ? { 'cross-origin-opener-policy': 'unsafe-none' } : {};
}
