import { Injectable } from '@nestjs/common';
import type { AccountRates } from '../platform/limits/account-rates.js';
import { AuthenticationGuard } from './authentication.guard.js';
import type { Principal, Provisioner } from './principal.js';
import { countRequest, mayProvision } from './request-rate.js';
import { sessionOnScim } from './refusals.js';

/** SCIM: Basic, API key or OAuth access token; `unauthenticated` for a session token. */
@Injectable()
export class ScimCredentialGuard extends AuthenticationGuard {
  protected override admit(caller: Principal | Provisioner): void {
    if (caller.credential === 'session') throw sessionOnScim();
  }

  /** While the module is off or SCIM is paused, requests do not count against the account. */
  protected override countRequest(rates: AccountRates, caller: Provisioner): void {
    countRequest(rates, caller, mayProvision(caller) && caller.scimEnabled && caller.scimPause === null);
  }
}
