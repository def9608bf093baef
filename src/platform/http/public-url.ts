import { createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Base URL of links in answers, without a trailing slash. `handleRequests` sets it. */
    readonly publicUrl: string;
  }
}

/** Base URL of links in answers, without a trailing slash: `PUBLIC_URL`, else the request's own host. */
export const PublicUrl = createParamDecorator(
  (_: unknown, context) => context.switchToHttp().getRequest<FastifyRequest>().publicUrl,
);
