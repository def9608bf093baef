import { afterAll } from 'vitest';
import { newId } from '../../src/common/identifier.js';

/** A process that makes many ids within a millisecond may be ahead by a little. */
const AHEAD_AT_MOST_MS = 1_000;

/** For test files that share a process: fails a file that leaves ids ahead of the clock to those that come after it. */
afterAll(() => {
  const timeOfId = Number.parseInt(newId().replaceAll('-', '').slice(0, 12), 16);
  if (timeOfId - Date.now() < AHEAD_AT_MOST_MS) return;
  throw new Error('This file has moved the clock: do that with test/support/clock.ts.');
});
