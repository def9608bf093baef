import type { QueryRunner } from 'typeorm';
import type { Scalar } from './table.js';

/** One connection for the length of one unit of work; what a driver throws leaves it in the domain's terms. */
export class StatementRunner {
  constructor(
    private readonly runner: QueryRunner,
    private readonly translate: (error: unknown) => unknown,
  ) {}

  /** Runs a statement that gives rows. */
  async query<R>(sql: string, parameters: Scalar[] = []): Promise<R> {
    try {
      return (await this.runner.query(sql, parameters)) as R;
    } catch (error) {
      throw this.translate(error);
    }
  }

  /** Runs a statement that changes rows, and gives their number. */
  async execute(sql: string, parameters: Scalar[] = []): Promise<number> {
    try {
      const result = await this.runner.query(sql, parameters, true);
      return result.affected ?? 0;
    } catch (error) {
      throw this.translate(error);
    }
  }
}
