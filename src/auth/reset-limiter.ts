import { foldKey } from '../common/fold-key.js';
import { attemptKey, type AttemptLimiter } from './attempt-limiter.js';
import { clientAddressOf } from './client-address.js';

/** Limits password reset requests, for one name from one address and for one address in total. */
export class ResetLimiter {
  constructor(
    private readonly nameAndAddress: AttemptLimiter,
    private readonly address: AttemptLimiter,
  ) {}

  /** Counts a request. Throws `throttled` beyond the limit, whether or not the name exists. */
  async count(loginName: string, address: string): Promise<void> {
    const { source } = clientAddressOf(address);
    await this.address.count(attemptKey(source));
    await this.nameAndAddress.count(attemptKey(foldKey(loginName), source));
  }
}
