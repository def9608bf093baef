import { Injectable } from '@nestjs/common';
import { CredentialGuard } from './credential.guard.js';
import { asOperator } from './authorization.js';
import type { Principal } from './principal.js';

/** REST for Declaree's support staff: like `CredentialGuard`, but `forbidden` for users of accounts. */
@Injectable()
export class OperatorGuard extends CredentialGuard {
  protected override admit(principal: Principal): void {
    super.admit(principal);
    asOperator(principal);
  }
}
