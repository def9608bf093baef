import { stringify } from 'csv-stringify/sync';

/** RFC 4180, or the format that Excel opens directly. */
export type CsvFormat = 'plain' | 'excel';

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Formats rows of a CSV file. Cells that a spreadsheet would take for formulas are made texts: see
 * `withFormula`.
 */
export function csvText(rows: readonly (readonly string[])[], format: CsvFormat): string {
  return stringify(
    rows.map((cells) => cells.map(withoutFormula)),
    {
      delimiter: format === 'excel' ? ';' : ',',
      record_delimiter: '\r\n',
      // Quote these too: a lone CR or LF ends a row, and other programs may split at another separator.
      quoted_match: /[\r\n,;\t]/,
    },
  );
}

/** The start of a file, before its rows. */
export function csvBeginning(format: CsvFormat): string {
  // Without the mark, Excel reads UTF-8 in the machine's code page.
  return format === 'excel' ? BYTE_ORDER_MARK : '';
}

/**
 * Where a spreadsheet may find a formula: at the start of a cell, and after separators and line breaks, in case a
 * program ignores the quotes or uses another separator.
 */
const BEGINNINGS = '(^|[,;\\t\\r\\n])';
const FORMULA = '(?=[ \u00a0"\']*[=+\\-@\\t\\r＝＋－＠])';
const UNGUARDED = new RegExp(BEGINNINGS + FORMULA, 'g');
const GUARDED = new RegExp(`${BEGINNINGS}'${FORMULA}`, 'g');

/** Prevents CSV injection: an apostrophe before a formula makes it text. */
function withoutFormula(cell: string): string {
  return cell.replaceAll(UNGUARDED, "$1'");
}

/** Reverses what `csvText` does to formulas; keeps the cell's own apostrophes. */
export function withFormula(cell: string): string {
  return cell.replaceAll(GUARDED, '$1');
}
