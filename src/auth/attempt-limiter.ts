import { createHash } from 'node:crypto';
import { RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { DomainError } from '../common/errors.js';
import type { AttemptLimit } from './attempt-limits.js';

/** Token of the limiter of requests to reset a password; the class itself is that of wrong passwords. */
export const RESET_LIMITER = Symbol('RESET_LIMITER');

/**
 * Refuses attempts beyond a limit for one login name from one address; attempts are wrong passwords, or what else a
 * limiter is for. Every method throws `throttled` while that lasts, for the right password too.
 */
export class AttemptLimiter {
  constructor(
    private readonly attempts: RateLimiterAbstract,
    private readonly limit: Pick<AttemptLimit, 'points' | 'duration' | 'refusal'>,
  ) {}

  /** What attempts are counted by: a hash, so that a shared store learns no login names. */
  keyOf(loginNameKey: string, address: string): string {
    return createHash('sha256')
      .update(JSON.stringify([loginNameKey, address]))
      .digest('base64url');
  }

  /** Checks that the limit is not reached, and counts nothing. */
  async ensureAllowed(key: string): Promise<void> {
    const count = await this.attempts.get(key);
    const lasts = count && count.msBeforeNext > 0;
    if (lasts && count.consumedPoints >= this.limit.points) throw this.throttled(count);
  }

  /** Counts an attempt. */
  async count(key: string): Promise<void> {
    try {
      await this.attempts.consume(key);
    } catch (error) {
      throw error instanceof RateLimiterRes ? this.throttled(error) : error;
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

  private throttled({ msBeforeNext }: RateLimiterRes): DomainError {
    // A clock that was set back meanwhile would make it hours.
    const seconds = Math.min(this.limit.duration, Math.max(1, Math.ceil(msBeforeNext / 1_000)));
    return new DomainError('throttled', `${this.limit.refusal} Wait ${seconds} s before the next try.`, {
      code: 'too-many-attempts',
      retryAfterSeconds: seconds,
    });
  }
}
