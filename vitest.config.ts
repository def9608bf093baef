import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.spec.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    // Files of one worker share its process: loading the program anew for each would take half of the suite's time.
    isolate: false,
    // Vitest would leave one processor to itself, which it hardly uses while the servers under test do the work.
    maxWorkers: '100%',
    // For what hangs, and for nothing else: starting processes takes its time where others are busy too.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    coverage: {
      include: ['src/scim/protocol/**'],
      thresholds: { 'src/scim/protocol/**': { lines: 100, branches: 100 } },
    },
  },
});
