import { Injectable } from '@nestjs/common';
import { asAdmin } from '../../auth/authorization.js';
import { CredentialDirectory } from '../../auth/credential-directory.js';
import type { UserPrincipal } from '../../auth/principal.js';
import { unknownKey, wrongPassword } from '../../auth/refusals.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { scimModuleOff } from './refusals.js';

/** Throws `forbidden` where the SCIM module is off for the account. */
export function ensureModuleOn({ scimEnabled }: UserPrincipal): void {
  if (!scimEnabled) throw scimModuleOff();
}

/** Checks again, during a long request, whether the caller may still use SCIM. */
@Injectable()
export class ScimRight {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly directory: CredentialDirectory,
  ) {}

  /**
   * Throws what the guards would throw now: `unauthenticated` for a deleted user, or a revoked or expired key; `forbidden`
   * for a user who is deactivated or no longer an administrator, and if the module is off.
   */
  async ensure(principal: UserPrincipal): Promise<void> {
    const current = await this.unitOfWork.readPlatform((tx) => this.directory.findAgain(tx, principal));
    if (!current) throw principal.credential === 'key' ? unknownKey() : wrongPassword();
    ensureModuleOn(asAdmin(current));
  }
}
