import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { asOperator, asUser, principalOf } from './authorization.js';
import type { FastifyRequest } from 'fastify';
import { authorOf, requestOrigin } from './author-of.js';
import type { AuthenticatedRequest } from './principal.js';

const fromContext = (context: ExecutionContext) =>
  principalOf(context.switchToHttp().getRequest<AuthenticatedRequest>());

/** The user or operator who sent the request. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context) => fromContext(context));

/** The user who sent the request; `forbidden` for an operator. */
export const CurrentUser = createParamDecorator((_: unknown, context) => asUser(fromContext(context)));

/** The operator who sent the request; `forbidden` for a user. */
export const CurrentOperator = createParamDecorator((_: unknown, context) =>
  asOperator(fromContext(context)),
);

/** Who sent the request, by which way and from where, as what it changes is recorded. */
export const CurrentAuthor = createParamDecorator((_: unknown, context: ExecutionContext) =>
  authorOf(fromContext(context), requestOrigin(context.switchToHttp().getRequest<FastifyRequest>())),
);

/** The user who sent the request, along with how what it changes is recorded; `forbidden` for an operator. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const user = asUser(fromContext(context));
  return {
    ...user,
    author: authorOf(user, requestOrigin(context.switchToHttp().getRequest<FastifyRequest>())),
  };
});

/** By which way and from where the request came, whoever sent it. */
export const RequestOrigin = createParamDecorator((_: unknown, context: ExecutionContext) =>
  requestOrigin(context.switchToHttp().getRequest<FastifyRequest>()),
);
