import { Injectable } from '@nestjs/common';
import { AuthenticationGuard } from './authentication.guard.js';
import type { Principal } from './principal.js';
import { endedSession, unknownKey, wrongPassword } from './refusals.js';

const REFUSALS = { basic: wrongPassword, key: unknownKey, session: endedSession };

/** REST: Basic, API key or session of an active user or an operator; else `unauthenticated`. */
@Injectable()
export class CredentialGuard extends AuthenticationGuard {
  protected override admit(principal: Principal): void {
    if (principal.kind === 'user' && !principal.active) throw REFUSALS[principal.credential]();
  }
}
