import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const SCRIPT = 'scripts/build-if-needed.mjs';
const run = promisify(execFile);

/** In seconds, as for `utimes`. */
const [EARLIER, LATER] = [1_790_000_000, 1_790_000_100];

/** The first step of `npm start` without build tools. */
describe('a production install', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'declaree-install-'));
    await mkdir(join(folder, 'scripts'));
    await cp(join(import.meta.dirname, '../../..', SCRIPT), join(folder, SCRIPT));
  });

  afterEach(() => rm(folder, { recursive: true }));

  const put = async (path: string, changedAt: number) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), '');
    await utimes(join(folder, path), changedAt, changedAt);
  };
  const build = () =>
    run(process.execPath, [join(folder, SCRIPT)]).then(
      ({ stderr }) => ({ code: 0, stderr }),
      ({ code, stderr }: { code: number; stderr: string }) => ({ code, stderr }),
    );

  it('says what to do if the program is not built', async () => {
    await put('src/main.ts', EARLIER);
    const { code, stderr } = await build();
    expect(code).toBe(1);
    expect(stderr).toContain('npm ci --include=dev && npm run build');
  });

  it('says so if the sources are newer, but not if they are older', async () => {
    await put('dist/main.js', EARLIER);
    await put('dist/.tsbuildinfo', EARLIER);
    await put('src/deep/below.ts', LATER);
    await utimes(join(folder, 'src'), EARLIER, EARLIER);
    expect((await build()).code).toBe(1);
    await utimes(join(folder, 'dist/.tsbuildinfo'), LATER, LATER);
    for (const path of ['src/deep', 'src']) await utimes(join(folder, path), EARLIER, EARLIER);
    expect(await build()).toEqual({ code: 0, stderr: '' });
  });

  it('needs no sources', async () => {
    await put('dist/main.js', EARLIER);
    expect(await build()).toEqual({ code: 0, stderr: '' });
  });
});
