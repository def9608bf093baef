import { Injectable } from '@nestjs/common';
import { ByteBudget } from '../limits/byte-budget.js';

/** Reserved size of an answer until its length is known, in bytes. */
const EXPECTED = 16_384;

const WAIT = { waitingAtMost: 1_000, waitMs: 30_000 };

/**
 * Limits the memory for answers that clients have not read. Every request reserves a little, and waits if its account's
 * budget is used up; a large answer reserves more before it is read from the database.
 */
@Injectable()
export class AnswerBudgets {
  /** Number of connections closed because the client did not read the answer. */
  abandoned = 0;
  private readonly all = new ByteBudget({
    ...WAIT,
    perSender: 8_388_608,
    inAll: 67_108_864,
    refusal: 'Too many answers to requests of your account have not been read.',
  });
  private readonly large = new ByteBudget({
    ...WAIT,
    perSender: 8_388_608,
    inAll: 25_165_824,
    refusal: 'Too many large answers to requests of your account have not been read.',
  });

  get waiting(): number {
    return this.all.waiting + this.large.waiting;
  }

  get refused(): number {
    return this.all.refused + this.large.refused;
  }

  /** Reserves memory for a request of `sender`. Returns a function that releases it. Throws `throttled`. */
  begin(sender: string): Promise<() => void> {
    return this.all.take(sender, EXPECTED);
  }

  /** Reserves memory for a large answer. Returns a function that releases it. Throws `throttled`. */
  makeRoom(sender: string, bytes: number): Promise<() => void> {
    return this.large.take(sender, bytes);
  }
}
