import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { AccountLines } from './account-lines.js';

/** What a guard leaves on the request, as far as lines want it: operators have no account. */
type Caller = { user?: { accountId?: string } };

/**
 * Has the work for a request of an account done in the account's line. It runs after the body has been read, so
 * that nobody holds a place by sending slowly.
 */
@Injectable()
export class AccountLineInterceptor implements NestInterceptor {
  constructor(private readonly lines: AccountLines) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const { user } = context.switchToHttp().getRequest<Caller>();
    if (user?.accountId === undefined) return next.handle();
    const work = () => lastValueFrom(next.handle(), { defaultValue: undefined });
    return from(this.lines.take(user.accountId, work));
  }
}
