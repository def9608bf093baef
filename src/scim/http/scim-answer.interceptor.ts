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
        void reply.status(status).headers({ ...headersOf(answer), ...ownLocation(request) });
        return body && (request.answer?.isLarge || isLong(body)) ? Readable.from(jsonPieces(body)) : body;
      }),
    );
  }
}

function headersOf({ status, body, version, location }: Answer): Record<string, string> {
  return {
    ...(version === undefined ? {} : { etag: version }),
    ...(location === undefined ? {} : { 'content-location': location }),
    ...(location !== undefined && status === 201 ? { location } : {}),
    ...(body ? { 'content-type': SCIM_CONTENT_TYPE } : {}),
  };
}
