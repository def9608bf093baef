import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { asProvisioner, callerOf } from './authorization.js';
import type { AuthenticatedRequest } from './principal.js';

/** Use after `ScimCredentialGuard`: `forbidden` for all except connections and active users with role `admin`. */
@Injectable()
export class ProvisionerGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    asProvisioner(callerOf(context.switchToHttp().getRequest<AuthenticatedRequest>()));
    return true;
  }
}
