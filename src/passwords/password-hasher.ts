import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';
import { unavailable } from '../common/errors.js';

/** Argon2id, the library's default variant, at the least that OWASP's Password Storage Cheat Sheet allows. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A well-formed hash that no password is known to give. */
const NOBODY = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/**
 * One processor stays free for all other requests, which would wait for hashes otherwise, and one of libuv's four threads
 * for files and name look-ups.
 */
const AT_ONCE = Math.min(Math.max(availableParallelism() - 1, 1), 3);

/** At some 10 ms a hash the last in line waits a few seconds. */
const WAITING_AT_MOST = 500;

/**
 * Hashes passwords and checks them against hashes. Only a few hashes are computed at a time; every method
 * throws `unavailable` where too many wait already.
 */
@Injectable()
export class PasswordHasher {
  /** How many hashes have been computed. */
  computed = 0;
  /** How many were refused because too many waited. */
  refused = 0;
  private readonly limit = pLimit(AT_ONCE);

  /** How many hashes wait to be computed. */
  get waiting(): number {
    return this.limit.pendingCount;
  }

  hash(password: string): Promise<string> {
    return this.inLine(() => hash(password, COST));
  }

  /** Whether `password` is the one that `passwordHash` was made from. */
  verify(passwordHash: string, password: string): Promise<boolean> {
    return this.inLine(() => verify(passwordHash, password));
  }

  /** Costs what `verify` costs, so that the time of an answer does not tell which user names exist. */
  async verifyNobody(password: string): Promise<false> {
    await this.verify(NOBODY, password);
    return false;
  }

  private async inLine<T>(work: () => Promise<T>): Promise<T> {
    if (this.limit.pendingCount >= WAITING_AT_MOST) {
      this.refused += 1;
      throw unavailable('Too many logins at once. Try again shortly.');
    }
    const result = await this.limit(work);
    this.computed += 1;
    return result;
  }
}
