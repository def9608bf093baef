/** Someone who waits for an answer and may leave before it is ready. */
export interface Waiter {
  readonly hasLeft: boolean;
  /** Calls `listener` once when the waiter leaves. The returned function cancels this. */
  onLeave(listener: () => void): () => void;
}

/** Work was dropped because nobody waits for its result. */
export class NobodyWaits extends Error {
  constructor() {
    super('nobody waits for the answer any more');
    this.name = 'NobodyWaits';
  }
}

/** Throws NobodyWaits if the waiter has left. */
export function ensureAwaited(waiter: Waiter | undefined): void {
  if (waiter?.hasLeft) throw new NobodyWaits();
}
