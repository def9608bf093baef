import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';

const SPECS = 'test/**/*.spec.ts';

/** Test files that move the clock, which the ids of their process never follow back. */
const moveClock = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map((name) => join('test', name))
  .filter((name) => name.endsWith('.spec.ts') && readFileSync(name, 'utf8').includes("/support/clock.js'"));

const shared = {
  // Tests wait a third of their time: for other processes, disks, and timeouts.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  // Only for tests that hang: starting processes is slow on a busy machine.
  testTimeout: 180_000,
  hookTimeout: 180_000,
};

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    projects: [
      {
        test: {
          ...shared,
          name: 'clock',
          include: moveClock,
          setupFiles: ['test/support/property-seed.ts'],
        },
      },
      {
        test: {
          ...shared,
          name: 'program',
          include: [SPECS],
          exclude: [...configDefaults.exclude, ...moveClock],
          setupFiles: ['test/support/property-seed.ts', 'test/support/ids-in-time.ts'],
          // Files of one worker share its process: loading the program for each file would take half of the suite's time.
          isolate: false,
        },
      },
    ],
    coverage: {
      include: ['src/scim/protocol/**'],
      thresholds: { 'src/scim/protocol/**': { lines: 100, branches: 100 } },
    },
  },
});
