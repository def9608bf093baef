import { LRUCache } from 'lru-cache';
import { RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { tooManyRequests } from './too-many-requests.js';

/** Requests are averaged over a minute, so that a provider may send what it has gathered all at once. */
export const RATE_WINDOW_SECONDS = 60;

/** So many accounts and persons are told apart at a time; one that is forgotten is only counted anew. */
const SENDERS_AT_MOST = 10_000;

/** Counted by the share of the limit that is worth asking a shared store for. */
const SHARE_OF_LIMIT = 1_000;

/** What a request of one person counts, where one of the account counts 1. */
const PERSON_WEIGHT = 10;

interface Rate {
  uncounted: number;
  /** By `performance.now()`, which goes on when somebody sets the clock. */
  refusedUntil: number;
}

/**
 * Refuses what an account sends beyond its requests a minute. No request waits for the count: it is made in small
 * batches behind the answers, so a slow or missing store costs nobody time, and a few requests too many may pass.
 */
export class AccountRates {
  /** How many requests have been refused. */
  refused = 0;
  private readonly rates = new LRUCache<string, Rate>({ max: SENDERS_AT_MOST });
  private readonly batch: number;

  /** Without a store there is no limit. */
  constructor(private readonly store: RateLimiterAbstract | null) {
    this.batch = Math.max(1, Math.floor((store?.points ?? 0) / SHARE_OF_LIMIT));
  }

  /** Counts a request. Throws `throttled` for as long as the account is over its limit. */
  ensureAllowed(accountId: string): void {
    this.ensure(accountId, 1, 'Your account sends more requests than it may.');
  }

  /** The same for a person of the account who does not act for it, and has a tenth of its limit. */
  ensurePersonAllowed(accountId: string, userId: string): void {
    this.ensure(`${accountId} ${userId}`, PERSON_WEIGHT, 'You send more requests than one person may.');
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
      // Any other error is a store that is away: its requests stay uncounted.
      if (error instanceof RateLimiterRes)
        rate.refusedUntil = performance.now() + Math.min(error.msBeforeNext, RATE_WINDOW_SECONDS * 1_000);
    }
  }
}
