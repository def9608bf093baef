/** Somebody who waits for an answer, and may leave before it is there. */
export interface Waiter {
  readonly hasLeft: boolean;
  /** Calls `listener` once when it leaves. The function that is returned cancels that. */
  onLeave(listener: () => void): () => void;
}

/** Work was dropped because nobody waits for its result any more. */
export class NobodyWaits extends Error {
  constructor() {
    super('nobody waits for the answer any more');
    this.name = 'NobodyWaits';
  }
}

/** Throws NobodyWaits where the waiter has left. */
export function ensureAwaited(waiter: Waiter | undefined): void {
  if (waiter?.hasLeft) throw new NobodyWaits();
}
