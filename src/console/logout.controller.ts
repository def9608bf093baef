import { Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentPrincipal } from '../auth/current.decorators.js';
import type { Principal } from '../auth/principal.js';
import { PersonalPages } from './console-pages.js';
import { ConsoleSessions } from './console-sessions.service.js';
import { Redirect } from './web-page.js';

@PersonalPages('logout')
export class LogoutController {
  constructor(private readonly sessions: ConsoleSessions) {}

  @Post()
  async logOut(
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Redirect> {
    await this.sessions.end(request, reply, principal);
    return new Redirect('/login?notice=logged-out');
  }
}
