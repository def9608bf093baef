import { Injectable } from '@nestjs/common';
import { unauthenticated } from '../common/errors.js';
import type { AccountRates } from '../platform/limits/account-rates.js';
import { isActiveAdmin } from '../users/administrators.service.js';
import { AuthenticationGuard } from './authentication.guard.js';
import type { Principal, UserPrincipal } from './principal.js';
import { countRequest } from './request-rate.js';

/** SCIM: Basic or API key; `unauthenticated` for a session token. */
@Injectable()
export class ScimCredentialGuard extends AuthenticationGuard {
  protected override admit(principal: Principal): void {
    if (principal.credential !== 'session') return;
    throw unauthenticated(
      'A session token cannot be used for SCIM. Use HTTP Basic, or an API key as "Authorization: Bearer".',
      { code: 'session-on-scim', invalidToken: true },
    );
  }

  /** While the module is off, requests do not count against the account. */
  protected override countRequest(rates: AccountRates, principal: UserPrincipal): void {
    countRequest(rates, principal, isActiveAdmin(principal) && principal.scimEnabled);
  }
}
