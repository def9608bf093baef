import { nextTurn } from '../../common/stretch.js';
import { tooManyRequests } from './refusals.js';

/** Bytes per sender and in total; queue length per sender, and the longest wait in milliseconds. */
export interface BudgetLimits {
  perSender: number;
  inAll: number;
  waitingAtMost: number;
  waitMs: number;
  /** Error text after waiting in vain. */
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
 * A memory budget shared by senders. A sender that has used its share waits for its own bytes to be released. If the
 * total is used up, waiting senders are served round-robin, so that one large request does not block the others.
 */
export class ByteBudget {
  /** Number of waiting and of refused calls, of all senders. */
  waiting = 0;
  refused = 0;
  private held = 0;
  /** In round-robin order. */
  private readonly senders = new Map<string, Sender>();

  constructor(private readonly limits: BudgetLimits) {}

  /**
   * Reserves `bytes` for a sender when it is its turn, at most the sender's share.
   * @returns a function that releases the bytes; repeated calls do nothing
   * @throws DomainError `throttled` if the sender's queue is full or the wait is too long
   */
  async take(sender: string, bytes: number): Promise<() => void> {
    const state = this.senders.get(sender) ?? { held: 0, waiting: [] };
    this.senders.set(sender, state);
    const asked = Math.max(1, Math.min(bytes, this.limits.perSender));
    try {
      const isFree = state.waiting.length === 0 && this.fits(state, asked) && !this.othersWait();
      if (isFree) this.give(state, asked);
      else {
        await this.wait(state, asked);
        // When many clients leave at once, their close events come one by one. After this turn we know whether this one
        // has left.
        await nextTurn();
      }
    } finally {
      this.forget(sender, state);
    }
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.held -= asked;
      state.held -= asked;
      this.next();
      this.forget(sender, state);
    };
  }

  private wait(state: Sender, bytes: number): Promise<void> {
    const { waitingAtMost, waitMs } = this.limits;
    if (state.waiting.length >= waitingAtMost) throw this.refusal();
    return new Promise((resolve, reject) => {
      const entry = { bytes, go: () => {} };
      const leave = () => {
        this.waiting--;
        state.waiting.splice(state.waiting.indexOf(entry), 1);
      };
      const timer = setTimeout(() => {
        leave();
        reject(this.refusal());
        // The next in the queue may ask for less.
        this.next();
      }, waitMs);
      entry.go = () => {
        clearTimeout(timer);
        leave();
        this.give(state, bytes);
        resolve();
      };
      state.waiting.push(entry);
      this.waiting++;
    });
  }

  /** Serves the waiting senders round-robin as long as bytes are left. */
  private next(): void {
    if (this.waiting === 0) return;
    for (let served = true; served;) {
      served = false;
      for (const [name, state] of Array.from(this.senders)) {
        const [first] = state.waiting;
        if (!first || state.held + first.bytes > this.limits.perSender) continue;
        // Stop here, so that small requests cannot starve a large one.
        if (this.held + first.bytes > this.limits.inAll) return;
        this.senders.delete(name);
        this.senders.set(name, state);
        first.go();
        served = true;
      }
    }
  }

  /** Whether a sender waits only because the total is used up. */
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

  private give(state: Sender, bytes: number): void {
    state.held += bytes;
    this.held += bytes;
  }

  private refusal(): Error {
    this.refused++;
    return tooManyRequests(this.limits.refusal, this.limits.waitMs);
  }
}
