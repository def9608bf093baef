import { invalid } from '../common/errors.js';

/** Input and output of a command. */
export interface Terminal {
  readonly input: AsyncIterable<Uint8Array | string>;
  /** Whether the input is a terminal. */
  readonly isTyped?: boolean;
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
  /** Whether the output is a terminal. */
  readonly isScreen?: boolean;
  /** Replaces the progress text; undefined if the error output is not a terminal. */
  readonly showProgress?: (text: string) => void;
}

/** Larger than any accepted password, in bytes. */
const INPUT_LIMIT = 8192;

/**
 * Reads a one-line password from standard input, without the line break. Throws `invalid` if the input is empty or not
 * a single line of text.
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
    throw invalid('The password on standard input is not valid UTF-8.', { cause: error });
  }
}

/** Formats rows with aligned columns; the first row is the header. */
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
