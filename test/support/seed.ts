import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Seed of everything random in this run. */
    seed: number;
  }
}

const FIXED_SEED = 20_260_923;
const LARGEST_SEED = 2 ** 31;

/**
 * Chooses the seed of a run from `TEST_SEED`: a number repeats a run, `random` draws one, and nothing gives the same
 * seed each time. Throws for any other value.
 */
export function chooseSeed(setting = ''): number {
  if (setting === '') return FIXED_SEED;
  if (setting === 'random') return Math.floor(Math.random() * LARGEST_SEED);
  const seed = Number(setting);
  if (!Number.isInteger(seed) || seed < 0 || seed >= LARGEST_SEED) {
    throw new Error(`TEST_SEED: expected "random" or a whole number below ${LARGEST_SEED}, got "${setting}"`);
  }
  return seed;
}

/**
 * How often this run tries a random test: `times` with a seed of its own, a third of that with the fixed one, which finds
 * nothing new in a later run.
 */
export function runsOf(times: number): number {
  return seedOfRun() === FIXED_SEED ? Math.ceil(times / 3) : times;
}

/** The seed of this run. */
export function seedOfRun(): number {
  return inject('seed');
}
