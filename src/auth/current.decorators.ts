import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { asUser, principalOf } from './authorization.js';
import type { FastifyRequest } from 'fastify';
import { authorOf, requestOrigin } from './author-of.js';
import type { AuthenticatedRequest } from './principal.js';

const fromContext = (context: ExecutionContext) =>
  principalOf(context.switchToHttp().getRequest<AuthenticatedRequest>());

/** The calling user or operator. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context) => fromContext(context));

/** The calling user; `forbidden` for an operator. */
export const CurrentUser = createParamDecorator((_: unknown, context) => asUser(fromContext(context)));

/** The author of the request, for audit entries. */
export const CurrentAuthor = createParamDecorator((_: unknown, context: ExecutionContext) =>
  authorOf(fromContext(context), requestOrigin(context.switchToHttp().getRequest<FastifyRequest>())),
);

/** The calling user with the author for audit entries; `forbidden` for an operator. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const user = asUser(fromContext(context));
  return {
    ...user,
    author: authorOf(user, requestOrigin(context.switchToHttp().getRequest<FastifyRequest>())),
  };
});

/** Channel and address of the request. */
export const RequestOrigin = createParamDecorator((_: unknown, context: ExecutionContext) =>
  requestOrigin(context.switchToHttp().getRequest<FastifyRequest>()),
);
