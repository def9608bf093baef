import { giving } from './borders.js';
import type { Giving } from './columns.js';
import type { Conversions } from './table.js';

/** A handwritten statement that returns rows of the type `Row`, which nothing checks. */
export type RawStatement<Row> = RawStatementNode & Giving<Row>;

interface RawStatementNode {
  readonly sql: string;
  readonly conversions: Conversions;
}

type BooleanColumn<Row> = {
  [K in keyof Row & string]: boolean extends Row[K] ? K : never;
}[keyof Row & string];

/**
 * The columns whose types in the drivers differ from those of the row: every boolean, and texts that are
 * instants.
 */
type Kinds<Row> = Readonly<Record<BooleanColumn<Row>, 'boolean'>> &
  Partial<Record<Exclude<keyof Row & string, BooleanColumn<Row>>, 'instant'>>;

/**
 * A statement in standard SQL: names are in double quotes, and no string literal may contain one. The
 * statement itself must limit every table with rows of accounts to an account.
 */
export function rawStatement<Row>(sql: string, kinds: Kinds<Row>): RawStatement<Row> {
  const named = (kind: unknown) =>
    Object.entries(kinds)
      .filter(([, given]) => given === kind)
      .map(([name]) => name);
  return giving<RawStatementNode, Row>({
    // By default, MySQL and MariaDB read double quotes as quotes of strings.
    sql: sql.replaceAll('"', '`'),
    conversions: { booleans: named('boolean'), instants: named('instant') },
  });
}
