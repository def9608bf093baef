import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { AuthenticatedRequest } from '../../auth/principal.js';
import { concernedCaller } from '../../auth/refusals.js';
import { DomainError, type ConcernedCaller } from '../../common/errors.js';
import { clientProductOf } from '../../platform/http/client-product.js';
import type { FailedRequest, SurfaceErrors } from '../../platform/http/error.filter.js';
import { bearerChallenge, errorHeaders, type RenderedError } from '../../platform/http/problem.js';
import { isScimPath, pathInScim } from '../../platform/http/request-path.js';
import { errorBody } from '../protocol/messages.js';
import { findEndpoint, USER } from '../protocol/schema/registry.js';
import { FailureLog } from '../resources/failure-log.js';
import { intendedOperation } from '../resources/intent.js';
import { isRefusal, refusalOf } from '../resources/refusal-of.js';
import { authorOf } from '../resources/scim-transactions.js';
import { refusedValue } from '../resources/refused-value.js';
import { sentNames } from '../resources/subject-names.js';
import { SCIM_CONTENT_TYPE } from './media-type.js';
import { ScimCalls } from './scim-calls.service.js';
import { isBesideScim, nothingThere, ownLocation } from './service-address.js';

/** Longer than a hash and an event take, so that all 401 answers take the same time. */
const UNAUTHORIZED_AFTER_MS = 50;
const RESOURCE_PATH = /^(\/[^/]+)(?:\/([^/]+))?/;

/** Renders an error as in RFC 7644 §3.12. */
export function renderScimError(error: unknown): RenderedError {
  const { status, scimType, detail } = refusalOf(error);
  const refusal = error instanceof DomainError ? error : undefined;
  // Both supported schemes (RFC 9110 §11.6.1).
  const challenges = `Basic realm="Declaree", ${bearerChallenge(refusal)}`;
  return {
    status,
    headers: {
      'content-type': SCIM_CONTENT_TYPE,
      ...(status === 401 ? { 'www-authenticate': challenges } : {}),
      ...(refusal ? errorHeaders(refusal) : {}),
    },
    body: errorBody({ status, scimType, detail }),
  };
}

/** Handles errors under `/SCIM/v2`: an answer as in RFC 7644 §3.12, and an event in the account's provisioning log. */
@Injectable()
export class ScimErrors implements SurfaceErrors {
  constructor(
    private readonly failures: FailureLog,
    private readonly calls: ScimCalls,
  ) {}

  readonly owns = isRefusal;

  serves(path: string, request: FastifyRequest): boolean {
    return isScimPath(path) || isBesideScim(path, request);
  }

  render(error: unknown, { request, path }: FailedRequest): RenderedError {
    const rendered = renderScimError(isScimPath(path) ? error : nothingThere(request));
    const location = ownLocation(request);
    return location === undefined ? rendered : { ...rendered, headers: { ...rendered.headers, location } };
  }

  async report(error: unknown, { request, reply, path }: FailedRequest): Promise<void> {
    const { status, detail, code } = refusalOf(error);
    const call = request as FastifyRequest & AuthenticatedRequest;
    // Wrong passwords are throttled before authentication, too many requests of an account only after it.
    const isOfCredential = status === 401 || (status === 429 && call.user === undefined);
    const callers = callersOf(error, call.user);
    call.concerned = callers.map(({ accountSlug }) => accountSlug);
    this.calls.refused(call, callers, { status, detail, code });
    const author = call.user && call.user.kind !== 'operator' ? authorOf(call.user) : undefined;
    const target = targetOf(call, path);
    for (const caller of callers) {
      await this.failures.record(
        { ...caller, author },
        {
          ...target,
          subject: sentNames(target.resourceType, call.body),
          refused: refusedValue(error, call.body),
          ...(isOfCredential && { operation: 'authenticate' as const }),
          status,
          detail,
          code,
          client: clientProductOf(request),
          durationMs: reply.elapsedTime,
        },
      );
    }
    // Only existing names leave an event: without this pause, the response time would reveal which names exist.
    if (status === 401) await sleep(Math.max(0, UNAUTHORIZED_AFTER_MS - reply.elapsedTime));
  }
}

/** The authenticated user, or all users that the failed login name or key may belong to. */
function callersOf(error: unknown, user: AuthenticatedRequest['user']): readonly ConcernedCaller[] {
  if (user && user.kind !== 'operator') return [concernedCaller(user)];
  return error instanceof DomainError ? (error.facts.callers ?? []) : [];
}

function targetOf(
  { method, body, user }: Pick<FastifyRequest & AuthenticatedRequest, 'method' | 'body' | 'user'>,
  path: string,
) {
  const [, endpoint = '', id] = RESOURCE_PATH.exec(pathInScim(path) ?? '') ?? [];
  const isSearch = [endpoint, `/${id}`].some((part) => part.toLowerCase() === '/.search');
  const operation = isSearch ? 'read' : intendedOperation(method, body);
  if (endpoint.toLowerCase() === '/me') {
    return { operation, resourceType: USER.name, resourceId: user?.kind === 'user' ? user.userId : null };
  }
  return {
    operation,
    resourceType: findEndpoint(endpoint)?.name ?? null,
    resourceId: isSearch || id === undefined ? null : decodeURIComponent(id),
  };
}
