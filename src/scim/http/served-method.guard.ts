import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { pathOf } from '../../platform/http/request-path.js';
import { RouteTable } from '../../platform/http/route-table.js';
import { hasEndpointAsId, nothingThere } from './service-address.js';

/**
 * Refuses methods that a path does not support, even if a more general route would match, and paths that cannot exist.
 * Throws `method-not-allowed`, `not-found` (`unknown-path`).
 */
@Injectable()
export class ServedMethodGuard implements CanActivate {
  constructor(private readonly routes: RouteTable) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const path = pathOf(request);
    if (hasEndpointAsId(path)) throw nothingThere(request);
    this.routes.requireMethod(request.method, path);
    return true;
  }
}
