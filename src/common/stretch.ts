/** How long one piece of work may keep everybody else waiting, in milliseconds. */
const LONGEST_MS = 2;

/** Pieces of long work that wait for their turn. */
const line: (() => void)[] = [];

/**
 * Resolves when requests that have come in meanwhile have been looked at. Of all who wait for that, one goes on in each round
 * of the event loop: however much long work there is, what is short waits for one piece of it at a time.
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (line.push(resolve) === 1) setImmediate(giveTurn);
  });
}

function giveTurn(): void {
  line.shift()?.();
  if (line.length > 0) setImmediate(giveTurn);
}

/** Long work on the program's one thread, which lets others in between its steps. */
export class Stretch {
  private since = performance.now();

  /** To be awaited between steps, each of which is short: lets others run where this work has had its time. */
  async rest(): Promise<void> {
    if (performance.now() - this.since < LONGEST_MS) return;
    await nextTurn();
    this.since = performance.now();
  }
}
