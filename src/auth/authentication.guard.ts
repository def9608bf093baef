import { Injectable, type ExecutionContext } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { AccountRates } from '../platform/limits/account-rates.js';
import { PasswordStrategy } from './password.strategy.js';
import { principalOf } from './authorization.js';
import type { AuthenticatedRequest, Principal, UserPrincipal } from './principal.js';
import { countRequest } from './request-rate.js';
import { TokenStrategy } from './token.strategy.js';
import { noCredential } from './refusals.js';

/**
 * Authenticates a request with Passport and stores the principal in `request.user`. Subclasses decide which principals
 * to admit. Throws `throttled` if the account exceeds its rate.
 */
@Injectable()
export abstract class AuthenticationGuard extends AuthGuard() {
  constructor(
    password: PasswordStrategy,
    token: TokenStrategy,
    private readonly rates: AccountRates,
  ) {
    super({ defaultStrategy: [password.name, token.name] });
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    await super.canActivate(context);
    const principal = principalOf(context.switchToHttp().getRequest<AuthenticatedRequest>());
    this.admit(principal);
    if (principal.kind === 'user') this.countRequest(this.rates, principal);
    return true;
  }

  /** Throws the error of the strategies, or `unauthenticated` if none can read the credential. */
  override handleRequest<P>(error: Error | null, principal: P | false): P {
    if (error) throw error;
    if (principal) return principal;
    throw noCredential();
  }

  protected countRequest(rates: AccountRates, principal: UserPrincipal): void {
    countRequest(rates, principal);
  }

  /** Throws a DomainError for a principal without access. */
  protected abstract admit(principal: Principal): void;
}
