import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ScimError } from '../protocol/errors.js';
import { memberNamed } from '../protocol/value.js';

/**
 * Refuses a filter (403) where none is applied, so that nobody takes the whole for what fits (RFC 7644 §4).
 * Throws ScimError.
 */
@Injectable()
export class UnfilteredGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { query } = context.switchToHttp().getRequest<FastifyRequest>();
    if (memberNamed(query as Record<string, unknown>, 'filter') === undefined) return true;
    throw ScimError.forbidden('What the service says of itself cannot be filtered. Leave out "filter".');
  }
}
