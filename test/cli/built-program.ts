import { mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** The repository's own folder. */
const ROOT = join(import.meta.dirname, '../..');

/**
 * Builds the program into `directory`, without checking types, and gives the folder of its scripts. A loader
 * would not do: those that start fast leave out the decorators' metadata, by which Nest knows what to inject.
 */
export async function buildProgram(directory: string): Promise<string> {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  const sources = await readdir(join(ROOT, 'src'), { recursive: true });
  for (const source of sources.filter((name) => name.endsWith('.ts'))) {
    const text = await readFile(join(ROOT, 'src', source), 'utf8');
    const { outputText } = ts.transpileModule(text, {
      fileName: join(ROOT, 'src', source),
      compilerOptions: { ...options, noEmit: false, sourceMap: false },
    });
    const target = join(directory, 'dist', source.replace(/\.ts$/, '.js'));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, outputText);
  }
  await writeFile(join(directory, 'package.json'), '{"type":"module"}');
  await symlink(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
  return join(directory, 'dist');
}
