import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.spec.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/property-seed.ts'],
    // Files of one worker share its process: loading the program for each file would take half of the suite's time.
    isolate: false,
    // Tests wait a third of their time: for other processes, disks, and timeouts.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    // Only for tests that hang: starting processes is slow on a busy machine.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    coverage: {
      include: ['src/scim/protocol/**'],
      thresholds: { 'src/scim/protocol/**': { lines: 100, branches: 100 } },
    },
  },
});
