import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const SPECS = 'test/**/*.spec.ts';
const PROPERTIES = 'test/**/*.property.spec.ts';

/** Test files that move the clock, which the ids of their process never follow back. */
const moveClock = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map((name) => join('test', name))
  .filter((name) => name.endsWith('.spec.ts') && readFileSync(name, 'utf8').includes("/support/clock.js'"));

/**
 * Spreads the tests of whole programs over the run: they take longest, and wait for half of their time. At the end, a few of
 * them would run alone.
 */
class ProgramsSpread extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- not a list's
    const sorted = await super.sort(files);
    const isProgram = ({ moduleId }: TestSpecification) => moduleId.includes('/test/system/');
    const programs = sorted.filter(isProgram);
    const others = sorted.filter((file) => !isProgram(file));
    const each = Math.max(1, Math.floor((0.7 * others.length) / programs.length));
    const spread = others.flatMap((file, index) => [
      ...(index % each === 0 ? programs.splice(0, 1) : []),
      file,
    ]);
    return [...spread, ...programs];
  }
}

const common = {
  setupFiles: ['test/support/property-seed.ts'],
  // Tests wait a third of their time: for other processes, disks, and timeouts.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  // Only for tests that hang: starting processes is slow on a busy machine.
  testTimeout: 180_000,
  hookTimeout: 180_000,
};

const sharesProcess = {
  ...common,
  setupFiles: [...common.setupFiles, 'test/support/ids-in-time.ts'],
  // Files of one worker share its process: loading the program for each file would take half of the suite's time.
  isolate: false,
};

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    sequence: { sequencer: ProgramsSpread },
    projects: [
      { test: { ...common, name: 'clock', include: moveClock } },
      {
        test: {
          ...sharesProcess,
          name: 'program',
          include: [SPECS],
          exclude: [...configDefaults.exclude, PROPERTIES, ...moveClock],
        },
      },
      // A project of their own, so that coverage can be measured without them.
      { test: { ...sharesProcess, name: 'properties', include: [PROPERTIES] } },
    ],
    coverage: {
      include: ['src/scim/protocol/**'],
      thresholds: { 'src/scim/protocol/**': { lines: 100, branches: 100 } },
    },
  },
});
