import { Injectable } from '@nestjs/common';
import { ByteBudget } from '../limits/byte-budget.js';

/** Maximum body size in bytes: enough for a group of about 50,000 members. */
export const BODY_LIMIT = 10_485_760;

/** Maximum size of a small body, in bytes. */
export const SMALL_BODY = 65_536;

const WAIT = { waitingAtMost: 1_000, waitMs: 30_000 };

/** Per account: one body of the maximum size, or many smaller ones. Parsed bodies take several times as much. */
const LARGE = { ...WAIT, perSender: BODY_LIMIT, inAll: 3 * BODY_LIMIT };

const SMALL = { ...WAIT, perSender: 2_097_152, inAll: 16_777_216 };

/**
 * Limits the memory for request bodies, from reading until the answer. Waiting bodies are left unread in the socket.
 * Small ones never wait for large ones.
 */
@Injectable()
export class BodyBudgets {
  private readonly large = new ByteBudget({
    ...LARGE,
    refusal: 'Too many large requests of your account are waiting.',
  });
  private readonly small = new ByteBudget({
    ...SMALL,
    refusal: 'Too many requests of your account are waiting.',
  });

  get waiting(): number {
    return this.large.waiting + this.small.waiting;
  }

  get refused(): number {
    return this.large.refused + this.small.refused;
  }

  /** Returns a function that releases the memory. Throws `throttled` after waiting in vain. */
  take(sender: string, bytes: number): Promise<() => void> {
    return (bytes > SMALL_BODY ? this.large : this.small).take(sender, bytes);
  }
}
