import { nextTurn } from '../../common/stretch.js';
import { tooManyRequests } from './too-many-requests.js';

/** How many bytes one sender may hold, and all together; how many may wait of one sender, and how long, in milliseconds. */
export interface BudgetLimits {
  perSender: number;
  inAll: number;
  waitingAtMost: number;
  waitMs: number;
  /** What a sender reads who has waited in vain. */
  refusal: string;
}

interface Waiting {
  bytes: number;
  go: () => void;
}

interface Sender {
  held: number;
  waiting: Waiting[];
}

/**
 * Memory that senders share. Who has its part waits for its own to come back; where all is given away, the senders that wait are
 * served in turn, so that one who asks for much does not stand in the way of the others.
 */
export class ByteBudget {
  /** How many wait, of all senders, and how many have been refused. */
  waiting = 0;
  refused = 0;
  private held = 0;
  /** In the order of their turns. */
  private readonly senders = new Map<string, Sender>();

  constructor(private readonly limits: BudgetLimits) {}

  /**
   * Gives `bytes` to a sender when it is its turn. More than a sender's part counts as all of that.
   * @returns what gives them back, once
   * @throws DomainError `throttled` where too many of the sender's wait, or one too long
   */
  async take(sender: string, bytes: number): Promise<() => void> {
    const its = this.senders.get(sender) ?? { held: 0, waiting: [] };
    this.senders.set(sender, its);
    const asked = Math.max(1, Math.min(bytes, this.limits.perSender));
    try {
      const isFree = its.waiting.length === 0 && this.fits(its, asked) && !this.othersWait();
      if (isFree) this.give(its, asked);
      else {
        await this.wait(its, asked);
        // Clients leave together, and that is heard of one by one: by then it is known whether this one has left as well.
        await nextTurn();
      }
    } finally {
      this.forget(sender, its);
    }
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.held -= asked;
      its.held -= asked;
      this.next();
      this.forget(sender, its);
    };
  }

  private wait(its: Sender, bytes: number): Promise<void> {
    const { waitingAtMost, waitMs } = this.limits;
    if (its.waiting.length >= waitingAtMost) throw this.refusal();
    return new Promise((resolve, reject) => {
      const entry = { bytes, go: () => {} };
      const leave = () => {
        this.waiting--;
        its.waiting.splice(its.waiting.indexOf(entry), 1);
      };
      const timer = setTimeout(() => {
        leave();
        reject(this.refusal());
        // Whoever stands behind may ask for less.
        this.next();
      }, waitMs);
      entry.go = () => {
        clearTimeout(timer);
        leave();
        this.give(its, bytes);
        resolve();
      };
      its.waiting.push(entry);
      this.waiting++;
    });
  }

  /** Serves those that wait, one of each sender in turn, as far as there is something left. */
  private next(): void {
    for (let served = true; served;) {
      served = false;
      for (const [name, its] of Array.from(this.senders)) {
        const [first] = its.waiting;
        if (!first || its.held + first.bytes > this.limits.perSender) continue;
        // Who needs much shall not wait for ever behind those who need little.
        if (this.held + first.bytes > this.limits.inAll) return;
        this.senders.delete(name);
        this.senders.set(name, its);
        first.go();
        served = true;
      }
    }
  }

  /** Whether a sender waits only because all is given away. */
  private othersWait(): boolean {
    if (this.waiting === 0) return false;
    return [...this.senders.values()].some(({ held, waiting: [first] }) => {
      return first !== undefined && held + first.bytes <= this.limits.perSender;
    });
  }

  private fits({ held }: Sender, bytes: number): boolean {
    return held + bytes <= this.limits.perSender && this.held + bytes <= this.limits.inAll;
  }

  private forget(sender: string, { held, waiting }: Sender): void {
    if (held === 0 && waiting.length === 0) this.senders.delete(sender);
  }

  private give(its: Sender, bytes: number): void {
    its.held += bytes;
    this.held += bytes;
  }

  private refusal(): Error {
    this.refused++;
    return tooManyRequests(this.limits.refusal, this.limits.waitMs);
  }
}
