import { performance } from 'node:perf_hooks';
import { ensureAwaited, NobodyWaits, type Waiter } from '../../common/waiter.js';

export interface FairQueueLimits {
  /** Concurrent slots for all senders together. */
  atOnce: number;
  /** Slots reserved for senders that have none. */
  reserve: number;
  /** Slots of one sender, its slots while others are active, and its queue length. */
  ofOne: { atOnce: number; amongOthers: number; waiting: number };
}

/** A sender counts as active for this long after its last request. */
const RECENT_MS = 1_000;

interface Sender {
  running: number;
  /** In order of arrival; created when something first has to wait. */
  waiting: Set<() => void> | undefined;
}

/**
 * Shares slots between senders. A free slot goes to the waiting sender with the fewest running requests, among equals
 * to the one served longest ago, so that no sender waits behind the many requests of another.
 */
export class FairQueue {
  /** Number of waiting calls, of all senders. */
  waiting = 0;
  private running = 0;
  private latest: string | undefined;
  /** When the sender last changed. */
  private changedAt = -Infinity;
  private nextLook: NodeJS.Timeout | undefined;
  private readonly senders = new Map<string, Sender>();
  /** Senders with waiting calls; the one served longest ago first. */
  private readonly queued = new Set<Sender>();

  constructor(private readonly limits: FairQueueLimits) {}

  /** Whether several senders have been active lately. */
  get isShared(): boolean {
    return performance.now() - this.changedAt <= RECENT_MS;
  }

  /** Whether the sender's queue is full. */
  isFull(sender: string): boolean {
    return (this.senders.get(sender)?.waiting?.size ?? 0) >= this.limits.ofOne.waiting;
  }

  /**
   * Runs `work` when the sender gets a slot. Throws NobodyWaits if the waiter leaves before that; started work always
   * finishes.
   */
  async take<T>(sender: string, work: () => Promise<T>, waiter?: Waiter): Promise<T> {
    ensureAwaited(waiter);
    const state = this.senderOf(sender);
    if (sender !== this.latest) {
      this.latest = sender;
      this.changedAt = performance.now();
    }
    try {
      if (!state.waiting?.size && this.mayBegin(state)) this.begin(state);
      else await this.wait(state, waiter);
      try {
        return await work();
      } finally {
        state.running -= 1;
        this.running -= 1;
        this.admit();
      }
    } finally {
      if (state.running === 0 && !state.waiting?.size) this.senders.delete(sender);
    }
  }

  private senderOf(name: string): Sender {
    const known = this.senders.get(name);
    if (known) return known;
    const sender = { running: 0, waiting: undefined };
    this.senders.set(name, sender);
    return sender;
  }

  private mayBegin({ running }: Sender): boolean {
    const { atOnce, reserve, ofOne } = this.limits;
    if (running === 0) return this.running < atOnce;
    const most = this.isShared ? ofOne.amongOthers : ofOne.atOnce;
    return running < most && this.running < atOnce - reserve;
  }

  private begin(sender: Sender): void {
    sender.running += 1;
    this.running += 1;
  }

  private wait(sender: Sender, waiter: Waiter | undefined): Promise<void> {
    const queue = (sender.waiting ??= new Set());
    return new Promise((resolve, reject) => {
      const start = () => {
        stay?.();
        resolve();
      };
      const stay = waiter?.onLeave(() => {
        if (!queue.delete(start)) return;
        this.waiting -= 1;
        if (queue.size === 0) this.queued.delete(sender);
        reject(new NobodyWaits());
      });
      queue.add(start);
      this.waiting += 1;
      this.queued.add(sender);
      this.lookLater();
    });
  }

  /** Polls, because no event tells when other senders become inactive and free their slots. */
  private lookLater(): void {
    this.nextLook ??= setTimeout(() => {
      this.nextLook = undefined;
      this.admit();
      if (this.waiting > 0) this.lookLater();
    }, RECENT_MS).unref();
  }

  /** Gives free slots to waiting senders. */
  private admit(): void {
    for (let next = this.next(); next; next = this.next()) {
      const [start] = next.waiting ?? [];
      if (!start) return;
      next.waiting?.delete(start);
      this.waiting -= 1;
      this.queued.delete(next);
      if (next.waiting?.size) this.queued.add(next);
      this.begin(next);
      start();
    }
  }

  private next(): Sender | undefined {
    let least: Sender | undefined;
    for (const sender of this.queued) {
      if (this.mayBegin(sender) && (!least || sender.running < least.running)) least = sender;
      if (least?.running === 0) break;
    }
    return least;
  }
}
