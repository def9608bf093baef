import pLimit, { type LimitFunction } from 'p-limit';

/** How many calls of one sender run at once, and how many may wait. */
export interface LineLimits {
  atOnce: number;
  waitingAtMost: number;
}

/** One queue per sender, so that a busy sender only delays itself. */
export class Lines {
  /** Number of waiting calls, of all senders. */
  waiting = 0;
  private readonly lines = new Map<string, LimitFunction>();

  constructor(private readonly limits: LineLimits) {}

  /** Whether the sender's queue is full. */
  isFull(sender: string): boolean {
    return (this.lines.get(sender)?.pendingCount ?? 0) >= this.limits.waitingAtMost;
  }

  /** Runs `work` when the sender's queue gets to it. */
  async take<T>(sender: string, work: () => Promise<T>): Promise<T> {
    const line = this.lineOf(sender);
    this.waiting += 1;
    try {
      return await line(() => {
        this.waiting -= 1;
        return work();
      });
    } finally {
      if (line.activeCount + line.pendingCount === 0) this.lines.delete(sender);
    }
  }

  private lineOf(sender: string): LimitFunction {
    const known = this.lines.get(sender);
    if (known) return known;
    const line = pLimit(this.limits.atOnce);
    this.lines.set(sender, line);
    return line;
  }
}
