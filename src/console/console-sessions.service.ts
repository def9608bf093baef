import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { requestOrigin } from '../auth/author-of.js';
import type { ProvenLogin } from '../auth/authenticator.js';
import type { Principal } from '../auth/principal.js';
import { SessionsService } from '../auth/sessions.service.js';
import { TokenOwners } from '../auth/token-owners.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { SESSION_COOKIE } from './console-cookie.js';

/** The sessions of the console, each identified by the token in a cookie. */
@Injectable()
export class ConsoleSessions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly owners: TokenOwners,
    private readonly sessions: SessionsService,
  ) {}

  /** The logged-in principal; undefined without a session, and for a user deactivated since. */
  async find(request: FastifyRequest): Promise<Principal | undefined> {
    const token = SESSION_COOKIE.find(request);
    if (token === undefined) return undefined;
    const principal = await this.owners.ofSession(token, request.ip);
    return principal?.kind === 'user' && !principal.active ? undefined : principal;
  }

  /** Starts a session with a new token, and ends the session that the request came with. */
  async start(request: FastifyRequest, reply: FastifyReply, login: ProvenLogin): Promise<void> {
    const previous = await this.find(request);
    const { accessToken, expiresAt } = await this.unitOfWork.writePlatform(async (tx) => {
      const opened = await this.sessions.open(tx, login, requestOrigin(request));
      if (previous) await this.sessions.close(tx, previous, requestOrigin(request));
      return opened;
    });
    SESSION_COOKIE.set(request, reply, accessToken, new Date(expiresAt));
  }

  async end(request: FastifyRequest, reply: FastifyReply, principal: Principal): Promise<void> {
    await this.unitOfWork.writePlatform((tx) => this.sessions.close(tx, principal, requestOrigin(request)));
    SESSION_COOKIE.clear(request, reply);
  }
}
