import { Injectable } from '@nestjs/common';
import { AuthenticationGuard } from './authentication.guard.js';
import { asPerson } from './authorization.js';
import type { Principal, Provisioner } from './principal.js';
import { endedSession, unknownKey, wrongPassword } from './refusals.js';

const REFUSALS = { basic: wrongPassword, key: unknownKey, session: endedSession };

/** REST: Basic, API key or session of an active user or an operator; else `unauthenticated`, or `forbidden`. */
@Injectable()
export class CredentialGuard extends AuthenticationGuard {
  protected override admit(caller: Principal | Provisioner): void {
    const principal = asPerson(caller);
    if (principal.kind === 'user' && !principal.active) throw REFUSALS[principal.credential]();
  }
}
