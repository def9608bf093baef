import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RouteTable } from '../../common/http/route-table.js';

/** Refuses a method that the path is not served with, also where another route would take it. Throws `method-not-allowed`. */
@Injectable()
export class ServedMethodGuard implements CanActivate {
  constructor(private readonly routes: RouteTable) {}

  canActivate(context: ExecutionContext): boolean {
    const { method, url } = context.switchToHttp().getRequest<FastifyRequest>();
    this.routes.requireMethod(method, url.split('?', 1)[0] ?? '');
    return true;
  }
}
