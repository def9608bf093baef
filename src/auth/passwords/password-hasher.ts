import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { unavailable } from '../../common/errors.js';
import { HashQueue, type HashSender } from './hash-queue.js';

/** Argon2id with the minimum parameters of OWASP's Password Storage Cheat Sheet. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A valid hash without a known password. */
const NOBODY = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** Leaves one processor free for other requests, and one of libuv's four threads for files and DNS. */
const AT_ONCE = Math.min(Math.max(availableParallelism() - 1, 1), 3);

/** Per sender: at about 10 ms per hash, the last waits a few seconds. */
const WAITING_OF_ONE = 250;

/** For all senders together. */
const WAITING_IN_ALL = 5_000;

/** The sender for hashes of the program itself. */
const OURSELVES = '';

/**
 * Hashes and verifies passwords. Only a few hashes run at once, and senders take turns, so that a guesser only delays
 * itself; known senders take precedence. Whether a user name exists has no influence, because the response time would
 * reveal it. All methods throw `unavailable` if the queue is full.
 */
@Injectable()
export class PasswordHasher {
  /** Number of computed hashes. */
  computed = 0;
  /** Number of hashes refused because the queue was full. */
  refused = 0;
  private readonly queue = new HashQueue({
    atOnce: AT_ONCE,
    waitingOfOne: WAITING_OF_ONE,
    waitingInAll: WAITING_IN_ALL,
  });

  /** Number of waiting hashes. */
  get waiting(): number {
    return this.queue.waiting;
  }

  /** Hashes a new password. `sender` is an account, an operator or a link. */
  hash(password: string, sender = OURSELVES): Promise<string> {
    return this.inTurn({ sender, isKnown: true }, () => hash(password, COST));
  }

  /** Whether `password` matches `passwordHash`. */
  verify(passwordHash: string, password: string, turn: HashSender): Promise<boolean> {
    return this.inTurn(turn, () => verify(passwordHash, password));
  }

  /** Takes as long as `verify`, so that the response time does not reveal which user names exist. */
  async verifyNobody(password: string, turn: HashSender): Promise<false> {
    await this.verify(NOBODY, password, turn);
    return false;
  }

  private async inTurn<T>(turn: HashSender, work: () => Promise<T>): Promise<T> {
    if (this.queue.isFull(turn)) {
      this.refused += 1;
      throw unavailable('Too many logins are waiting. Try again shortly.');
    }
    const result = await this.queue.run(turn, work);
    this.computed += 1;
    return result;
  }
}
