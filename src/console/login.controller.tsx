import { Get, Post, Req, Res } from '@nestjs/common';
import { IsOptional, IsString, Length } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuditedAuthenticator } from '../auth/audited-authenticator.js';
import type { ProvenLogin } from '../auth/authenticator.js';
import type { LoggedRequest } from '../auth/logged-caller.js';
import { ConsoleSessions } from './console-sessions.service.js';
import { OpenPages } from './console-pages.js';
import { Fields, QueryFields, readForm, refusalOf, type FormFields } from './form.js';
import { PresentPassword } from './new-password.js';
import { nextPath } from './next-path.js';
import { LoginPage } from './pages/login-page.js';
import { Redirect, type WebPage } from './web-page.js';
import { deactivatedLogin } from './refusals.js';

const NOTICES: ReadonlyMap<string, string> = new Map([
  ['logged-out', 'You have logged out.'],
  ['session-ended', 'Your session has ended. Log in again.'],
  ['password-chosen', 'Your password has been changed. Log in with the new one.'],
]);

class LoginForm {
  @Length(1, 400, { message: 'A user name can have at most 400 characters' })
  @IsString({ message: 'Enter your user name' })
  username: string;

  @PresentPassword()
  @IsString({ message: 'Enter your password' })
  password: string;

  @IsOptional()
  @IsString()
  next?: string;
}

@OpenPages('login')
export class LoginController {
  constructor(
    private readonly authenticator: AuditedAuthenticator,
    private readonly sessions: ConsoleSessions,
  ) {}

  @Get()
  async show(@Req() request: FastifyRequest, @QueryFields() query: FormFields): Promise<WebPage | Redirect> {
    const next = nextPath(query.get('next'));
    if (await this.sessions.find(request)) return new Redirect(next);
    const notice = NOTICES.get(query.get('notice') ?? '');
    return { title: 'Log in', body: <LoginPage next={next} notice={notice} /> };
  }

  @Post()
  async logIn(
    @Req() request: FastifyRequest & LoggedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    try {
      const { username, password, next } = await readForm(LoginForm, fields);
      request.triedLogin = username;
      const attempt = { loginName: username, password, address: request.ip };
      const login = await this.authenticator.authenticate(attempt, { via: 'console' });
      ensureActive(login);
      request.loggedIn = login.principal;
      await this.sessions.start(request, reply, login);
      return new Redirect(nextPath(next));
    } catch (error) {
      const refusal = refusalOf(error);
      const next = nextPath(fields.get('next'));
      return { title: 'Log in', refusal, body: <LoginPage next={next} fields={fields} refusal={refusal} /> };
    }
  }
}

/** Only a caller with the right password learns that the user is deactivated. */
function ensureActive({ principal }: ProvenLogin): void {
  if (principal.kind === 'operator' || principal.active) return;
  throw deactivatedLogin(principal.userName);
}
