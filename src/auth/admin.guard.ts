import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { asAdmin, principalOf } from './authorization.js';
import type { AuthenticatedRequest } from './principal.js';

/** After a guard that authenticates: `forbidden` for anybody but an active user of role `admin`. */
@Injectable()
export class AdminGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    asAdmin(principalOf(context.switchToHttp().getRequest<AuthenticatedRequest>()));
    return true;
  }
}
