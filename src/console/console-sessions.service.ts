import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { requestOrigin } from '../auth/author-of.js';
import type { ProvenLogin } from '../auth/authenticator.js';
import { CredentialDirectory } from '../auth/credential-directory.js';
import type { Principal } from '../auth/principal.js';
import { SessionsService } from '../auth/sessions.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { SESSION_COOKIE } from './console-cookie.js';

/** The sessions of people who use the console, each known by the token in its cookie. */
@Injectable()
export class ConsoleSessions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly directory: CredentialDirectory,
    private readonly sessions: SessionsService,
  ) {}

  /** Who is logged in; undefined for nobody, and for a user who has been deactivated since. */
  async find(request: FastifyRequest): Promise<Principal | undefined> {
    const token = SESSION_COOKIE.find(request);
    if (token === undefined) return undefined;
    const principal = await this.unitOfWork.readPlatform((tx) => this.directory.findBySession(tx, token));
    return principal?.kind === 'user' && !principal.active ? undefined : principal;
  }

  /** Begins a session with a token of its own, and ends the one that the request came with. */
  async begin(request: FastifyRequest, reply: FastifyReply, login: ProvenLogin): Promise<void> {
    const before = await this.find(request);
    const { accessToken, expiresAt } = await this.unitOfWork.writePlatform(async (tx) => {
      const opened = await this.sessions.open(tx, login, requestOrigin(request));
      if (before) await this.sessions.close(tx, before, requestOrigin(request));
      return opened;
    });
    SESSION_COOKIE.set(request, reply, accessToken, new Date(expiresAt));
  }

  async end(request: FastifyRequest, reply: FastifyReply, principal: Principal): Promise<void> {
    await this.unitOfWork.writePlatform((tx) => this.sessions.close(tx, principal, requestOrigin(request)));
    SESSION_COOKIE.clear(request, reply);
  }
}
