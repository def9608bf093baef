import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseKind } from '../databases.js';

/** Where the statements of the hot requests are committed, by request and database. */
const RECORDED = join(import.meta.dirname, '../../platform/database/hot-statements');

export type RecordedParameter = string | number | null;

/** One statement as it was recorded: `{name}` in its parameters stands for what the request brings. */
export interface RecordedStatement {
  sql: string;
  parameters: RecordedParameter[];
}

/** What a request brings, by the names that recorded statements use. */
export type Values = Readonly<Record<string, string | number>>;

export function readStatements(name: string, kind: DatabaseKind): RecordedStatement[] {
  const text = readFileSync(join(RECORDED, `${name}.${kind}.json`), 'utf8');
  return JSON.parse(text) as RecordedStatement[];
}

const LIST = '{page}';

/**
 * A statement ready to run: names are replaced by what the request brings, `{page}` by the ids that the statement
 * before has found, in as many marks as they are.
 */
export function fill({ sql, parameters }: RecordedStatement, values: Values, page: readonly string[]) {
  return {
    sql: sql.replaceAll(LIST, () => page.map(() => '?').join(', ')),
    parameters: parameters.flatMap((parameter): readonly RecordedParameter[] => {
      if (parameter === LIST) return page;
      return [typeof parameter === 'string' ? fillText(parameter, values) : parameter];
    }),
  };
}

function fillText(text: string, values: Values): string | number {
  const [, whole] = /^\{(\w+)\}$/.exec(text) ?? [];
  if (whole !== undefined) return valueOf(values, whole);
  return text.includes('{')
    ? text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(valueOf(values, name)))
    : text;
}

function valueOf(values: Values, name: string): string | number {
  const value = values[name];
  if (value === undefined) throw new Error(`the request brings no ${name}`);
  return value;
}
