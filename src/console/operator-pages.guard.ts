import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { asOperator, principalOf } from '../auth/authorization.js';
import type { AuthenticatedRequest } from '../auth/principal.js';

/** Throws `forbidden` for anybody but Declaree's support staff. Runs after `SessionGuard`. */
@Injectable()
export class OperatorPagesGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    asOperator(principalOf(context.switchToHttp().getRequest<AuthenticatedRequest>()));
    return true;
  }
}
