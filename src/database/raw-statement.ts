import { giving } from './borders.js';
import type { Giving } from './columns.js';
import type { Conversions } from './table.js';

/** A statement that is written by hand and gives rows of the type `Row`: nothing but its author vouches for that. */
export type RawStatement<Row> = RawStatementNode & Giving<Row>;

interface RawStatementNode {
  readonly sql: string;
  readonly conversions: Conversions;
}

type BooleanColumn<Row> = {
  [K in keyof Row & string]: boolean extends Row[K] ? K : never;
}[keyof Row & string];

/** What the drivers give in other types than the row has: all booleans, and the texts that are instants. */
type Kinds<Row> = Readonly<Record<BooleanColumn<Row>, 'boolean'>> &
  Partial<Record<Exclude<keyof Row & string, BooleanColumn<Row>>, 'instant'>>;

/**
 * A statement of standard SQL, with names in double quotes, which no text in it may have. It must limit every table with rows
 * of accounts to an account itself.
 */
export function rawStatement<Row>(sql: string, kinds: Kinds<Row>): RawStatement<Row> {
  const named = (kind: unknown) =>
    Object.entries(kinds)
      .filter(([, given]) => given === kind)
      .map(([name]) => name);
  return giving<RawStatementNode, Row>({
    // MySQL and MariaDB take double quotes for those of texts, unless told otherwise.
    sql: sql.replaceAll('"', '`'),
    conversions: { booleans: named('boolean'), instants: named('instant') },
  });
}
