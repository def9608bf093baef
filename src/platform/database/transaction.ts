import type { DECREMENT, INCREMENT, Selection, StatementBuilder, Union } from './sql/statement.js';
import { all, isIn, type Predicate } from './sql/predicate.js';
import type { StatementRunner } from './sql/statement-runner.js';
import type { ColumnName, Entity, Scalar, Tables } from './sql/table.js';

/** Maximum bytes of a statement's values, unless a single row has more; every server accepts packets of this size. */
const BYTES_AT_ONCE = 500_000;

/** Values of a new row. The transaction adds the account. */
export type Values<T> = { readonly [K in ColumnName<T>]?: unknown } & { readonly accountId?: never };
export type Changes<T> = { readonly [K in ColumnName<T>]?: Scalar | typeof INCREMENT | typeof DECREMENT } & {
  readonly accountId?: never;
};

/** Reads and writes rows of the tables that its statement builder allows. */
export abstract class Transaction {
  constructor(
    protected readonly runner: StatementRunner,
    protected readonly tables: Tables,
    private readonly statements: StatementBuilder,
  ) {}

  /** The matching rows. `R` is the row type: the selected and joined columns. */
  async select<T, R = T>(entity: Entity<T>, selection: Selection<T>): Promise<R[]> {
    const { sql, parameters } = this.statements.select(entity, selection);
    const rows = await this.runner.query<Record<string, unknown>[]>(sql, parameters);
    const table = this.tables.of(entity);
    for (const row of rows) table.fromSql(row);
    return rows as R[];
  }

  async find<T, R = T>(entity: Entity<T>, selection: Selection<T>): Promise<R | undefined> {
    const [row] = await this.select<T, R>(entity, { ...selection, limit: 1 });
    return row;
  }

  /** Like `select`, for rows whose `column` is one of `keys`, in several statements if needed. */
  async selectListed<T, R = T>(
    entity: Entity<T>,
    column: ColumnName<T>,
    keys: readonly string[],
    selection: Selection<T>,
  ): Promise<R[]> {
    const found: R[] = [];
    for (const part of slices(keys, this.statements.atOnce.listed, bytesOf)) {
      const where = all(isIn(column, part), ...(selection.where ? [selection.where] : []));
      for (const row of await this.select<T, R>(entity, { ...selection, where })) found.push(row);
    }
    return found;
  }

  /** Kind, id, sort key and weight of the rows of one page over several tables. */
  selectUnion(union: Union): Promise<{ kind: string; id: string; sortKey: Scalar; weight: number }[]> {
    const { sql, parameters } = this.statements.union(union);
    return this.runner.query(sql, parameters);
  }

  async count<T>(entity: Entity<T>, where?: Predicate): Promise<number> {
    const { sql, parameters } = this.statements.count(entity, where);
    const [row] = await this.runner.query<{ total: number | string }[]>(sql, parameters);
    return Number(row?.total ?? 0);
  }

  /** Inserts rows, which must all have the same keys. Throws DuplicateKeyError. */
  async insert<T>(entity: Entity<T>, rows: readonly Values<T>[]): Promise<void> {
    const width = Object.keys(rows[0] ?? {}).length + 1;
    for (const part of slices(
      rows,
      Math.max(1, Math.floor(this.statements.atOnce.inserted / width)),
      bytesOfRow,
    )) {
      const { sql, parameters } = this.statements.insert(entity, part);
      await this.runner.execute(sql, parameters);
    }
  }

  /** Updates the matching rows and returns their number. Throws DuplicateKeyError. */
  async update<T>(entity: Entity<T>, changes: Changes<T>, where: Predicate): Promise<number> {
    const { sql, parameters } = this.statements.update(entity, changes, where);
    return this.runner.execute(sql, parameters);
  }

  async delete<T>(entity: Entity<T>, where: Predicate): Promise<number> {
    const { sql, parameters } = this.statements.delete(entity, where);
    return this.runner.execute(sql, parameters);
  }

  /** Deletes the matching rows whose `column` is one of `keys`, in several statements if needed. */
  async deleteListed<T>(
    entity: Entity<T>,
    column: ColumnName<T>,
    keys: readonly string[],
    where: Predicate,
  ): Promise<number> {
    let deleted = 0;
    for (const part of slices(keys, this.statements.atOnce.listed, bytesOf)) {
      deleted += await this.delete(entity, all(isIn(column, part), where));
    }
    return deleted;
  }
}

/** Splits items into slices of at most `most` items and BYTES_AT_ONCE bytes; a larger item is a slice of its own. */
function* slices<T>(items: readonly T[], most: number, size: (item: T) => number): Generator<readonly T[]> {
  let start = 0;
  let bytes = 0;
  for (const [index, item] of items.entries()) {
    const its = size(item);
    if (index > start && (index - start === most || bytes + its > BYTES_AT_ONCE)) {
      yield items.slice(start, index);
      start = index;
      bytes = 0;
    }
    bytes += its;
  }
  if (start < items.length) yield items.slice(start);
}

const bytesOf = (value: unknown) => (typeof value === 'string' ? Buffer.byteLength(value) : 0);

const bytesOfRow = (row: object) =>
  Object.values(row).reduce<number>((sum, value) => sum + bytesOf(value), 0);
