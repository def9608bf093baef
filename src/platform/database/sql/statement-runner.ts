import type { Scalar } from './table.js';

/** What a driver gave for a statement: rows where it reads, and how many it changed. */
export interface Ran {
  rows: unknown;
  affected: number;
}

/** Runs a statement on one connection. Throws the driver's error. */
export type RunStatement = (sql: string, parameters: Scalar[]) => Promise<Ran>;

/** One connection for the length of one unit of work; what a driver throws leaves it in the domain's terms. */
export class StatementRunner {
  constructor(
    private readonly run: RunStatement,
    private readonly translate: (error: unknown) => unknown,
  ) {}

  /** Runs a statement that gives rows. */
  async query<R>(sql: string, parameters: Scalar[] = []): Promise<R> {
    try {
      return (await this.run(sql, parameters)).rows as R;
    } catch (error) {
      throw this.translate(error);
    }
  }

  /** Runs a statement that changes rows, and gives their number. */
  async execute(sql: string, parameters: Scalar[] = []): Promise<number> {
    try {
      return (await this.run(sql, parameters)).affected;
    } catch (error) {
      throw this.translate(error);
    }
  }
}
