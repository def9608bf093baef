// @ts-check
// Builds the program where its sources are newer than what was built. `npm start` and `npm run declaree` begin with it, so that
// neither builds for a while what is built already, and both work where only production's packages are installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const at = (/** @type {string} */ path) => join(root, path);

const BUILT = at('dist/.tsbuildinfo');
const NEST = at('node_modules/@nestjs/cli/bin/nest.js');
const FILES = ['nest-cli.json', 'package.json', 'tsconfig.json', 'tsconfig.build.json'].map(at);

const changedAt = (/** @type {string} */ path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** When a file of the sources, or one of their folders, was changed last. */
function newestSource() {
  const names = readdirSync(at('src'), { encoding: 'utf8', recursive: true });
  return Math.max(...FILES.map(changedAt), ...names.map((name) => changedAt(at(join('src', name)))));
}

// An image has what was built, without the sources.
const hasSources = existsSync(at('src'));
const isBuilt = existsSync(at('dist/main.js')) && (!hasSources || changedAt(BUILT) >= newestSource());

if (!isBuilt && !existsSync(NEST)) {
  console.error(
    'The program is not built, or older than its sources, and what builds it is not installed. Run\n' +
      '  npm ci --include=dev && npm run build && npm prune --omit=dev',
  );
  process.exitCode = 1;
} else if (!isBuilt) {
  const { status } = spawnSync(process.execPath, [NEST, 'build'], { cwd: root, stdio: 'inherit' });
  process.exitCode = status ?? 1;
  // The compiler leaves its file as it is where a change makes no difference.
  if (status === 0) utimesSync(BUILT, new Date(), new Date());
}
