import { foldKey } from '../common/fold-key.js';
import { attemptKey, type AttemptLimiter } from './attempt-limiter.js';
import { clientAddressOf } from './client-address.js';

/** Keeps requests for a new password few, for one name from one address and from one address in all. */
export class ResetLimiter {
  constructor(
    private readonly nameAndAddress: AttemptLimiter,
    private readonly address: AttemptLimiter,
  ) {}

  /** Counts a request. Throws `throttled` for one too many, whether anybody has the name or not. */
  async count(loginName: string, address: string): Promise<void> {
    const { source } = clientAddressOf(address);
    await this.address.count(attemptKey(source));
    await this.nameAndAddress.count(attemptKey(foldKey(loginName), source));
  }
}
