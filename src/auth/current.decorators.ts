import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { asOperator, asUser, principalOf } from './authorization.js';
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
