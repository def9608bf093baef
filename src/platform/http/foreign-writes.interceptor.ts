import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { DomainError, forbidden } from '../../common/errors.js';
import { isUnread } from './read-body.js';
import { isForeign, isFromBrowser } from './request-origin.js';

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
  if (isForeign(request) && !hasToken(request)) {
    throw forbidden(
      'A browser sent this request for another site, so it was refused. Send it from the pages of this service, or from a program.',
      { code: 'foreign-request' },
    );
  }
  if (isFromBrowser(request) && isUnread(request.body) && !request.headers['content-type']) {
    throw new DomainError(
      'unsupported-media-type',
      'A browser must declare the type of the body, with the header Content-Type: application/json (or application/scim+json on SCIM).',
    );
  }
}

/** Whether the credential is a token, which browsers do not add by themselves. */
function hasToken({ headers: { authorization } }: FastifyRequest): boolean {
  return authorization !== undefined && !/^basic\b/i.test(authorization);
}
