/** How long one piece of work may block the main thread, in milliseconds. */
const LONGEST_MS = 2;

/** Resumes long work that waits for its turn. */
const queue: (() => void)[] = [];

/** What long work holds while it runs; `lock` is something that others wait for. */
type Holding = 'nothing' | 'lock';

/**
 * Yields to the event loop. Only one waiting caller resumes per round, so that short requests wait for at
 * most one piece of long work at a time. Work that holds a lock resumes first. Otherwise those who wait for
 * the lock would also wait for all other long work.
 */
export function nextTurn(holding: Holding = 'nothing'): Promise<void> {
  return new Promise((resolve) => {
    if (queue.length === 0) setImmediate(resumeNext);
    if (holding === 'lock') queue.unshift(resolve);
    else queue.push(resolve);
  });
}

function resumeNext(): void {
  queue.shift()?.();
  if (queue.length > 0) setImmediate(resumeNext);
}

/** Long work on the main thread that yields between its steps. */
export class Stretch {
  private since = performance.now();

  constructor(private readonly holding: Holding = 'nothing') {}

  /** Await this between short steps: yields if the work has run for too long. */
  async rest(): Promise<void> {
    if (performance.now() - this.since < LONGEST_MS) return;
    await nextTurn(this.holding);
    this.since = performance.now();
  }
}
