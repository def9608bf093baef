import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { asOperator, principalOf } from '../auth/authorization.js';
import type { AuthenticatedRequest } from '../auth/principal.js';

/** After the guard of sessions: `forbidden` for anybody but Declaree's support staff. */
@Injectable()
export class OperatorPagesGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    asOperator(principalOf(context.switchToHttp().getRequest<AuthenticatedRequest>()));
    return true;
  }
}
