import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { asProvisioner, callerOf } from '../../auth/authorization.js';
import type { AuthenticatedRequest } from '../../auth/principal.js';
import { ensureScimOn } from '../resources/right.service.js';

/** Refuses accounts whose SCIM module is off, or that have paused SCIM, at the time of the request. */
@Injectable()
export class ScimModuleGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    ensureScimOn(asProvisioner(callerOf(context.switchToHttp().getRequest<AuthenticatedRequest>())));
    return true;
  }
}
