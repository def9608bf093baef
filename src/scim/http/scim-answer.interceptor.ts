import { Readable } from 'node:stream';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import type { AuthenticatedRequest } from '../../auth/principal.js';
import type { AnsweredRequest } from '../../platform/http/pending-answer.js';
import type { ScimObject } from '../protocol/value.js';
import type { Answer } from '../resources/resource-handler.js';
import { isLong, jsonPieces } from './json-pieces.js';
import { SCIM_CONTENT_TYPE } from './media-type.js';
import { ScimCalls } from './scim-calls.service.js';
import { ownLocation } from './service-address.js';

type Payload = ScimObject | Readable | undefined;

/** Writes an answer as HTTP: status, `Location` (RFC 7644 §3.3, §3.11), `ETag` (§3.14), media type (§3.8). */
@Injectable()
export class ScimAnswerInterceptor implements NestInterceptor<Answer, Payload> {
  constructor(private readonly calls: ScimCalls) {}

  intercept(context: ExecutionContext, next: CallHandler<Answer>): Observable<Payload> {
    const request = context.switchToHttp().getRequest<AnsweredRequest & AuthenticatedRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((answer) => {
        const { status, body } = answer;
        this.calls.answered(request, { status, body });
        setHeaders(reply.status(status), answer);
        const own = ownLocation(request);
        if (own !== undefined) void reply.header('location', own);
        return body && (request.answer?.isLarge || isLong(body)) ? Readable.from(jsonPieces(body)) : body;
      }),
    );
  }
}

function setHeaders(reply: FastifyReply, { status, body, version, location }: Answer): void {
  if (version !== undefined) void reply.header('etag', version);
  if (location !== undefined) void reply.header('content-location', location);
  if (location !== undefined && status === 201) void reply.header('location', location);
  if (body) void reply.header('content-type', SCIM_CONTENT_TYPE);
}
