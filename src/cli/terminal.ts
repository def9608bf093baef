import { invalid } from '../common/errors.js';

/** Where a command reads and writes. */
export interface Terminal {
  readonly input: AsyncIterable<Uint8Array | string>;
  /** Whether a person types the input. */
  readonly isTyped?: boolean;
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
  /** Whether what is printed goes to a screen, and not to a file or another program. */
  readonly isScreen?: boolean;
  /** Shows how far long work is, in place of what it showed before; there only where a person watches. */
  readonly showProgress?: (text: string) => void;
}

/** More than any password that is taken, in bytes. */
const INPUT_LIMIT = 8192;

/**
 * Reads a password from standard input: one line, whose line break is cut off. Throws `invalid` where nothing
 * comes, or something that is no single line of text.
 */
export async function readPassword({ input }: Pick<Terminal, 'input'>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    size += bytes.length;
    if (size > INPUT_LIMIT) throw invalid('The password on standard input is too long.');
  }
  const password = decode(Buffer.concat(chunks)).replace(/\r?\n$/, '');
  if (password === '') throw invalid('There is no password on standard input.');
  if (/[\r\n]/.test(password)) throw invalid('There is more than one line on standard input.');
  return password;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw invalid('The password on standard input is no text in UTF-8.', { cause: error });
  }
}

/** Lines with their columns aligned; the first row is the heading. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
