import { Injectable } from '@nestjs/common';
import { AccessTokens } from '../../auth/access-token-source.js';
import { asProvisioner } from '../../auth/authorization.js';
import { CredentialDirectory } from '../../auth/credential-directory.js';
import type { Provisioner } from '../../auth/principal.js';
import { unknownAccessToken, unknownKey, wrongPassword } from '../../auth/refusals.js';
import type { DomainError } from '../../common/errors.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { scimModuleOff, scimPaused } from './refusals.js';

/**
 * Throws `forbidden` if the SCIM module is off for the account, or if its administrators have paused SCIM.
 */
export function ensureScimOn({ scimEnabled, scimPause }: Provisioner): void {
  if (!scimEnabled) throw scimModuleOff();
  if (scimPause) throw scimPaused(scimPause);
}

/** Checks again, during a long request, whether the caller may still use SCIM. */
@Injectable()
export class ScimRight {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly directory: CredentialDirectory,
    private readonly accessTokens: AccessTokens,
  ) {}

  /**
   * Throws what the guards would throw now: `unauthenticated` for a deleted user, or a revoked or expired key
   * or token. `forbidden` for a user who is deactivated or no longer an administrator, and if the module is
   * off or SCIM is paused.
   */
  async ensure(principal: Provisioner): Promise<void> {
    const current = await this.unitOfWork.readPlatform<Provisioner | undefined>((tx) =>
      principal.kind === 'connection'
        ? this.accessTokens.findAgain(tx, principal)
        : this.directory.findAgain(tx, principal),
    );
    if (!current) throw refusalOf(principal);
    ensureScimOn(asProvisioner(current));
  }
}

function refusalOf({ credential }: Provisioner): DomainError {
  if (credential === 'access-token') return unknownAccessToken();
  return credential === 'key' ? unknownKey() : wrongPassword();
}
