import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { isUnread } from './read-body.js';
import { isForeign, isFromBrowser } from './request-origin.js';
import { foreignRequest, undeclaredType } from './refusals.js';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses writes that another site triggers in a browser: browsers add stored HTTP Basic credentials by themselves,
 * unlike tokens. Runs after the guards, so that the provisioning log shows whose credential was used, and before the
 * body is read. Throws `forbidden`, and `unsupported-media-type` for a browser's body without a type, which needs no
 * CORS preflight (Fetch §4.1).
 */
@Injectable()
export class ForeignWritesInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!READS.has(request.method)) check(request);
    return next.handle();
  }
}

function check(request: FastifyRequest): void {
  if (isForeign(request) && !hasToken(request)) throw foreignRequest();
  if (isFromBrowser(request) && isUnread(request.body) && !request.headers['content-type']) {
    throw undeclaredType();
  }
}

/** Whether the credential is a token, which browsers do not add by themselves. */
function hasToken({ headers: { authorization } }: FastifyRequest): boolean {
  return authorization !== undefined && !/^basic\b/i.test(authorization);
}
