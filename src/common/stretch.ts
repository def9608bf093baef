/** How long one piece of work may block the main thread, in milliseconds. */
const LONGEST_MS = 2;

/** Resumes long work that waits for its turn. */
const queue: (() => void)[] = [];

/**
 * Yields to the event loop. Only one waiting caller resumes per round, so that short requests wait for at most one
 * piece of long work at a time.
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (queue.push(resolve) === 1) setImmediate(resumeNext);
  });
}

function resumeNext(): void {
  queue.shift()?.();
  if (queue.length > 0) setImmediate(resumeNext);
}

/** Long work on the main thread that yields between its steps. */
export class Stretch {
  private since = performance.now();

  /** Await this between short steps: yields if the work has run for too long. */
  async rest(): Promise<void> {
    if (performance.now() - this.since < LONGEST_MS) return;
    await nextTurn();
    this.since = performance.now();
  }
}
