import type { FastifyRequest } from 'fastify';
import { Lines } from '../lines.js';
import { tooManyRequests } from '../too-many-requests.js';

/** In bytes. */
const SMALL = 65_536;

/** Of one account: what has been read stays in memory, several times as large as it came, until its answer is ready. */
const AT_ONCE = 8;

const WAITING_AT_MOST = 1_000;

const TRY_AGAIN_AFTER_MS = 5_000;

/** Whether a body is worth a line; one that does not say how long it is may be. */
export function isLarge({ headers }: FastifyRequest): boolean {
  const length = headers['content-length'];
  return length === undefined || Number(length) > SMALL;
}

/** Has the large bodies of an account read a few at a time. The others wait where they cost nothing: with their senders. */
export class LargeBodies {
  private readonly lines = new Lines({ atOnce: AT_ONCE, waitingAtMost: WAITING_AT_MOST });

  /** Reads and answers a request by `work` when it is the account's turn. Throws `throttled` where too many wait. */
  async take<T>(accountId: string, work: () => Promise<T>): Promise<T> {
    if (this.lines.isFull(accountId)) {
      throw tooManyRequests('Too many large requests of your account wait to be read.', TRY_AGAIN_AFTER_MS);
    }
    return this.lines.take(accountId, work);
  }
}
