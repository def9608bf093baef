import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { DomainError, forbidden } from '../../common/errors.js';
import { isUnread } from './read-body.js';
import { isForeign, isFromBrowser } from './request-origin.js';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what another site has a browser write: a browser adds HTTP Basic by itself once its user has typed it
 * anywhere here. A token it adds only where a program of ours, or of the token's owner, says so. It runs after the guards,
 * so that the provisioning log tells whose credential was used, and before any body is read.
 * Throws `forbidden`, and `unsupported-media-type` for a browser's body without a type, which needs no leave of ours to
 * be sent (Fetch §4.1, CORS-safelisted).
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
      'A browser sent this request for another site, so nothing was done. Send it from the pages of this service, or from a program.',
      { code: 'foreign-request' },
    );
  }
  if (isFromBrowser(request) && isUnread(request.body) && !request.headers['content-type']) {
    throw new DomainError(
      'unsupported-media-type',
      'A browser must say what it sends, with the header Content-Type: application/json (or application/scim+json on SCIM).',
    );
  }
}

/** Whether the credential is one that no browser adds by itself. */
function hasToken({ headers: { authorization } }: FastifyRequest): boolean {
  return authorization !== undefined && !/^basic\b/i.test(authorization);
}
