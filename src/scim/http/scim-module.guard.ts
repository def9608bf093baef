import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { asUser, principalOf } from '../../auth/authorization.js';
import type { AuthenticatedRequest } from '../../auth/principal.js';
import { forbidden } from '../../common/errors.js';

/** Lets SCIM act only for accounts whose SCIM module is on, as it is at this very request. */
@Injectable()
export class ScimModuleGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const user = asUser(principalOf(context.switchToHttp().getRequest<AuthenticatedRequest>()));
    if (user.scimEnabled) return true;
    throw forbidden(
      'The SCIM module is not enabled for this account. Contact Declaree support to have it switched on.',
      { code: 'scim-module-off' },
    );
  }
}
