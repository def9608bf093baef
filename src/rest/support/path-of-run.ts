import { applyDecorators, createParamDecorator } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

/** The ids in the path of a run in the API for support. */
export interface RunPath {
  /** Of the account. */
  id: string;
  runId: string;
}

/** Both ids of the path as one parameter, for a handler that has many others. */
export const PathOfRun = createParamDecorator(
  (_: unknown, context): RunPath =>
    context.switchToHttp().getRequest<FastifyRequest<{ Params: RunPath }>>().params,
);

/** Documents the parameters that `PathOfRun` reads. */
export const HasPathOfRun = () =>
  applyDecorators(ApiParam({ name: 'id', type: String }), ApiParam({ name: 'runId', type: String }));
