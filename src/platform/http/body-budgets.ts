import { Injectable } from '@nestjs/common';
import { ByteBudget } from '../limits/byte-budget.js';

/** The largest body that is read, in bytes: a group of some 50,000 members fits. */
export const BODY_LIMIT = 10_485_760;

/** Up to here a body is small, in bytes. */
export const SMALL_BODY = 65_536;

const WAIT = { waitingAtMost: 1_000, waitMs: 30_000 };

/** Of an account at once: one body of the largest size, or many smaller ones. What has been read takes several times as much. */
const LARGE = { ...WAIT, perSender: BODY_LIMIT, inAll: 3 * BODY_LIMIT };

const SMALL = { ...WAIT, perSender: 2_097_152, inAll: 16_777_216 };

/**
 * How much of the bodies that have been sent may be in memory, from when one is read until it is answered. Those that have to wait
 * do so where they cost nothing: with their senders. Small ones never wait for large ones.
 */
@Injectable()
export class BodyBudgets {
  private readonly large = new ByteBudget({
    ...LARGE,
    refusal: 'Too many large requests of your account wait to be read.',
  });
  private readonly small = new ByteBudget({
    ...SMALL,
    refusal: 'Too many requests of your account wait to be read.',
  });

  get waiting(): number {
    return this.large.waiting + this.small.waiting;
  }

  get refused(): number {
    return this.large.refused + this.small.refused;
  }

  /** Throws `throttled` where the sender has waited in vain. Gives what ends the body's stay in memory. */
  take(sender: string, bytes: number): Promise<() => void> {
    return (bytes > SMALL_BODY ? this.large : this.small).take(sender, bytes);
  }
}
