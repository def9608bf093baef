import { hash } from 'node:crypto';
import { RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import type { DomainError } from '../common/errors.js';
import type { AttemptLimit } from './attempt-limits.js';

/** The key of a counter: a hash, so that the shared store contains no login names. */
export function attemptKey(...parts: readonly string[]): string {
  return hash('sha256', JSON.stringify(parts), 'base64url');
}

/** Counts attempts of one kind per key. Throws `throttled` beyond the limit. */
export class AttemptLimiter {
  constructor(
    private readonly attempts: RateLimiterAbstract,
    private readonly limit: Pick<AttemptLimit, 'points' | 'duration' | 'refusal'>,
  ) {}

  /** Throws if the limit is reached; does not count. */
  async ensureAllowed(key: string): Promise<void> {
    const count = await this.attempts.get(key);
    const lasts = count && count.msBeforeNext > 0;
    if (lasts && count.consumedPoints >= this.limit.points) throw this.throttled(count);
  }

  /** Counts an attempt and returns the total. */
  async count(key: string): Promise<number> {
    try {
      return (await this.attempts.consume(key)).consumedPoints;
    } catch (error) {
      throw error instanceof RateLimiterRes ? this.throttled(error) : error;
    }
  }

  /** Undoes the count of an attempt. */
  async takeBack(key: string): Promise<void> {
    await this.attempts.reward(key);
  }

  private throttled({ msBeforeNext }: RateLimiterRes): DomainError {
    // A clock that was set back meanwhile would make it hours.
    const seconds = Math.min(this.limit.duration, Math.max(1, Math.ceil(msBeforeNext / 1_000)));
    return this.limit.refusal(seconds);
  }
}
