import { shortened } from '../../common/first-characters.js';
import { foldKey } from '../../common/fold-key.js';
import { PLAIN_FIELDS } from '../user-editor.service.js';
import type { CsvRow } from './csv-file.js';

/** The columns of a list of users, in export order. */
export const COLUMNS = ['userName', 'email', ...PLAIN_FIELDS, 'organization', 'manager'] as const;

export type Column = (typeof COLUMNS)[number];

/** A problem in the list, for the person who can fix it. */
export interface Problem {
  line: number;
  /** Column as in the file; null for a problem of the whole line. */
  column: string | null;
  detail: string;
}

/** One line of a list: untrimmed values by column, null for an empty cell. */
export interface ListedUser {
  line: number;
  values: Partial<Record<Column, string | null>>;
}

const BY_KEY = new Map(COLUMNS.map((column) => [headingKey(column), column]));

const NO_PASSWORDS =
  'Passwords are not imported. Delete this column; people set a password by "forgot password", or support gives them one with "declaree user reset-password".';

/**
 * Reads the users of a list, or its problems. The first row names the columns, in any order and case. Missing cells at
 * the end of a line are empty, and extra empty cells are ignored: Excel writes both.
 */
export function listedUsers(rows: readonly CsvRow[]): { users: ListedUser[]; problems: Problem[] } {
  const [heading, ...lines] = rows;
  if (!heading) {
    const detail = `The file is empty. Its first line must name the columns: ${COLUMNS.join(', ')}.`;
    return { users: [], problems: [{ line: 1, column: null, detail }] };
  }
  const columns = heading.cells.map((text) => BY_KEY.get(headingKey(text)));
  const faults = headingFaults(heading, columns);
  if (faults.length > 0) return { users: [], problems: faults };
  const strays = lines.map((row) => strayCell(row, columns));
  const problems = strays.filter((stray) => stray !== undefined);
  const users = lines
    .filter((_, index) => strays[index] === undefined)
    .map(({ line, cells }) => ({ line, values: valuesOf(cells, columns) }));
  return { users, problems };
}

function valuesOf(cells: readonly string[], columns: readonly (Column | undefined)[]): ListedUser['values'] {
  const values: ListedUser['values'] = {};
  for (const [index, column] of columns.entries()) {
    const cell = cells[index] ?? '';
    if (column !== undefined) values[column] = cell.trim() === '' ? null : cell;
  }
  return values;
}

function headingFaults({ line, cells }: CsvRow, columns: readonly (Column | undefined)[]): Problem[] {
  const faults = cells.flatMap((text, index) => {
    const detail = headingFault(text, index, columns);
    return detail === undefined ? [] : [{ line, column: text, detail }];
  });
  if (columns.includes('userName')) return faults;
  return [
    ...faults,
    { line, column: 'userName', detail: 'This column is missing. Add it: it identifies the user.' },
  ];
}

function headingFault(
  text: string,
  index: number,
  columns: readonly (Column | undefined)[],
): string | undefined {
  if (text.trim() === '') return undefined;
  const column = columns[index];
  if (column === undefined) {
    if (headingKey(text).includes('password')) return NO_PASSWORDS;
    return `Unknown column. Delete it, or rename it to one of: ${COLUMNS.join(', ')}.`;
  }
  return columns.indexOf(column) < index ? 'Duplicate column. Delete one of the two.' : undefined;
}

/** The first value of a line in an unnamed column, if any. */
function strayCell({ line, cells }: CsvRow, columns: readonly (Column | undefined)[]): Problem | undefined {
  const index = cells.findIndex((cell, at) => columns[at] === undefined && cell.trim() !== '');
  if (index === -1) return undefined;
  const detail = `Cell ${index + 1} of the line contains "${shortened(cells[index] ?? '', 40)}", but the first line has no column there. Put cells that contain a separator in double quotes.`;
  return { line, column: null, detail };
}

/** People write `User name`, `user_name` or `USERNAME`. */
function headingKey(text: string): string {
  return foldKey(text).replaceAll(/[\s_-]/g, '');
}
