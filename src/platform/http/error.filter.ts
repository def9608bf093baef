import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { DomainError, type ErrorKind } from '../../common/errors.js';
import { renderProblem, type RenderedError } from './problem.js';
import { CLIENT_WENT_AWAY } from './request-end.js';
import { pathOf } from './request-path.js';
import type { RouteTable } from './route-table.js';
import { NobodyWaits } from '../../common/waiter.js';

/** A failed request and its reply. */
export interface FailedRequest {
  request: FastifyRequest;
  reply: FastifyReply;
  /** The request's path, without the query. */
  path: string;
}

/** Error handling of one API; internal errors are passed as `undefined`, because their text must not leak. */
export interface SurfaceErrors {
  serves: (path: string, request: FastifyRequest) => boolean;
  /** Whether the error is one of this API's own error classes. */
  owns: (error: unknown) => boolean;
  render: (error: unknown, failed: FailedRequest) => RenderedError | Promise<RenderedError>;
  /** Records the failure before it is answered. Never throws. */
  report?(error: unknown, failed: FailedRequest): Promise<void>;
}

const KINDS: Readonly<Record<number, ErrorKind>> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'too-large',
  415: 'unsupported-media-type',
  503: 'unavailable',
};

/** Turns all errors into answers, including those of the framework. The path decides on the format. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly routes: RouteTable,
    private readonly surfaces: readonly SurfaceErrors[],
  ) {}

  async catch(exception: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    // The client has left, and nothing was done.
    if (exception instanceof NobodyWaits) {
      await reply.status(CLIENT_WENT_AWAY).send();
      return;
    }
    const path = pathOf(request);
    const surface = this.surfaces.find((one) => one.serves(path, request));
    const error = surface?.owns(exception) ? exception : this.toDomainError(exception, request.method, path);
    if (error === undefined) this.logger.error({ err: exception, requestId: request.id }, 'request failed');
    else this.logReason(error, request.id);
    const failed = { request, reply, path };
    await surface?.report?.(error, failed);
    const { status, headers, body } = surface
      ? await surface.render(error, failed)
      : renderProblem(error, path);
    await reply.status(status).headers(headers).send(body);
  }

  /** Translates framework errors; undefined for internal errors. */
  private toDomainError(exception: unknown, method: string, path: string): DomainError | undefined {
    if (exception instanceof DomainError) return exception;
    const status = statusCodeOf(exception);
    const kind = status === undefined ? undefined : KINDS[status];
    if (kind === undefined || !(exception instanceof Error)) return undefined;
    // The framework also answers "not found" for a wrong method, and repeats the query, which may contain a secret.
    if (kind === 'not-found') return this.routes.refusal(method, path);
    return new DomainError(kind, exception.message);
  }

  /** Logs why something is unavailable. Only the message: other members contain statements. */
  private logReason(error: unknown, requestId: string): void {
    if (!(error instanceof DomainError) || error.kind !== 'unavailable') return;
    this.logger.warn({ requestId, code: error.code, reason: reasonOf(error.cause) }, 'unavailable');
  }
}

/** The message of the innermost cause, or its code if it has no message. */
function reasonOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  if (cause.cause instanceof Error) return reasonOf(cause.cause);
  return cause.message || ('code' in cause ? String(cause.code) : cause.name);
}

function statusCodeOf(exception: unknown): number | undefined {
  if (exception instanceof HttpException) return exception.getStatus();
  if (typeof exception !== 'object' || exception === null || !('statusCode' in exception)) return undefined;
  return typeof exception.statusCode === 'number' ? exception.statusCode : undefined;
}
