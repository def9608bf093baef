import { readFile, stat } from 'node:fs/promises';
import { invalid, notFound } from '../common/errors.js';

/** The content of a file of at most so many bytes. Throws `not-found`; `invalid` for a larger one, with the advice. */
export async function fileContent(file: string, most: number, advice: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > most) throw invalid(`${file} is larger than ${most} bytes. ${advice}`);
    return await readFile(file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw notFound(`File ${file} not found.`, { cause: error });
    throw error;
  }
}

/** The code of an error of the file system; undefined for any other. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
