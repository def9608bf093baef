import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { memberNamed } from '../protocol/value.js';
import { filteredDiscovery } from './refusals.js';

/**
 * Refuses filters (403) on discovery endpoints, which do not apply them: a client would take all results for matches
 * (RFC 7644 §4).
 */
@Injectable()
export class UnfilteredGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { query } = context.switchToHttp().getRequest<FastifyRequest>();
    if (memberNamed(query as Record<string, unknown>, 'filter') === undefined) return true;
    throw filteredDiscovery();
  }
}
