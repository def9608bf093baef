import { DomainError, type ErrorKind } from '../../common/errors.js';
import { firstCharacters } from '../../common/first-characters.js';

/** The HTTP status of each error kind, the same in every API. */
export function statusOf(kind: ErrorKind): number {
  switch (kind) {
    case 'invalid':
      return 400;
    case 'unauthenticated':
      return 401;
    case 'forbidden':
      return 403;
    case 'not-found':
      return 404;
    case 'method-not-allowed':
      return 405;
    case 'too-slow':
      return 408;
    case 'conflict':
      return 409;
    case 'stale':
      return 412;
    case 'too-large':
      return 413;
    case 'unsupported-media-type':
      return 415;
    case 'throttled':
      return 429;
    case 'head-too-large':
      return 431;
    case 'unavailable':
      return 503;
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Invalid request',
  401: 'Not logged in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Too slow',
  409: 'Conflict',
  412: 'Changed in the meantime',
  413: 'Body too large',
  415: 'Unsupported media type',
  429: 'Too many requests',
  431: 'URL or headers too long',
  500: 'Internal error',
  503: 'Temporarily unavailable',
};

/** A rendered error answer. */
export interface RenderedError {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** Error headers that do not depend on the format of the body. */
export function errorHeaders({ facts }: DomainError): Record<string, string> {
  return {
    ...(facts.retryAfterSeconds === undefined ? {} : { 'retry-after': String(facts.retryAfterSeconds) }),
    ...(facts.allow === undefined ? {} : { allow: facts.allow.join(', ') }),
    ...(facts.insufficientScope && {
      'www-authenticate': 'Bearer realm="Declaree", error="insufficient_scope"',
    }),
  };
}

/** The `Bearer` challenge, and whether an invalid token was sent (RFC 6750 §3). */
export function bearerChallenge(error: DomainError | undefined): string {
  return `Bearer realm="Declaree"${error?.facts.invalidToken ? ', error="invalid_token"' : ''}`;
}

/** In characters; client input may be megabytes. */
const LONGEST_DETAIL = 2_000;
const KEPT_AT_THE_END = 500;
const MOST_FAULTS = 100;

/** Shortens an error text in the middle, where it repeats input: the start says what is wrong, the end what to do. */
export function boundedDetail(text: string): string {
  if (text.length <= LONGEST_DETAIL) return text;
  const end = text.slice(-KEPT_AT_THE_END).replace(/^[\uDC00-\uDFFF]/, '');
  return `${firstCharacters(text, LONGEST_DETAIL - KEPT_AT_THE_END - 1)}…${end}`;
}

/** Renders a refusal as RFC 9457 problem details, with a stable `code` and a JSON pointer per fault; other errors as 500. */
export function renderProblem(cause: unknown, instance: string): RenderedError {
  const error = cause instanceof DomainError ? cause : undefined;
  const status = error ? statusOf(error.kind) : 500;
  const faults = (error?.facts.faults ?? pointed(error))
    ?.slice(0, MOST_FAULTS)
    .map(({ pointer, detail }) => ({ pointer: boundedDetail(pointer), detail: boundedDetail(detail) }));
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      ...(status === 401 ? { 'www-authenticate': bearerChallenge(error) } : {}),
      ...(error ? errorHeaders(error) : {}),
    },
    body: {
      type: 'about:blank',
      title: TITLES[status],
      status,
      detail: boundedDetail(
        error?.message ??
          'Something went wrong on our side. Declaree support can find the cause by the request id.',
      ),
      code: error?.code ?? 'internal',
      instance: boundedDetail(instance),
      ...(faults ? { errors: faults } : {}),
    },
  };
}

function pointed(error: DomainError | undefined) {
  const pointer = error?.facts.pointer;
  return error && pointer !== undefined ? [{ pointer, detail: error.message }] : undefined;
}
