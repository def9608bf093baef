import { Injectable } from '@nestjs/common';
import { CredentialGuard } from './credential.guard.js';
import { asOperator } from './authorization.js';
import type { Principal } from './principal.js';

/** REST for Declaree's support staff: what `CredentialGuard` lets in, and `forbidden` for users of accounts. */
@Injectable()
export class OperatorGuard extends CredentialGuard {
  protected override admit(principal: Principal): void {
    super.admit(principal);
    asOperator(principal);
  }
}
