/** Whose turn a hash takes. */
export interface HashTurn {
  /** Who waits for its own others alone: an account, a network. */
  sender: string;
  /** Whether it is somebody who is known, and so goes before strangers. */
  isKnown: boolean;
}

interface QueueLimits {
  /** How many run at once. */
  atOnce: number;
  /** How many of one sender may wait, known and strangers apart. */
  waitingOfOne: number;
  /** How many may wait, known and strangers apart. */
  waitingInAll: number;
}

/** Strangers get one turn of so many: those who are known go first, and do not shut the others out. */
const TURNS = 4;

/** Work that waits for its turn: senders take turns, and who is known goes before who is not. */
export class HashQueue {
  private readonly known = new Rank();
  private readonly strangers = new Rank();
  private running = 0;
  private turn = 0;

  constructor(private readonly limits: QueueLimits) {}

  /** How much waits. */
  get waiting(): number {
    return this.known.size + this.strangers.size;
  }

  /** Whether no more of the sender's may wait. */
  isFull({ sender, isKnown }: HashTurn): boolean {
    const rank = this.rankOf(isKnown);
    return rank.size >= this.limits.waitingInAll || rank.sizeOf(sender) >= this.limits.waitingOfOne;
  }

  /** Runs `work` when it is its turn. */
  run<T>({ sender, isKnown }: HashTurn, work: () => Promise<T>): Promise<T> {
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

/** What waits at one rank, by sender; the sender whose turn it is comes first. */
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
