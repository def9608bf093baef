import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.spec.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: {
      include: ['src/scim/protocol/**'],
      thresholds: { 'src/scim/protocol/**': { lines: 100, branches: 100 } },
    },
  },
});
