import { Body, Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { LoggedInUser, loggedInUser, LoginRequest, LoginResponse } from './auth.dto.js';
import { AuditedAuthenticator } from '../../auth/audited-authenticator.js';
import { requestOrigin, type Origin } from '../../auth/author-of.js';
import { CurrentPrincipal, RequestOrigin } from '../../auth/current.decorators.js';
import { LoggedIn } from '../../auth/endpoints.js';
import type { LoggedRequest } from '../../auth/logged-caller.js';
import type { Principal } from '../../auth/principal.js';
import { SessionsService } from '../../auth/sessions.service.js';
import { Refuses } from '../../platform/http/refuses.js';
import { TOO_MANY, wrongLogin } from '../../auth/refusals.js';
import { AnswersNothing, Operation } from '../../platform/http/operation.js';

@ApiTags('Authentication')
@Controller('api/v1/auth')
export class AuthController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly authenticator: AuditedAuthenticator,
    private readonly sessions: SessionsService,
  ) {}

  @Post('login')
  @HttpCode(200)
  @Operation('Log in as a user or an operator, for twelve hours')
  @ApiOkResponse({ type: LoginResponse })
  @Refuses(wrongLogin, TOO_MANY.wrongPasswords)
  async login(
    @Body() { username, password }: LoginRequest,
    @Req() request: FastifyRequest & LoggedRequest,
  ): Promise<LoginResponse> {
    request.triedLogin = username;
    const origin = requestOrigin(request);
    const attempt = { loginName: username, password, address: request.ip };
    const login = await this.authenticator.authenticate(attempt, origin);
    request.loggedIn = login.principal;
    const session = await this.unitOfWork.writePlatform((tx) => this.sessions.open(tx, login, origin));
    return { ...session, user: loggedInUser(login.principal) };
  }

  @Post('logout')
  @LoggedIn()
  @Operation('End the session of this request')
  @AnswersNothing('The session has ended. With any other credential, nothing happens.')
  async logout(@CurrentPrincipal() principal: Principal, @RequestOrigin() origin: Origin): Promise<void> {
    await this.unitOfWork.writePlatform((tx) => this.sessions.close(tx, principal, origin));
  }

  @Get('me')
  @LoggedIn()
  @Operation('Get the logged-in user or operator')
  @ApiOkResponse({ type: LoggedInUser })
  me(@CurrentPrincipal() principal: Principal): LoggedInUser {
    return loggedInUser(principal);
  }
}
