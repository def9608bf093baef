import { Injectable, type ExecutionContext } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { unauthenticated } from '../common/errors.js';
import { AccountRates } from '../platform/limits/account-rates.js';
import { PasswordStrategy } from './password.strategy.js';
import { principalOf } from './authorization.js';
import type { AuthenticatedRequest, Principal, UserPrincipal } from './principal.js';
import { countRequest } from './request-rate.js';
import { TokenStrategy } from './token.strategy.js';

/**
 * Finds out by Passport who sent a request, and leaves the principal in `request.user`. Which principals may go
 * on is for each guard to say; `throttled` where the account sends too much.
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

  /** Throws what the strategies threw, or `unauthenticated` where none of them can read the credential. */
  override handleRequest<P>(error: Error | null, principal: P | false): P {
    if (error) throw error;
    if (principal) return principal;
    throw unauthenticated(
      'Send a user name and password as HTTP Basic in UTF-8, or "Authorization: Bearer" with an API key.',
      { code: 'no-credential' },
    );
  }

  protected countRequest(rates: AccountRates, principal: UserPrincipal): void {
    countRequest(rates, principal);
  }

  /** Throws a DomainError for a principal that may not go on. */
  protected abstract admit(principal: Principal): void;
}
