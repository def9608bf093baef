import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StatementBuilder } from './sql/statement-builder.js';
import type { StatementRunner } from './sql/statement-runner.js';
import { type Tables, convert } from './sql/table.js';
import { needing, rowsAs } from './sql/borders.js';
import type { ColumnName, Entity, Scalar, Takes, TextColumn } from './sql/columns.js';
import type { PredicateNode } from './sql/nodes.js';
import type { Where } from './sql/predicate.js';
import type { Changes, Computed, Joins, NewRow, Row, Selection, Union } from './sql/selection.js';

/**
 * The most bytes of a statement's values, unless one row alone has more: no server has a smaller packet
 * limit.
 */
const MOST_BYTES = 500_000;

/** The longest pause between two parts of long work. */
const LONGEST_PAUSE_MS = 100;

type NoJoins = readonly [];

/** Reads and writes rows of the tables that its statement builder allows. */
export abstract class Transaction {
  constructor(
    protected readonly runner: StatementRunner,
    protected readonly tables: Tables,
    private readonly statements: StatementBuilder,
    /** Whether long work should pause for other accounts. */
    private readonly isShared: () => boolean,
  ) {}

  /** The rows that match, each with the columns asked for, those of its joins, and the computed values. */
  async select<
    T,
    const C extends ColumnName<T>,
    const J extends Joins<T> = NoJoins,
    X extends Computed<T> = never,
  >(entity: Entity<T>, selection: Selection<T, C, J, X>): Promise<Row<T, C, J, X>[]> {
    const { sql, parameters, conversions } = this.statements.select(entity, selection);
    const rows = await this.runner.query(sql, parameters);
    convert(rows, conversions);
    return rowsAs<Row<T, C, J, X>>(rows);
  }

  /** The first row that `select` would return. */
  async find<
    T,
    const C extends ColumnName<T>,
    const J extends Joins<T> = NoJoins,
    X extends Computed<T> = never,
  >(entity: Entity<T>, selection: Selection<T, C, J, X>): Promise<Row<T, C, J, X> | undefined> {
    const [row] = await this.select(entity, { ...selection, limit: 1 });
    return row;
  }

  /** Like `select`, for rows whose `column` is one of `keys`, however many those are. */
  async selectListed<
    T,
    const C extends ColumnName<T>,
    const J extends Joins<T> = NoJoins,
    X extends Computed<T> = never,
  >(
    entity: Entity<T>,
    column: TextColumn<T>,
    keys: readonly string[],
    selection: Selection<T, C, J, X>,
  ): Promise<Row<T, C, J, X>[]> {
    const found: Row<T, C, J, X>[] = [];
    await this.inParts(slices(keys, this.statements.batch.keys, bytesOf), async (part) => {
      const where = listed(column, part, selection.where);
      for (const row of await this.select(entity, { ...selection, where })) found.push(row);
    });
    return found;
  }

  /** Kind, id, sort key and weight of the rows of one page of a list over several tables. */
  async selectUnion(union: Union): Promise<{ kind: string; id: string; sortKey: Scalar; weight: number }[]> {
    const { sql, parameters } = this.statements.union(union);
    return rowsAs(await this.runner.query(sql, parameters));
  }

  async count<T>(
    entity: Entity<T>,
    where?: Where<T>,
    { forceIndex }: { forceIndex?: string } = {},
  ): Promise<number> {
    const { sql, parameters } = this.statements.count(entity, where, forceIndex);
    const [row] = await this.runner.query(sql, parameters);
    return Number(row?.['total'] ?? 0);
  }

  /** Like `count`, but counts no further than `most`, so that it costs no more for a large account. */
  async countAtMost<T>(
    entity: Entity<T>,
    count: { where: Where<T>; most: number; forceIndex: string },
  ): Promise<number> {
    const { sql, parameters } = this.statements.countAtMost(entity, count);
    const [row] = await this.runner.query(sql, parameters);
    return Number(row?.['total'] ?? 0);
  }

