import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { pathOf } from '../../platform/http/request-path.js';
import { RouteTable } from '../../platform/http/route-table.js';
import { hasEndpointAsId, nothingThere } from './service-address.js';

/**
 * Refuses a method that the path is not served with, also where another route would take it, and a path at which nothing
 * can be. Throws `method-not-allowed`, `not-found` (`unknown-path`).
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
