import { createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Base URL of links in answers, without a trailing slash: `PUBLIC_URL`, else the request's own host. */
export const PublicUrl = createParamDecorator(
  (_: unknown, context) =>
    context.switchToHttp().getRequest<FastifyRequest & { publicUrl: string }>().publicUrl,
);
