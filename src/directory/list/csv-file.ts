import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { invalid } from '../../common/errors.js';

/** One row of a CSV file, and the line of the file on which it begins. */
export interface CsvRow {
  line: number;
  cells: string[];
}

/** How a file is written: by RFC 4180, or as Excel opens it by a double click. */
export type CsvFormat = 'plain' | 'excel';

export const MOST_BYTES = 26_214_400;
export const MOST_ROWS = 50_000;

const SEPARATORS = [',', ';', '\t'];
const BYTE_ORDER_MARK = '\uFEFF';

/** What tells Excel which separator the file has, in a line of its own before all others. */
const SEPARATOR_LINE = /^"?sep=([^\r\n"])"?[,;\t]*(?:\r\n|\n|\r|$)/i;

/**
 * Reads a CSV file: UTF-8 with or without a byte order mark, any line break, and the separator that `sep=` names, else
 * the one that its first line uses (Excel writes semicolons where the comma is the decimal sign). Rows without any value
 * are left out. Throws `invalid` for a file that is not CSV, or too large.
 */
export function readCsv(bytes: Uint8Array): CsvRow[] {
  if (bytes.length > MOST_BYTES) {
    throw invalid(`The file is larger than ${MOST_BYTES} bytes. Split it, with the first line in each part.`);
  }
  const text = decode(bytes);
  const rows = rowsOf(text).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (rows.length - 1 > MOST_ROWS) {
    throw invalid(`The file has ${rows.length - 1} users. Split it: ${MOST_ROWS} are the most at once.`);
  }
  return rows;
}

/** The rows as text. Cells are written so that `readCsv` gives the same ones. */
export function csvText(rows: readonly (readonly string[])[], format: CsvFormat): string {
  return stringify(
    rows.map((cells) => cells.map(withoutFormula)),
    {
      delimiter: format === 'excel' ? ';' : ',',
      record_delimiter: '\r\n',
      // Half of a line break ends a row too, where the file is read; and another program may split at another separator.
      quoted_match: /[\r\n,;\t]/,
    },
  );
}

/** What a file begins with, before its rows. */
export function csvBeginning(format: CsvFormat): string {
  // Without the mark, Excel takes UTF-8 for the code page of the machine.
  return format === 'excel' ? BYTE_ORDER_MARK : '';
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw invalid('The file is no text in UTF-8. In Excel, save it as "CSV UTF-8".', { cause: error });
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

/** `linesBefore` are those of the file before `text`. */
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
      `The quotes do not match at or before line ${line}. Put a cell that holds a quote into double quotes, and write each quote in it twice.`,
      { cause: error },
    );
  }
}

/** The separator that stands most often in the first line; names of columns hold none. */
function separatorOf(text: string): string {
  const [first = ''] = text.split(/[\r\n]/, 1);
  const count = (separator: string) => first.split(separator).length;
  return SEPARATORS.reduce((best, one) => (count(one) > count(best) ? one : best));
}

/** Finds where each row begins; the parser's own count takes CRLF in a quoted cell for two lines. */
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

/**
 * Where a spreadsheet would find a formula: at the beginning of a cell, and behind whatever begins a new cell or row for
 * a program that splits at another separator, or that takes no notice of the quotes around the cell.
 */
const BEGINNINGS = '(^|[,;\\t\\r\\n])';
const FORMULA = '(?=[ \u00a0"\']*[=+\\-@\\t\\r＝＋－＠])';
const UNGUARDED = new RegExp(BEGINNINGS + FORMULA, 'g');
const GUARDED = new RegExp(`${BEGINNINGS}'${FORMULA}`, 'g');

/** A cell that no spreadsheet computes: an apostrophe before a formula makes it text, there and in Excel's own files. */
function withoutFormula(cell: string): string {
  return cell.replaceAll(UNGUARDED, "$1'");
}

/** Undoes `withoutFormula`: each apostrophe that it wrote, and none of the cell's own. */
function withFormula(cell: string): string {
  return cell.replaceAll(GUARDED, '$1');
}
