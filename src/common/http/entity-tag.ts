import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { tap, type Observable } from 'rxjs';
import { stale } from '../errors.js';

/** The weak entity tag of a resource's version (RFC 9110 §8.8.3). */
function entityTag(version: number): string {
  return `W/"${version}"`;
}

/**
 * Throws `stale` where `If-Match` names other versions than the current one. Tags are compared weakly, although
 * RFC 9110 §13.1.1 asks for strong ones: a version stands for one state, and so does its tag.
 */
export function requireMatch(ifMatch: string | undefined, version: number): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return;
  if ([...ifMatch.matchAll(/"([^"]*)"/g)].some(([, tag]) => tag === String(version))) return;
  throw stale('It has changed since the version in If-Match. Read it again and repeat the change.');
}

/** Gives an answer that has a `version` the header `ETag`. */
@Injectable()
export class EntityTagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      tap((body: unknown) => {
        const version = versionOf(body);
        if (version !== undefined) void reply.header('etag', entityTag(version));
      }),
    );
  }
}

function versionOf(body: unknown): number | undefined {
  if (typeof body !== 'object' || body === null || !('version' in body)) return undefined;
  return typeof body.version === 'number' ? body.version : undefined;
}
