import { performance } from 'node:perf_hooks';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { asProvisioner, callerOf } from '../../auth/authorization.js';
import { clientOf } from '../../platform/http/client.js';
import { clientProductOf } from '../../platform/http/client-product.js';
import { SCIM_PATH } from '../../platform/http/request-path.js';
import type { AuthenticatedRequest } from '../../auth/principal.js';
import type { AnsweredRequest } from '../../platform/http/pending-answer.js';
import { parseListQuery } from '../protocol/list-query.js';
import { NO_ROOM_NEEDED } from '../resources/answer-room.js';
import type { RequestOptions, ScimContext } from '../resources/resource-handler.js';
import { RequestRoom } from './request-room.js';

/** A request that has passed the SCIM guards. */
export type ScimRequest = AnsweredRequest & AuthenticatedRequest;

const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest<ScimRequest>();

/** Who sent the request, and the URL of the service. */
export const Scim = createParamDecorator((_: unknown, context): ScimContext => {
  const request = requestOf(context);
  const reply = context.switchToHttp().getResponse<FastifyReply>();
  return {
    principal: asProvisioner(callerOf(request)),
    baseUrl: `${request.publicUrl}${SCIM_PATH}`,
    client: clientProductOf(request),
    startedAt: performance.now() - reply.elapsedTime,
    waiter: clientOf(reply),
    room: request.answer ? new RequestRoom(request.answer) : NO_ROOM_NEEDED,
  };
});

/** `attributes`, `excludedAttributes`, `If-Match` and `If-None-Match` of the request. */
export const Options = createParamDecorator((_: unknown, context): RequestOptions => {
  const request = requestOf(context);
  const { attributes, excludedAttributes } = parseListQuery(request.query as Record<string, unknown>);
  return {
    attributes,
    excludedAttributes,
    ifMatch: request.headers['if-match'],
    ifNoneMatch: request.headers['if-none-match'],
  };
});
