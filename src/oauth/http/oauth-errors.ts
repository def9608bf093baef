import { Injectable } from '@nestjs/common';
import { DomainError } from '../../common/errors.js';
import type { FailedRequest, SurfaceErrors } from '../../platform/http/error.filter.js';
import { errorHeaders, statusOf, type RenderedError } from '../../platform/http/problem.js';
import { surfaceOf } from '../../platform/http/request-path.js';
import { OauthError, printable, type OauthErrorCode } from '../oauth-error.js';

/** Renders errors of the token service as in RFC 6749 §5.2. */
@Injectable()
export class OauthErrors implements SurfaceErrors {
  serves(path: string): boolean {
    return surfaceOf(path) === 'oauth';
  }

  owns(error: unknown): boolean {
    return error instanceof OauthError;
  }

  render(error: unknown, _failed: FailedRequest): RenderedError {
    if (error instanceof OauthError) {
      const isOfClient = error.code === 'invalid_client';
      return answer(isOfClient ? 401 : 400, error.code, error.message, {
        // RFC 6749 §5.2 asks for it if the client used the header, and allows it otherwise.
        ...(isOfClient && { 'www-authenticate': 'Basic realm="Declaree"' }),
      });
    }
    if (!(error instanceof DomainError)) {
      return answer(500, 'server_error', 'Something went wrong on our side. Try again shortly.');
    }
    const status = error.kind === 'unsupported-media-type' ? 400 : statusOf(error.kind);
    return answer(status, codeOf(status), wordsOf(error), errorHeaders(error));
  }
}

function codeOf(status: number): OauthErrorCode {
  return status === 429 || status >= 500 ? 'temporarily_unavailable' : 'invalid_request';
}

/** Rewords the refusal after too many attempts, which otherwise speaks of passwords. */
function wordsOf({ code, message, facts }: DomainError): string {
  if (code !== 'too-many-attempts') return message;
  return `Too many requests with wrong credentials for this client, or from this network. Try again in ${facts.retryAfterSeconds} s.`;
}

function answer(
  status: number,
  error: OauthErrorCode,
  description: string,
  headers: Record<string, string> = {},
): RenderedError {
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
    body: { error, error_description: printable(description) },
  };
}
