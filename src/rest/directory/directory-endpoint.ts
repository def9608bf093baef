import { applyDecorators, createParamDecorator, UseInterceptors } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AdminEndpoint } from '../../auth/endpoints.js';
import { invalidIfMatch, staleVersion } from '../../common/refusals.js';
import { Refuses } from '../../platform/http/refuses.js';
import { EntityTagInterceptor } from '../entity-tag.interceptor.js';

/** A controller under `/api/v1` for the directory of an account, open to the account's administrators. */
export const DirectoryEndpoint = (path: string, tag: string) =>
  applyDecorators(AdminEndpoint(path, tag), UseInterceptors(EntityTagInterceptor));

const header = (description: string, example: string) => ({
  description,
  schema: { type: 'string' as const, example },
});

const ETAG = header('Weak entity tag of the version', 'W/"1"');

export const TAGGED = { headers: { ETag: ETAG } };

export const LOCATED = {
  headers: {
    ETag: ETAG,
    Location: header('URL of the new resource', 'https://app.declaree.com/api/v1/users/01981e2a'),
  },
};

/** Documents the header `If-Match`, and its refusals. */
export const ApiIfMatch = () =>
  applyDecorators(
    ApiHeader({
      name: 'If-Match',
      required: false,
      description:
        'The `ETag` last read, such as `W/"1"`. The change is refused if somebody else has changed the resource since. Without it, the change is always made.',
      schema: { type: 'string' },
    }),
    Refuses(staleVersion, invalidIfMatch),
  );

/** The version in `If-Match` and the IP address of the client. */
export interface RequestContext {
  ifMatch: string | undefined;
  address: string;
}

export const CurrentRequest = createParamDecorator((_: unknown, context): RequestContext => {
  const { headers, ip } = context.switchToHttp().getRequest<FastifyRequest>();
  return { ifMatch: headers['if-match'], address: ip };
});
