import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { unavailable } from '../../common/errors.js';
import { HashQueue, type HashTurn } from './hash-queue.js';

/** Argon2id, the library's default variant, at the least that OWASP's Password Storage Cheat Sheet allows. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A well-formed hash that no password is known to give. */
const NOBODY = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/**
 * One processor stays free for all other requests, which would wait for hashes otherwise, and one of libuv's four threads
 * for files and name look-ups.
 */
const AT_ONCE = Math.min(Math.max(availableParallelism() - 1, 1), 3);

/** Of one sender: at some 10 ms a hash the last waits a few seconds. */
const WAITING_OF_ONE = 250;

/** Of all senders together. */
const WAITING_IN_ALL = 5_000;

/** The sender of what Declaree itself asks for. */
const OURSELVES = '';

/**
 * Hashes passwords and checks them against hashes. Only a few hashes are computed at a time, and senders take turns: who
 * sends guesses by the hundred waits for them alone, and behind those who are known. Whether a user name exists gives no
 * precedence: the time of an answer would tell. Every method throws `unavailable` where too many wait already.
 */
@Injectable()
export class PasswordHasher {
  /** How many hashes have been computed. */
  computed = 0;
  /** How many were refused because too many waited. */
  refused = 0;
  private readonly queue = new HashQueue({
    atOnce: AT_ONCE,
    waitingOfOne: WAITING_OF_ONE,
    waitingInAll: WAITING_IN_ALL,
  });

  /** How many hashes wait to be computed. */
  get waiting(): number {
    return this.queue.waiting;
  }

  /** The hash of a new password. `sender` is whose turn it takes: an account, an operator, a link. */
  hash(password: string, sender = OURSELVES): Promise<string> {
    return this.inTurn({ sender, isKnown: true }, () => hash(password, COST));
  }

  /** Whether `password` is the one that `passwordHash` was made from. */
  verify(passwordHash: string, password: string, turn: HashTurn): Promise<boolean> {
    return this.inTurn(turn, () => verify(passwordHash, password));
  }

  /** Costs what `verify` costs, so that the time of an answer does not tell which user names exist. */
  async verifyNobody(password: string, turn: HashTurn): Promise<false> {
    await this.verify(NOBODY, password, turn);
    return false;
  }

  private async inTurn<T>(turn: HashTurn, work: () => Promise<T>): Promise<T> {
    if (this.queue.isFull(turn)) {
      this.refused += 1;
      throw unavailable('Too many passwords wait to be hashed. Try again shortly.');
    }
    const result = await this.queue.run(turn, work);
    this.computed += 1;
    return result;
  }
}
