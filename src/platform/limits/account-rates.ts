import { LRUCache } from 'lru-cache';
import { RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { tooManyRequests } from './refusals.js';

/** Requests are averaged over a minute, so that an identity provider may send bursts. */
export const RATE_WINDOW_SECONDS = 60;

/** Maximum senders in memory; an evicted sender starts again at zero. */
const SENDERS_AT_MOST = 10_000;

/** Requests are reported to the store in batches of this fraction of the limit. */
const SHARE_OF_LIMIT = 1_000;

/** Points for a request of one person; a request of the account costs 1. */
const PERSON_WEIGHT = 10;

interface Rate {
  uncounted: number;
  /** In `performance.now()` time, which ignores clock changes. */
  refusedUntil: number;
}

/**
 * Limits the requests of an account per minute. Requests are counted in small batches in the background: a slow or
 * missing store delays no request, but a few requests too many may pass.
 */
export class AccountRates {
  /** Number of refused requests. */
  refused = 0;
  private readonly rates = new LRUCache<string, Rate>({ max: SENDERS_AT_MOST });
  private readonly batch: number;

  /** null for no limit. */
  constructor(private readonly store: RateLimiterAbstract | null) {
    this.batch = Math.max(1, Math.floor((store?.points ?? 0) / SHARE_OF_LIMIT));
  }

  /** Counts a request. Throws `throttled` while the account is over its limit. */
  ensureAllowed(accountId: string): void {
    this.ensure(accountId, 1, 'Your account sends too many requests.');
  }

  /** The same for a user who is not an admin; the limit is a tenth of the account's. */
  ensurePersonAllowed(accountId: string, userId: string): void {
    this.ensure(`${accountId} ${userId}`, PERSON_WEIGHT, 'You send too many requests.');
  }

  private ensure(sender: string, points: number, refusal: string): void {
    if (!this.store) return;
    const rate = this.rateOf(sender);
    const waitMs = rate.refusedUntil - performance.now();
    if (waitMs > 0) {
      this.refused += 1;
      throw tooManyRequests(refusal, waitMs);
    }
    rate.uncounted += points;
    if (rate.uncounted >= this.batch) void this.count(this.store, sender, rate);
  }

  private rateOf(sender: string): Rate {
    const known = this.rates.get(sender);
    if (known) return known;
    const rate = { uncounted: 0, refusedUntil: 0 };
    this.rates.set(sender, rate);
    return rate;
  }

  private async count(store: RateLimiterAbstract, sender: string, rate: Rate): Promise<void> {
    const points = rate.uncounted;
    rate.uncounted = 0;
    try {
      await store.consume(sender, points);
    } catch (error) {
      // Any other error means that the store is unavailable; these requests stay uncounted.
      if (error instanceof RateLimiterRes)
        rate.refusedUntil = performance.now() + Math.min(error.msBeforeNext, RATE_WINDOW_SECONDS * 1_000);
    }
  }
}
