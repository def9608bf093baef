import { Injectable } from '@nestjs/common';
import { asAdmin } from '../../auth/authorization.js';
import { CredentialDirectory } from '../../auth/credential-directory.js';
import type { UserPrincipal } from '../../auth/principal.js';
import { unknownKey, wrongPassword } from '../../auth/refusals.js';
import { forbidden, type DomainError } from '../../common/errors.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';

/** The refusal of whatever an account asks whose SCIM module is off. */
export const scimModuleOff = (): DomainError =>
  forbidden(
    'The SCIM module is not enabled for this account. Contact Declaree support to have it switched on.',
    { code: 'scim-module-off' },
  );

/** Throws `forbidden` where the SCIM module is off for the account. */
export function ensureModuleOn({ scimEnabled }: UserPrincipal): void {
  if (!scimEnabled) throw scimModuleOff();
}

/** Whether who began something long may still go on with it. */
@Injectable()
export class ScimRight {
  constructor(
    private readonly work: UnitOfWork,
    private readonly directory: CredentialDirectory,
  ) {}

  /**
   * Throws what the guards would throw by now: `unauthenticated` for a user who is gone, or a key that has been revoked
   * or has expired; `forbidden` for a user who is deactivated or no administrator, and where the module is off.
   */
  async ensure(principal: UserPrincipal): Promise<void> {
    const current = await this.work.readPlatform((tx) => this.directory.findAgain(tx, principal));
    if (!current) throw principal.credential === 'key' ? unknownKey() : wrongPassword();
    ensureModuleOn(asAdmin(current));
  }
}
