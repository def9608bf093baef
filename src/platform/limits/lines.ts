import pLimit, { type LimitFunction } from 'p-limit';

/** How many of one sender's run at once, and how many may wait behind them. */
export interface LineLimits {
  atOnce: number;
  waitingAtMost: number;
}

/** Lines of work, one for each sender: what one sends too much of waits there, and not in front of what others send. */
export class Lines {
  /** How much waits, of all senders. */
  waiting = 0;
  private readonly lines = new Map<string, LimitFunction>();

  constructor(private readonly limits: LineLimits) {}

  /** Whether no more of the sender's may wait. */
  isFull(sender: string): boolean {
    return (this.lines.get(sender)?.pendingCount ?? 0) >= this.limits.waitingAtMost;
  }

  /** Runs `work` when it is the sender's turn. */
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
