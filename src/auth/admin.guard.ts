import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { asAdmin, principalOf } from './authorization.js';
import type { AuthenticatedRequest } from './principal.js';

/** Use after an authenticating guard: `forbidden` for all except active users with role `admin`. */
@Injectable()
export class AdminGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    asAdmin(principalOf(context.switchToHttp().getRequest<AuthenticatedRequest>()));
    return true;
  }
}
