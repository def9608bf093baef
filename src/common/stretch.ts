import { setImmediate as others } from 'node:timers/promises';

/** How long one piece of work may keep everybody else waiting, in milliseconds. */
const LONGEST_MS = 5;

/** Long work on the program's one thread, which lets others in between its steps. */
export class Stretch {
  private since = performance.now();

  /** To be awaited between steps, each of which is short: lets others run where this work has had its time. */
  async rest(): Promise<void> {
    if (performance.now() - this.since < LONGEST_MS) return;
    await others();
    this.since = performance.now();
  }
}
