import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { AuthenticatedRequest } from '../auth/principal.js';
import { endedSession, noCredential } from '../auth/refusals.js';
import { SESSION_COOKIE } from './console-cookie.js';
import { ConsoleSessions } from './console-sessions.service.js';

/** Requires a session and puts the principal into `request.user`. Throws `unauthenticated`. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(private readonly sessions: ConsoleSessions) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest & AuthenticatedRequest>();
    const principal = await this.sessions.find(request);
    if (!principal) throw SESSION_COOKIE.find(request) === undefined ? noCredential() : endedSession();
    request.user = principal;
    return true;
  }
}
