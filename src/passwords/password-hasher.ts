import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';
import { unavailable } from '../common/errors.js';
import { Lines } from '../common/lines.js';

/** Argon2id, the library's default variant, at the least that OWASP's Password Storage Cheat Sheet allows. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A well-formed hash that no password is known to give. */
const NOBODY = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/**
 * One processor stays free for all other requests, which would wait for hashes otherwise, and one of libuv's four threads
 * for files and name look-ups.
 */
const AT_ONCE = Math.min(Math.max(availableParallelism() - 1, 1), 3);

/** Of one sender: at some 10 ms a hash the last in line waits a few seconds. */
const WAITING_AT_MOST = 500;

/** Of all senders together. */
const WAITING_IN_ALL_AT_MOST = 5_000;

/** The sender of what Declaree itself asks for. */
const OURSELVES = '';

/**
 * Hashes passwords and checks them against hashes. Only a few hashes are computed at a time, and senders take turns: who
 * sends guesses by the hundred waits for them alone. Every method throws `unavailable` where too many wait already.
 */
@Injectable()
export class PasswordHasher {
  /** How many hashes have been computed. */
  computed = 0;
  /** How many were refused because too many waited. */
  refused = 0;
  /** How many are being computed or wait. */
  private underway = 0;
  private readonly limit = pLimit(AT_ONCE);
  private readonly lines = new Lines({ atOnce: AT_ONCE, waitingAtMost: WAITING_AT_MOST });

  /** How many hashes wait to be computed. */
  get waiting(): number {
    return Math.max(0, this.underway - AT_ONCE);
  }

  /** The hash of a new password. `sender` is whose turn it takes: an account, an operator, a link. */
  hash(password: string, sender = OURSELVES): Promise<string> {
    return this.inLine(sender, () => hash(password, COST));
  }

  /** Whether `password` is the one that `passwordHash` was made from. `sender` is the address that it came from. */
  verify(passwordHash: string, password: string, sender = OURSELVES): Promise<boolean> {
    return this.inLine(sender, () => verify(passwordHash, password));
  }

  /** Costs what `verify` costs, so that the time of an answer does not tell which user names exist. */
  async verifyNobody(password: string, sender = OURSELVES): Promise<false> {
    await this.verify(NOBODY, password, sender);
    return false;
  }

  private async inLine<T>(sender: string, work: () => Promise<T>): Promise<T> {
    if (this.lines.isFull(sender) || this.waiting >= WAITING_IN_ALL_AT_MOST) {
      this.refused += 1;
      throw unavailable('Too many passwords wait to be hashed. Try again shortly.');
    }
    this.underway += 1;
    try {
      const result = await this.lines.take(sender, () => this.limit(work));
      this.computed += 1;
      return result;
    } finally {
      this.underway -= 1;
    }
  }
}
