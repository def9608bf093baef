import { Injectable } from '@nestjs/common';
import type { AccountRates } from '../platform/limits/account-rates.js';
import { isActiveAdmin } from '../users/administrators.service.js';
import { AuthenticationGuard } from './authentication.guard.js';
import type { Principal, UserPrincipal } from './principal.js';
import { countRequest } from './request-rate.js';
import { sessionOnScim } from './refusals.js';

/** SCIM: Basic or API key; `unauthenticated` for a session token. */
@Injectable()
export class ScimCredentialGuard extends AuthenticationGuard {
  protected override admit(principal: Principal): void {
    if (principal.credential === 'session') throw sessionOnScim();
  }

  /** While the module is off, requests do not count against the account. */
  protected override countRequest(rates: AccountRates, principal: UserPrincipal): void {
    countRequest(rates, principal, isActiveAdmin(principal) && principal.scimEnabled);
  }
}
