import { createHash } from 'node:crypto';
import { RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { DomainError } from '../common/errors.js';
import type { AttemptLimit } from './attempt-limits.js';

/** What attempts are counted by: a hash, so that a shared store learns no login names. */
export function attemptKey(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

/** Counts attempts of one kind by a key. Throws `throttled` for those beyond the limit. */
export class AttemptLimiter {
  constructor(
    private readonly attempts: RateLimiterAbstract,
    private readonly limit: Pick<AttemptLimit, 'points' | 'duration' | 'refusal'>,
  ) {}

  /** Checks that the limit is not reached, and counts nothing. */
  async ensureAllowed(key: string): Promise<void> {
    const count = await this.attempts.get(key);
    const lasts = count && count.msBeforeNext > 0;
    if (lasts && count.consumedPoints >= this.limit.points) throw this.throttled(count);
  }

  /** Counts an attempt, and gives how many there have been. */
  async count(key: string): Promise<number> {
    try {
      return (await this.attempts.consume(key)).consumedPoints;
    } catch (error) {
      throw error instanceof RateLimiterRes ? this.throttled(error) : error;
    }
  }

  /** Takes back an attempt that was none. */
  async takeBack(key: string): Promise<void> {
    await this.attempts.reward(key);
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
