import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { withFormula } from '../../common/csv-text.js';
import { invalid } from '../../common/errors.js';

/** One row of a CSV file, and its first line number. */
export interface CsvRow {
  line: number;
  cells: string[];
}

export const MOST_BYTES = 26_214_400;
export const MOST_ROWS = 50_000;

const SEPARATORS = [',', ';', '\t'];

/** The optional first line that tells Excel the separator. */
const SEPARATOR_LINE = /^"?sep=([^\r\n"])"?[,;\t]*(?:\r\n|\n|\r|$)/i;

/**
 * Reads a CSV file: UTF-8 with or without a byte order mark, any line break, and the separator of `sep=` or of the
 * first line (Excel writes semicolons if the comma is the decimal separator). Skips empty rows. Throws `invalid` for a
 * file that is not CSV or too large.
 */
export function readCsv(bytes: Uint8Array): CsvRow[] {
  if (bytes.length > MOST_BYTES) {
    throw invalid(`The file is larger than ${MOST_BYTES} bytes. Split it, with the first line in each part.`);
  }
  const text = decode(bytes);
  const rows = rowsOf(text).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (rows.length - 1 > MOST_ROWS) {
    throw invalid(`The file has ${rows.length - 1} users. Split it: the maximum is ${MOST_ROWS} users.`);
  }
  return rows;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw invalid('The file is not valid UTF-8. In Excel, save it as "CSV UTF-8".', { cause: error });
  }
}

interface ParsedRow {
  record: string[];
  raw: string;
}

function rowsOf(text: string): CsvRow[] {
  const [hint = '', separator] = SEPARATOR_LINE.exec(text) ?? [];
  const parsed = parseRows(text.slice(hint.length), separator, hint === '' ? 0 : 1);
  return numbered(parsed, text, hint.length);
}

/** `linesBefore` is the number of lines before `text`. */
function parseRows(text: string, separator: string | undefined, linesBefore: number): ParsedRow[] {
  try {
    return parse(text, {
      delimiter: separator ?? separatorOf(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      info: true,
      raw: true,
    }) as unknown as ParsedRow[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = linesBefore + ('lines' in error ? Number(error.lines) : 1);
    throw invalid(
      `The quotes do not match at or before line ${line}. Put a cell that contains a quote in double quotes, and double each quote in it.`,
      { cause: error },
    );
  }
}

/** The most frequent separator in the first line; column names contain none. */
function separatorOf(text: string): string {
  const [first = ''] = text.split(/[\r\n]/, 1);
  const count = (separator: string) => first.split(separator).length;
  return SEPARATORS.reduce((best, one) => (count(one) > count(best) ? one : best));
}

/** Finds the first line of each row; the parser counts CRLF in a quoted cell as two lines. */
function numbered(parsed: readonly ParsedRow[], text: string, begin: number): CsvRow[] {
  let line = 1;
  let start = 0;
  let end = begin;
  return parsed.map(({ record, raw }) => {
    const next = text.indexOf(raw, end);
    line += text.slice(start, next).match(/\r\n|\n|\r/g)?.length ?? 0;
    start = next;
    end = next + raw.length;
    return { line, cells: record.map(withFormula) };
  });
}
