import type { StatementRunner } from '../../../src/platform/database/sql/statement-runner.js';
import type { Scalar } from '../../../src/platform/database/sql/columns.js';

/** How a database goes about a statement: a line for each table, or for each step. */
export interface QueryPlan {
  steps: string[];
  /** Steps that read a whole table or sort what they have found. */
  costly: string[];
}

interface MysqlStep {
  table: string | null;
  type: string | null;
  key: string | null;
  rows: number | string | null;
  Extra: string | null;
}

const FEW = 100;
const COSTLY = /^[^<].*(?:: (?:ALL|index) |filesort|temporary)/;
/** `counted` is what a bounded count has found, see `countAtMost`. */
const SQLITE_COSTLY = /^SCAN (?!CONSTANT|counted$)|TEMP B-TREE/;
const EXPLAINED = /^(?:SELECT|UPDATE|DELETE)/;

/** The plan of a statement; none for one that has none to choose, such as an INSERT. */
export async function plansOf(
  runner: StatementRunner,
  databaseType: string,
  { sql, parameters }: { sql: string; parameters: Scalar[] },
): Promise<QueryPlan[]> {
  if (!EXPLAINED.test(sql)) return [];
  return databaseType === 'better-sqlite3'
    ? [sqlitePlan(await runner.query(`EXPLAIN QUERY PLAN ${sql}`, parameters))]
    : [
        mysqlPlan(
          await runner.query(`EXPLAIN FORMAT=TRADITIONAL ${sql}`, parameters),
          !sql.startsWith('SELECT'),
        ),
      ];
}

function sqlitePlan(rows: { detail: string }[]): QueryPlan {
  const steps = rows.map(({ detail }) => detail);
  return { steps, costly: steps.filter((step) => SQLITE_COSTLY.test(step)) };
}

/**
 * The estimated number of rows is left out, and so is sorting as few as one resource has. A table in angle brackets is what a
 * part of the statement has found. The index by which a change finds one row is left out too: the primary key of a membership
 * and the index of its user have the same columns, and MariaDB puts their costs so close that it takes now one, now the other.
 */
function mysqlPlan(rows: MysqlStep[], isChange: boolean): QueryPlan {
  const isLarge = rows.some((row) => Number(row.rows) > FEW);
  const steps = rows
    .filter(({ table }) => table !== null)
    .map(({ table, type, key, rows: found, Extra }) => {
      if (isChange && type === 'range' && Number(found) === 1) return `${table}: one row by an index`;
      const remarks = (Extra ?? '').split('; ').filter((each) => isLarge && /filesort|temporary/.test(each));
      return [`${table}: ${type ?? 'no rows'} by ${key ?? 'no index'}`, ...remarks].join(', ');
    });
  return { steps, costly: steps.filter((step) => COSTLY.test(step)) };
}
