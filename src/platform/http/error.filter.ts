import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { DomainError, type ErrorKind } from '../../common/errors.js';
import { renderProblem, type RenderedError } from './problem.js';
import { CLIENT_WENT_AWAY } from './request-end.js';
import { pathOf } from './request-path.js';
import type { RouteTable } from './route-table.js';
import { NobodyWaits } from '../../common/waiter.js';

/** A request that failed, and its answer to be. */
export interface FailedRequest {
  request: FastifyRequest;
  reply: FastifyReply;
  /** The request's path, without the query. */
  path: string;
}

/** The errors of one surface; a defect is given as `undefined`, since its text stays inside. */
export interface SurfaceErrors {
  serves: (path: string, request: FastifyRequest) => boolean;
  /** Errors of the surface's own making count as refusals too. */
  owns: (error: unknown) => boolean;
  render: (error: unknown, failed: FailedRequest) => RenderedError | Promise<RenderedError>;
  /** Keeps a record of the failure, before it is answered. Never throws. */
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

/**
 * The one place where errors become answers, framework errors included: unknown routes, broken requests and
 * whatever guards, pipes and handlers throw. Which surface speaks is told by the path.
 */
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
    // Nobody is there to be answered, and nothing was done.
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
      : renderProblem(error instanceof DomainError ? error : undefined, path);
    await reply.status(status).headers(headers).send(body);
  }

  /** What the framework throws, in the domain's terms; undefined for anything that is a defect of ours. */
  private toDomainError(exception: unknown, method: string, path: string): DomainError | undefined {
    if (exception instanceof DomainError) return exception;
    const status = statusCodeOf(exception);
    const kind = status === undefined ? undefined : KINDS[status];
    if (kind === undefined || !(exception instanceof Error)) return undefined;
    // The framework says "not found" of a known path with another method too, and repeats the query, in which a secret may stand.
    if (kind === 'not-found') return this.routes.refusal(method, path);
    return new DomainError(kind, exception.message);
  }

  /** Why something is unavailable is the operator's to know. Only the message: other members hold statements. */
  private logReason(error: unknown, requestId: string): void {
    if (!(error instanceof DomainError) || error.kind !== 'unavailable') return;
    this.logger.warn({ requestId, code: error.code, reason: reasonOf(error.cause) }, 'unavailable');
  }
}

/** What the innermost cause says; where it says nothing, as with a host of several addresses, its code. */
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