  /** Adds rows, which must all have the same keys. Throws DuplicateKeyError. */
  async insert<T>(entity: Entity<T>, rows: readonly NewRow<T>[]): Promise<void> {
    const width = Object.keys(rows[0] ?? {}).length + 1;
    const most = Math.max(1, Math.floor(this.statements.batch.values / width));
    await this.inParts(slices(rows, most, bytesOfRow), (part) => {
      const { sql, parameters } = this.statements.insert(entity, part);
      return this.runner.execute(sql, parameters);
    });
  }

  /** Changes the rows that match and returns their number. Throws DuplicateKeyError. */
  async update<T>(entity: Entity<T>, changes: Changes<T>, where: Where<T>): Promise<number> {
    const { sql, parameters } = this.statements.update(entity, changes, where);
    return this.runner.execute(sql, parameters);
  }

  /** Changes the rows whose `column` is one of `keys`, however many those are. */
  async updateListed<T>(
    entity: Entity<T>,
    column: TextColumn<T>,
    keys: readonly string[],
    changes: Changes<T>,
  ): Promise<void> {
    await this.inParts(slices(keys, this.statements.batch.keys, bytesOf), (part) =>
      this.update(entity, changes, listed(column, part, undefined)),
    );
  }

  async delete<T>(entity: Entity<T>, where: Where<T>): Promise<number> {
    const { sql, parameters } = this.statements.delete(entity, where);
    return this.runner.execute(sql, parameters);
  }

  /** Deletes the rows that match and whose `column` is one of `keys`, however many those are. */
  async deleteListed<T>(
    entity: Entity<T>,
    column: TextColumn<T>,
    keys: readonly string[],
    where: Where<T>,
  ): Promise<number> {
    let deleted = 0;
    await this.inParts(slices(keys, this.statements.batch.keys, bytesOf), async (part) => {
      deleted += await this.delete(entity, listed(column, part, where));
    });
    return deleted;
  }

  /** Does work in parts, of which there is almost always one. */
  private inParts<Part>(parts: readonly Part[], work: (part: Part) => Promise<unknown>): Promise<unknown> {
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? work(only) : this.unhurried(parts, work);
  }

  /**
   * Does long work in parts. If others need the time, pauses before each part for as long as the part before
   * it took. Unlike `Pace`, also while the main thread is idle, because the server writes with threads of its
   * own, and never for long, because a transaction may hold locks.
   */
  private async unhurried<Part>(
    parts: readonly Part[],
    work: (part: Part) => Promise<unknown>,
  ): Promise<void> {
    let since: number | undefined;
    for (const part of parts) {
      if (since !== undefined && this.isShared())
        await sleep(Math.min(LONGEST_PAUSE_MS, performance.now() - since));
      since = performance.now();
      await work(part);
    }
  }
}

/** The rows that match and whose `column` is one of `keys`. */
function listed<T>(column: string, keys: readonly string[], where: Where<T> | undefined): Where<T> {
  const isListed: PredicateNode = { kind: 'in', column, values: keys };
  const node: PredicateNode = { kind: 'all', of: where ? [isListed, where] : [isListed] };
  return needing<PredicateNode, Takes<T>>(node);
}

/** Slices of at most `most` items, with at most MOST_BYTES in total, unless one item alone has more. */
function slices<T>(items: readonly T[], most: number, size: (item: T) => number): (readonly T[])[] {
  if (items.length === 1) return [items];
  const parts: (readonly T[])[] = [];
  let start = 0;
  let total = 0;
  for (const [index, item] of items.entries()) {
    const bytes = size(item);
    if (index > start && (index - start === most || total + bytes > MOST_BYTES)) {
      parts.push(items.slice(start, index));
      start = index;
      total = 0;
    }
    total += bytes;
  }
  if (start < items.length) parts.push(items.slice(start));
  return parts;
}

const bytesOf = (value: unknown) => (typeof value === 'string' ? Buffer.byteLength(value) : 0);

const bytesOfRow = (row: object) =>
  Object.values(row).reduce<number>((sum, value) => sum + bytesOf(value), 0);
