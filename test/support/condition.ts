import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until a condition holds. Throws after `seconds`, which should be many: a loaded machine is not a failure. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  seconds = 45,
): Promise<void> {
  const deadline = performance.now() + seconds * 1_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`still not so after ${seconds} s: ${what}`);
    await sleep(20);
  }
}
