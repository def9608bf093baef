import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../auth/principal.js';
import { DomainError } from '../common/errors.js';
import type { FailedRequest, SurfaceErrors } from '../platform/http/error.filter.js';
import { errorHeaders, statusOf, type RenderedError } from '../platform/http/problem.js';
import { pathOf, surfaceOf } from '../platform/http/request-path.js';
import { SESSION_COOKIE } from './console-cookie.js';
import { ConsoleSessions } from './console-sessions.service.js';
import { CONSENT_PATH, consentHeaders } from './consent-headers.js';
import { ErrorPage } from './pages/error-page.js';
import { renderPage } from './render-page.js';

const WITHOUT_LOGIN = new Set(['no-credential', 'session-ended']);

/** Renders errors of the console as pages. Redirects to the login, and back afterwards, if a login is required. */
@Injectable()
export class ConsoleErrors implements SurfaceErrors {
  constructor(private readonly sessions: ConsoleSessions) {}

  /** Unknown paths belong to the console if a browser asks for them. */
  serves(path: string, request: FastifyRequest): boolean {
    if (surfaceOf(path) !== 'console') return false;
    return !request.is404 || /\btext\/html\b/i.test(request.headers.accept ?? '');
  }

  owns(): boolean {
    return false;
  }

  async render(error: unknown, { request, reply, path }: FailedRequest): Promise<RenderedError> {
    const refusal = error instanceof DomainError ? error : undefined;
    if (refusal && WITHOUT_LOGIN.has(refusal.code)) {
      SESSION_COOKIE.clear(request, reply);
      return {
        status: 303,
        headers: {
          location: loginFor(request, refusal),
          'cache-control': 'no-store',
          ...consentHeaders(request),
        },
        body: '',
      };
    }
    // Without a route, no guard has run.
    const user = request.is404 ? await this.visitor(request) : undefined;
    const visited = user ? Object.assign(request, { user }) : request;
    const page = renderPage(errorPage(refusal, request, path), visited, reply);
    return { ...page, headers: { ...page.headers, ...(refusal ? errorHeaders(refusal) : {}) } };
  }

  /** The logged-in principal. If it cannot be read, undefined, so that the original error is shown. */
  private async visitor(request: FastifyRequest): Promise<Principal | undefined> {
    try {
      return await this.sessions.find(request);
    } catch (error) {
      if (error instanceof DomainError) return undefined;
      throw error;
    }
  }
}

function errorPage(error: DomainError | undefined, request: FastifyRequest, path: string) {
  const status = error ? statusOf(error.kind) : 500;
  const text = request.is404 ? `There is no page at ${path}.` : error?.message;
  return {
    title: TITLES[status] ?? 'Request failed',
    status,
    body: <ErrorPage text={text} requestId={request.id} />,
  };
}

const TITLES: Readonly<Record<number, string>> = {
  403: 'Not allowed',
  404: 'Page not found',
  405: 'Page not found',
  413: 'Request too large',
  429: 'Too many attempts',
  500: 'Something went wrong on our side',
  503: 'Busy for a moment',
};

function loginFor({ method, url }: FastifyRequest, { code }: DomainError): string {
  const query = new URLSearchParams();
  // The form of an app's request is sent to the URL of the request, so that it can be opened again.
  const canBeOpened = method === 'GET' || pathOf({ url }) === CONSENT_PATH;
  if (canBeOpened && url !== '/') query.set('next', url);
  if (code === 'session-ended') query.set('notice', 'session-ended');
  return query.size === 0 ? '/login' : `/login?${query.toString()}`;
}
