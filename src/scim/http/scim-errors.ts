import { Injectable } from '@nestjs/common';
import type { AuthenticatedRequest } from '../../auth/principal.js';
import { DomainError } from '../../common/errors.js';
import type { FailedRequest, SurfaceErrors } from '../../common/http/error.filter.js';
import { errorHeaders, type RenderedError } from '../../common/http/problem.js';
import { errorBody } from '../protocol/messages.js';
import { findEndpoint } from '../protocol/schema/registry.js';
import { OPERATIONS } from '../resources/bulk.handler.js';
import { FailureLog, type Caller } from '../resources/failure-log.js';
import { isRefusal, refusalOf } from '../resources/refusal.js';
import { SCIM_CONTENT_TYPE } from './media-type.js';

const SCIM_PATH = /^\/scim\/v2(?:\/|$)/i;
const RESOURCE_PATH = /^\/scim\/v2(\/[^/]+)(?:\/([^/]+))?/i;

/** Whether a path is of the SCIM service, in any letter case. */
export function isScimPath(path: string): boolean {
  return SCIM_PATH.test(path);
}

/** An error as RFC 7644 §3.12 has it. */
export function renderScimError(error: unknown): RenderedError {
  const { status, scimType, detail } = refusalOf(error);
  return {
    status,
    headers: {
      'content-type': SCIM_CONTENT_TYPE,
      ...(status === 401 ? { 'www-authenticate': 'Basic realm="Declaree"' } : {}),
      ...(error instanceof DomainError ? errorHeaders(error) : {}),
    },
    body: errorBody({ status, scimType, detail }),
  };
}

/** Errors under `/SCIM/v2`: RFC 7644 §3.12 to the client, and an event in the account's provisioning log. */
@Injectable()
export class ScimErrors implements SurfaceErrors {
  constructor(private readonly failures: FailureLog) {}

  readonly serves = isScimPath;
  readonly owns = isRefusal;
  readonly render = renderScimError;

  async report(error: unknown, { request, reply, path }: FailedRequest): Promise<void> {
    const { status, detail } = refusalOf(error);
    for (const caller of callersOf(error, request as AuthenticatedRequest)) {
      await this.failures.record(caller, {
        ...subjectOf(request.method, path, status),
        status,
        detail,
        durationMs: reply.elapsedTime,
      });
    }
  }
}

/** Whose request it was: the proven user's, or that of everybody who has the login name that failed. */
function callersOf(error: unknown, { user }: AuthenticatedRequest): readonly Caller[] {
  if (user?.kind === 'user') return [{ accountId: user.accountId, actor: user.userName }];
  return error instanceof DomainError ? (error.facts.callers ?? []) : [];
}

function subjectOf(method: string, path: string, status: number) {
  const [, endpoint = '', id] = RESOURCE_PATH.exec(path) ?? [];
  const isSearch = id === '.search' || endpoint === '/.search';
  const operation =
    status === 401 || status === 429 ? 'authenticate' : isSearch ? 'read' : OPERATIONS[method];
  return {
    operation: operation ?? ('read' as const),
    resourceType: findEndpoint(endpoint)?.name ?? null,
    resourceId: isSearch || id === undefined ? null : decodeURIComponent(id),
  };
}
