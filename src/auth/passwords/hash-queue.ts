/** The queue of a hash. */
export interface HashSender {
  /** The sender, such as an account or a network; senders take turns. */
  sender: string;
  /** Whether the sender is known, which takes precedence over unknown senders. */
  isKnown: boolean;
}

interface QueueLimits {
  /** Concurrent hashes. */
  atOnce: number;
  /** Queue length per sender, separate for known and unknown. */
  waitingOfOne: number;
  /** Total queue length, separate for known and unknown senders. */
  waitingInAll: number;
}

/** Unknown senders get one in this many turns, so that known ones cannot starve them. */
const TURNS = 4;

/** A queue in which senders take turns, and known senders take precedence. */
export class HashQueue {
  private readonly known = new Rank();
  private readonly strangers = new Rank();
  private running = 0;
  private turn = 0;

  constructor(private readonly limits: QueueLimits) {}

  /** Number of waiting calls. */
  get waiting(): number {
    return this.known.size + this.strangers.size;
  }

  /** Whether the sender's queue is full. */
  isFull({ sender, isKnown }: HashSender): boolean {
    const rank = this.rankOf(isKnown);
    return rank.size >= this.limits.waitingInAll || rank.sizeOf(sender) >= this.limits.waitingOfOne;
  }

  /** Runs `work` when its turn comes. */
  run<T>({ sender, isKnown }: HashSender, work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.rankOf(isKnown).add(sender, () => {
        void work()
          .then(resolve, reject)
          .finally(() => {
            this.running -= 1;
            this.begin();
          });
      });
      this.begin();
    });
  }

  private begin(): void {
    while (this.running < this.limits.atOnce && this.waiting > 0) {
      this.running += 1;
      this.turn = (this.turn + 1) % TURNS;
      const [first, second] = this.turn === 0 ? [this.strangers, this.known] : [this.known, this.strangers];
      (first.take() ?? second.take())?.();
    }
  }

  private rankOf(isKnown: boolean): Rank {
    return isKnown ? this.known : this.strangers;
  }
}

/** Waiting calls of one rank by sender; the next sender comes first. */
class Rank {
  size = 0;
  private readonly senders = new Map<string, (() => void)[]>();

  sizeOf(sender: string): number {
    return this.senders.get(sender)?.length ?? 0;
  }

  add(sender: string, start: () => void): void {
    this.size += 1;
    const waiting = this.senders.get(sender);
    if (waiting) waiting.push(start);
    else this.senders.set(sender, [start]);
  }

  take(): (() => void) | undefined {
    for (const [sender, waiting] of this.senders) {
      const start = waiting.shift();
      this.size -= 1;
      this.senders.delete(sender);
      if (waiting.length > 0) this.senders.set(sender, waiting);
      return start;
    }
    return undefined;
  }
}
