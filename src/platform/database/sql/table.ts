import type { DataSource, EntityMetadata } from 'typeorm';
import type { Entity, Scalar } from './columns.js';

export type ColumnKind = 'boolean' | 'datetime' | 'plain';

/** The part of an entity's metadata that statements are built from; every name in a statement comes from here. */
export class Table {
  readonly name: string;
  /** Whether each row belongs to an account. */
  readonly isAccountScoped: boolean;
  readonly isSoftDeleted: boolean;
  readonly hasId: boolean;
  private readonly kinds: ReadonlyMap<string, ColumnKind>;

  constructor(metadata: EntityMetadata) {
    this.name = metadata.tableName;
    this.kinds = new Map(
      metadata.columns.map((column) => [
        column.databaseName,
        column.type === 'boolean' ? 'boolean' : column.type === 'datetime' ? 'datetime' : 'plain',
      ]),
    );
    this.isAccountScoped = this.kinds.has('accountId');
    this.isSoftDeleted = this.kinds.has('deletedAt');
    this.hasId = this.kinds.has('id');
  }

  /** The quoted name of a column of this table. Throws a TypeError for any other name. */
  column(name: string): string {
    if (!this.kinds.has(name)) throw new TypeError(`${this.name} has no column ${name}`);
    return `\`${name}\``;
  }

  /** How the values of a column are stored. */
  kindOf(column: string): ColumnKind {
    return this.kinds.get(column) ?? 'plain';
  }

  /**
   * A value as the drivers expect it. Instants are ISO 8601 texts in the program, UTC datetimes in the
   * tables.
   */
  toSql(column: string, value: unknown): Scalar {
    if (typeof value === 'boolean') return value ? 1 : 0;
    if (value === null || typeof value === 'number') return value;
    if (typeof value !== 'string') throw new TypeError(`${this.name}.${column} takes no ${typeof value}`);
    return this.kinds.get(column) === 'datetime' ? toDatetime(value) : value;
  }
}

/** The SELECT list and joins of a constant selection, written once, and how its rows are converted. */
export interface SelectClause {
  /** The joins that they were written for. */
  of: unknown;
  selectList: string;
  joins: string;
  conversions: Conversions;
}

/**
 * The columns of a row whose types in the drivers differ from those of the entities, by their names in the
 * row.
 */
export interface Conversions {
  readonly booleans: readonly string[];
  readonly instants: readonly string[];
}

/** Turns the drivers' rows into the entities' own types, in place. */
export function convert(rows: readonly Record<string, unknown>[], { booleans, instants }: Conversions): void {
  if (booleans.length === 0 && instants.length === 0) return;
  for (const row of rows) {
    for (const name of booleans) row[name] = toBoolean(row[name]);
    for (const name of instants) {
      const value = row[name];
      row[name] = typeof value === 'string' ? toInstant(value) : null;
    }
  }
}

function toBoolean(value: unknown): boolean | null {
  return value === null ? null : value === 1 || value === true;
}

/** A UTC datetime of the tables as ISO 8601. MySQL's prepared statements leave out milliseconds that are 0. */
function toInstant(datetime: string): string {
  return `${datetime.replace(' ', 'T')}${datetime.includes('.') ? '' : '.000'}Z`;
}

/** An ISO 8601 instant, in UTC, as the tables hold it. */
export function toDatetime(instant: string): string {
  return instant.replace('T', ' ').replace('Z', '');
}

/** Finds the table of an entity, once per data source. */
export class Tables {
  /** The clauses that have been written, by their lists of columns. */
  readonly selectClauses = new WeakMap<readonly string[], SelectClause>();
  private readonly known = new Map<unknown, Table>();

  constructor(private readonly dataSource: DataSource) {}

  of(entity: Entity<unknown>): Table {
    let table = this.known.get(entity);
    if (!table) {
      table = new Table(this.dataSource.getMetadata(entity));
      this.known.set(entity, table);
    }
    return table;
  }
}
