import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { pathOf } from '../../common/http/request-path.js';
import { RouteTable } from '../../common/http/route-table.js';

/** Refuses a method that the path is not served with, also where another route would take it. Throws `method-not-allowed`. */
@Injectable()
export class ServedMethodGuard implements CanActivate {
  constructor(private readonly routes: RouteTable) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    this.routes.requireMethod(request.method, pathOf(request));
    return true;
  }
}
