import { Injectable } from '@nestjs/common';
import { CredentialGuard } from './credential.guard.js';
import { asAdmin, asPerson } from './authorization.js';
import type { Principal, Provisioner } from './principal.js';

/** REST on an account's own data: like `CredentialGuard`, but `forbidden` for all except administrators. */
@Injectable()
export class AccountAdminGuard extends CredentialGuard {
  protected override admit(caller: Principal | Provisioner): void {
    super.admit(caller);
    asAdmin(asPerson(caller));
  }
}
