import { Injectable } from '@nestjs/common';
import { CredentialGuard } from './credential.guard.js';
import { asAdmin } from './authorization.js';
import type { Principal } from './principal.js';

/** REST on an account's own data: like `CredentialGuard`, but `forbidden` for all except administrators. */
@Injectable()
export class AccountAdminGuard extends CredentialGuard {
  protected override admit(principal: Principal): void {
    super.admit(principal);
    asAdmin(principal);
  }
}
