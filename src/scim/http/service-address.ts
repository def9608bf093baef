import type { FastifyRequest } from 'fastify';
import type { AuthenticatedRequest } from '../../auth/principal.js';
import type { DomainError } from '../../common/errors.js';
import { isScimPath, pathInScim, pathOf, SCIM_PATH } from '../../platform/http/request-path.js';
import { userLocation } from '../resources/user-presenter.js';
import { besideScim } from './refusals.js';

/** The paths that SCIM clients append to their base URL. */
const ENDPOINT =
  /^\/scim(?:\/|$)|\/(?:Users|Groups|Roles|Entitlements|Me|Bulk|\.search|ServiceProviderConfig|ResourceTypes|Schemas)(?:\/[^/]*)?\/?$/i;
/** The paths of a client whose base URL already ends with a collection. No id equals these names. */
const ENDPOINT_AS_ID =
  /^\/(?:Users|Groups)\/(?:Users|Groups|Roles|Entitlements|Me|Bulk|ServiceProviderConfig|ResourceTypes|Schemas)\/?$/i;
const ME = /^\/me\/?$/i;

const baseUrlOf = (request: FastifyRequest) => `${request.publicUrl}${SCIM_PATH}`;

/** Whether a SCIM client misses the service, so that its base URL must be wrong: `/Users`, `/scim/v1/Users`. */
export function isBesideScim(path: string, request: FastifyRequest): boolean {
  const isForBrowser = /\btext\/html\b/i.test(request.headers.accept ?? '');
  return request.is404 && !isForBrowser && !isScimPath(path) && ENDPOINT.test(path);
}

/** Whether the path has the name of an endpoint in place of an id: `/SCIM/v2/Users/Users`. */
export function hasEndpointAsId(path: string): boolean {
  return ENDPOINT_AS_ID.test(pathInScim(path) ?? '');
}

/** The refusal of an unknown path. It names the base URL, because a wrong one is the usual cause. */
export function nothingThere(request: FastifyRequest): DomainError {
  return besideScim(pathOf(request), baseUrlOf(request));
}

/**
 * The `Location` of every answer on `/Me`, refusals included (RFC 7644 §3.11); undefined on other paths.
 */
export function ownLocation(request: FastifyRequest & AuthenticatedRequest): string | undefined {
  const { user } = request;
  if (user?.kind !== 'user' || !ME.test(pathInScim(pathOf(request)) ?? '')) return undefined;
  return userLocation(baseUrlOf(request), user.userId);
}
