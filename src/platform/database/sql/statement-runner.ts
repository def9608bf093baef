import { rowsAs } from './borders.js';
import type { Scalar } from './columns.js';

/** What a driver returned for a statement: the rows that it read, and how many it changed. */
export interface Ran {
  rows: unknown;
  affected: number;
}

/** Runs a statement on one connection. Throws the driver's error. */
export type RunStatement = (sql: string, parameters: Scalar[]) => Promise<Ran>;

/** Runs `work`, whose statements all see the same state of the database. */
export type OnSnapshot = <T>(work: () => Promise<T>) => Promise<T>;

/** One connection for the duration of one unit of work. Translates the driver's errors into the domain's. */
export class StatementRunner {
  constructor(
    private readonly run: RunStatement,
    private readonly translate: (error: unknown) => unknown,
  ) {}

  /** Runs a statement that returns rows of the type `Row`, as they come from the driver. */
  async query<Row = Record<string, unknown>>(sql: string, parameters: Scalar[] = []): Promise<Row[]> {
    try {
      return rowsAs<Row>((await this.run(sql, parameters)).rows);
    } catch (error) {
      throw this.translate(error);
    }
  }

  /** Runs a statement that changes rows, and returns their number. */
  async execute(sql: string, parameters: Scalar[] = []): Promise<number> {
    try {
      return (await this.run(sql, parameters)).affected;
    } catch (error) {
      throw this.translate(error);
    }
  }
}
