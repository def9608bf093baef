import { createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Base of the links that an answer hands out, without a slash at its end: `PUBLIC_URL`, else the request's own host. */
export const PublicUrl = createParamDecorator(
  (_: unknown, context) =>
    context.switchToHttp().getRequest<FastifyRequest & { publicUrl: string }>().publicUrl,
);
