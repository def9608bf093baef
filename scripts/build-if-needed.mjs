// @ts-check
// Builds the program if its sources are newer than the last build. `npm start` and `npm run declaree` run this first, so that
// they do not rebuild without need, and so that both work with production packages only.
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

/** When a source file or folder, or a build setting, was last changed, in milliseconds since 1970. */
function newestSource() {
  const names = readdirSync(at('src'), { encoding: 'utf8', recursive: true });
  return Math.max(...FILES.map(changedAt), ...names.map((name) => changedAt(at(join('src', name)))));
}

// A container image has the build, but not the sources.
const hasSources = existsSync(at('src'));
const isBuilt = existsSync(at('dist/main.js')) && (!hasSources || changedAt(BUILT) >= newestSource());

if (!isBuilt && !existsSync(NEST)) {
  console.error(
    'The program is not built, or its build is out of date, and the build tools are not installed. Run\n' +
      '  npm ci --include=dev && npm run build && npm prune --omit=dev',
  );
  process.exitCode = 1;
} else if (!isBuilt) {
  const { status } = spawnSync(process.execPath, [NEST, 'build'], { cwd: root, stdio: 'inherit' });
  process.exitCode = status ?? 1;
  // The compiler does not touch its file if a change makes no difference.
  if (status === 0) utimesSync(BUILT, new Date(), new Date());
}
