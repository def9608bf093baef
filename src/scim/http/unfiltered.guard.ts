import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ScimError } from '../protocol/errors.js';
import { memberNamed } from '../protocol/value.js';

/**
 * Refuses filters (403) on discovery endpoints, which do not apply them: a client would take all results for matches
 * (RFC 7644 §4).
 * Throws ScimError.
 */
@Injectable()
export class UnfilteredGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { query } = context.switchToHttp().getRequest<FastifyRequest>();
    if (memberNamed(query as Record<string, unknown>, 'filter') === undefined) return true;
    throw ScimError.forbidden('Discovery endpoints cannot be filtered. Leave out "filter".');
  }
}
