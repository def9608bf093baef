import { Injectable } from '@nestjs/common';
import { ByteBudget } from '../limits/byte-budget.js';

/** What an answer takes until it is known how long it is, in bytes. */
const EXPECTED = 16_384;

const WAIT = { waitingAtMost: 1_000, waitMs: 30_000 };

/**
 * How much of the answers that have not been read by their clients may be in memory. Every request takes a little, and lets others of its
 * account wait where that is used up; what takes much waits for more before it is read from the database.
 */
@Injectable()
export class AnswerBudgets {
  /** How many connections have been closed because nobody read what was sent. */
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

  /** For a request of `sender`, until its answer has been sent. Throws `throttled`. Gives what ends that. */
  begin(sender: string): Promise<() => void> {
    return this.all.take(sender, EXPECTED);
  }

  /** For a large answer. Throws `throttled`. Gives what ends its stay in memory. */
  makeRoom(sender: string, bytes: number): Promise<() => void> {
    return this.large.take(sender, bytes);
  }
}
