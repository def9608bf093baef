import { createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { HashSender } from './passwords/hash-queue.js';
import { PasswordHasher } from './passwords/password-hasher.js';

const REMEMBERED_AT_MOST = 20_000;
const REMEMBERED_FOR_MS = 5 * 60_000;

/** A login name and password, the queue for checking them, and the stored hashes of all candidates. */
export interface Claim {
  loginNameKey: string;
  password: string;
  turn: HashSender;
  hashes: readonly string[];
}

/** The matching stored hash; null if the password matches none or several. */
export type Verdict = string | null;

/**
 * Caches verdicts of argon2 for a few minutes, so that a hundred requests a second do not cost a hundred hashes. The
 * cache key is an HMAC with a per-process key, including the stored hashes, so that a changed password misses. Users
 * and roles are not cached.
 */
@Injectable()
export class VerifiedCredentials {
  /** Number of cache hits. */
  hits = 0;
  /** Number of cache misses. */
  misses = 0;
  private readonly key = randomBytes(32);
  private readonly verdicts = new LRUCache<string, Promise<Verdict>>({
    max: REMEMBERED_AT_MOST,
    ttl: REMEMBERED_FOR_MS,
  });

  constructor(private readonly hasher: PasswordHasher) {}

  /** The cache key of a claim. */
  digest({ loginNameKey, password, hashes }: Claim): string {
    const text = JSON.stringify([loginNameKey, password, ...hashes.toSorted()]);
    return createHmac('sha256', this.key).update(text).digest('base64');
  }

  /** The cached or pending verdict. */
  find(digest: string): Promise<Verdict> | undefined {
    const known = this.verdicts.get(digest);
    if (known) this.hits += 1;
    return known;
  }

  /** Computes the verdict, with one hash per candidate. Throws `unavailable` if too many wait. */
  verify(digest: string, claim: Claim): Promise<Verdict> {
    const known = this.verdicts.get(digest);
    if (known) return known;
    this.misses += 1;
    const verdict = this.compute(claim);
    this.verdicts.set(digest, verdict);
    verdict.catch(() => this.verdicts.delete(digest));
    return verdict;
  }

  private async compute({ password, turn, hashes }: Claim): Promise<Verdict> {
    if (hashes.length === 0) await this.hasher.verifyNobody(password, turn);
    const fits = await Promise.all(hashes.map((hash) => this.hasher.verify(hash, password, turn)));
    const [fitting, ...others] = hashes.filter((_, index) => fits[index]);
    return fitting === undefined || others.length > 0 ? null : fitting;
  }
}
