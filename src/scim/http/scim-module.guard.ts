import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { asUser, principalOf } from '../../auth/authorization.js';
import type { AuthenticatedRequest } from '../../auth/principal.js';
import { ensureModuleOn } from '../resources/right.service.js';

/** Lets SCIM act only for accounts whose SCIM module is on, as it is at this very request. */
@Injectable()
export class ScimModuleGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    ensureModuleOn(asUser(principalOf(context.switchToHttp().getRequest<AuthenticatedRequest>())));
    return true;
  }
}
