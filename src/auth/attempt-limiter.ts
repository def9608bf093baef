import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { DomainError } from '../common/errors.js';
import { ATTEMPTS, WRONG_PASSWORDS } from './attempt-store.js';

/**
 * Refuses logins after ten wrong passwords within a minute for one login name from one address. Every method
 * throws `throttled` while that lasts, for the right password too.
 */
@Injectable()
export class AttemptLimiter {
  constructor(@Inject(ATTEMPTS) private readonly attempts: RateLimiterAbstract) {}

  /** What wrong passwords are counted by: a hash, so that a shared store learns no login names. */
  keyOf(loginNameKey: string, address: string): string {
    return createHash('sha256')
      .update(JSON.stringify([loginNameKey, address]))
      .digest('base64url');
  }

  /** Checks that the limit is not reached, and counts nothing. */
  async ensureAllowed(key: string): Promise<void> {
    const count = await this.attempts.get(key);
    if (count && count.consumedPoints >= WRONG_PASSWORDS) throw throttled(count);
  }

  /** Counts a wrong password. */
  async count(key: string): Promise<void> {
    try {
      await this.attempts.consume(key);
    } catch (error) {
      throw error instanceof RateLimiterRes ? throttled(error) : error;
    }
  }

  /**
   * Runs `verify`, and counts it unless it gives something. Counted before and taken back after, it keeps
   * guesses that come at once within the limit too.
   */
  async attempt<T>(key: string, verify: () => Promise<T | null>): Promise<T | null> {
    await this.count(key);
    let wrong = false;
    try {
      const result = await verify();
      wrong = result === null;
      return result;
    } finally {
      if (!wrong) await this.attempts.reward(key);
    }
  }
}

function throttled({ msBeforeNext }: RateLimiterRes): DomainError {
  const seconds = Math.max(1, Math.ceil(msBeforeNext / 1_000));
  return new DomainError(
    'throttled',
    `Too many wrong passwords for this user name from this address. Wait ${seconds} s before the next try.`,
    { code: 'too-many-attempts', retryAfterSeconds: seconds },
  );
}
