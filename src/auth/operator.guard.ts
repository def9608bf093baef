import { Injectable } from '@nestjs/common';
import { CredentialGuard } from './credential.guard.js';
import { asOperator, asPerson } from './authorization.js';
import type { Principal, Provisioner } from './principal.js';

/** REST for Declaree's support staff: like `CredentialGuard`, but `forbidden` for users of accounts. */
@Injectable()
export class OperatorGuard extends CredentialGuard {
  protected override admit(caller: Principal | Provisioner): void {
    super.admit(caller);
    asOperator(asPerson(caller));
  }
}
