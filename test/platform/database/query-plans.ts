import type { DatabaseConnections } from '../../../src/platform/database/connections/database-connections.js';
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

interface Run {
  sql: string;
  parameters: Scalar[];
}

/** The plans of statements, in order, without those that have none to choose, such as an INSERT. */
export function plansOf(
  connections: Pick<DatabaseConnections, 'dataSource' | 'read'>,
  runs: readonly Run[],
): Promise<QueryPlan[]> {
  const planOf = connections.dataSource.options.type === 'better-sqlite3' ? sqlitePlan : mysqlPlan;
  return connections.read(async (runner) => {
    const plans: QueryPlan[] = [];
    for (const run of runs) if (EXPLAINED.test(run.sql)) plans.push(await planOf(runner, run));
    return plans;
  });
}

async function sqlitePlan(runner: StatementRunner, { sql, parameters }: Run): Promise<QueryPlan> {
  const rows: { detail: string }[] = await runner.query(`EXPLAIN QUERY PLAN ${sql}`, parameters);
  const steps = rows.map(({ detail }) => detail);
  return { steps, costly: steps.filter((step) => SQLITE_COSTLY.test(step)) };
}

/**
 * The estimated number of rows is left out, and so is sorting as few as one resource has. A table in angle brackets is what a
 * part of the statement has found. The index by which a change finds one row is left out too: the primary key of a membership
 * and the index of its user have the same columns, and MariaDB puts their costs so close that it takes now one, now the other.
 */
async function mysqlPlan(runner: StatementRunner, { sql, parameters }: Run): Promise<QueryPlan> {
  const rows: MysqlStep[] = await runner.query(`EXPLAIN FORMAT=TRADITIONAL ${sql}`, parameters);
  const isChange = !sql.startsWith('SELECT');
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
