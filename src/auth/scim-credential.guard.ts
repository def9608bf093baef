import { Injectable } from '@nestjs/common';
import { unauthenticated } from '../common/errors.js';
import type { AccountRates } from '../platform/limits/account-rates.js';
import { AuthenticationGuard } from './authentication.guard.js';
import type { Principal, Provisioner } from './principal.js';
import { countRequest, mayProvision } from './request-rate.js';

/** SCIM: Basic, API key or OAuth access token; `unauthenticated` for a session token. */
@Injectable()
export class ScimCredentialGuard extends AuthenticationGuard {
  protected override admit(caller: Principal | Provisioner): void {
    if (caller.credential !== 'session') return;
    throw unauthenticated(
      'A session token cannot be used for SCIM. Use HTTP Basic, or an API key as "Authorization: Bearer".',
      { code: 'session-on-scim', invalidToken: true },
    );
  }

  /** While the module is off, requests do not count against the account. */
  protected override countRequest(rates: AccountRates, caller: Provisioner): void {
    countRequest(rates, caller, mayProvision(caller) && caller.scimEnabled);
  }
}
