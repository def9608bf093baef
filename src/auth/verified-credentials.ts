import { createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { HashTurn } from './passwords/hash-queue.js';
import { PasswordHasher } from './passwords/password-hasher.js';

const REMEMBERED_AT_MOST = 20_000;
const REMEMBERED_FOR_MS = 5 * 60_000;

/** A login name with a password, whose turn it takes to check them, and the stored hashes of everybody whom the name may mean. */
export interface Claim {
  loginNameKey: string;
  password: string;
  turn: HashTurn;
  hashes: readonly string[];
}

/** The one stored hash that the password fits; null where it fits none of them, or several. */
export type Verdict = string | null;

/**
 * Remembers for a few minutes what argon2 said, so that a hundred requests a second do not cost a hundred
 * hashes. A claim is known by an HMAC under a key of this process alone, over the stored hashes too: a changed
 * password is another claim. Nothing else is remembered, no user, no role.
 */
@Injectable()
export class VerifiedCredentials {
  /** How often a verdict was known. */
  hits = 0;
  /** How often one had to be computed. */
  misses = 0;
  private readonly key = randomBytes(32);
  private readonly verdicts = new LRUCache<string, Promise<Verdict>>({
    max: REMEMBERED_AT_MOST,
    ttl: REMEMBERED_FOR_MS,
  });

  constructor(private readonly hasher: PasswordHasher) {}

  /** What the claim is known by, wherever it came from. */
  digest({ loginNameKey, password, hashes }: Claim): string {
    const text = JSON.stringify([loginNameKey, password, ...hashes.toSorted()]);
    return createHmac('sha256', this.key).update(text).digest('base64');
  }

  /** The verdict on a claim that argon2 has checked, or is checking. */
  find(digest: string): Promise<Verdict> | undefined {
    const known = this.verdicts.get(digest);
    if (known) this.hits += 1;
    return known;
  }

  /** Checks a claim, at the cost of a hash for each candidate. Throws `unavailable` where too many wait. */
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
