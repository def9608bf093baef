import { execFile } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../..');
const COMPILER = join(ROOT, 'node_modules/typescript/bin/tsc');

/**
 * Builds the program into `directory`, without checking types, and gives the folder of its scripts. A loader
 * would not do: those that start fast leave out the decorators' metadata, by which Nest knows what to inject.
 */
export async function buildProgram(directory: string): Promise<string> {
  const scripts = join(directory, 'dist');
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'package.json'), '{"type":"module"}');
  await symlink(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
  const project = ['-p', join(ROOT, 'tsconfig.build.json'), '--noCheck', '--sourceMap', 'false'];
  await promisify(execFile)(process.execPath, [COMPILER, ...project, '--outDir', scripts]);
  return scripts;
}
