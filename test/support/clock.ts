import { vi } from 'vitest';

/**
 * Stops the clock of this process at `instant`, in milliseconds, until `restoreClock`; another call moves it. With
 * `timeouts`, they also wait until vitest moves it.
 *
 * Ids never go back (src/common/identifier.ts), so those made afterwards stay ahead of the clock. Each test file that
 * imports this module therefore has a process of its own: see vitest.config.ts.
 */
export function setClock(instant: number, { timeouts = false } = {}): void {
  vi.useFakeTimers({ toFake: timeouts ? ['Date', 'setTimeout', 'clearTimeout'] : ['Date'], now: instant });
}

/** The clock of the machine again. */
export function restoreClock(): void {
  vi.useRealTimers();
}
