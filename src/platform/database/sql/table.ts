import type { DataSource, EntityMetadata } from 'typeorm';

/** An entity class; its TypeORM metadata says which table and columns there are. */
export type Entity<T> = abstract new () => T;

/** A property of the entity, or the stored key of a folded text (`userName` has `userNameKey`). */
export type ColumnName<T> = (keyof T & string) | `${keyof T & string}Key`;

/** What may stand in a statement's parameter list: nothing that a driver would expand into SQL. */
export type Scalar = string | number | boolean | null;

/** The part of an entity's metadata that statements are built from; every name in a statement comes from here. */
export class Table {
  readonly name: string;
  readonly owned: boolean;
  readonly softDeleted: boolean;
  readonly hasId: boolean;
  private readonly columns: Map<string, 'boolean' | 'datetime' | 'plain'>;
  private readonly booleans: string[];
  private readonly datetimes: string[];

  constructor(metadata: EntityMetadata) {
    this.name = metadata.tableName;
    this.columns = new Map(
      metadata.columns.map((column) => [
        column.databaseName,
        column.type === 'boolean' ? 'boolean' : column.type === 'datetime' ? 'datetime' : 'plain',
      ]),
    );
    this.owned = this.columns.has('accountId');
    this.softDeleted = this.columns.has('deletedAt');
    this.hasId = this.columns.has('id');
    this.booleans = this.columnsOf('boolean');
    this.datetimes = this.columnsOf('datetime');
  }

  /** The quoted name of a column of this table. Throws a TypeError for any other name. */
  column(name: string): string {
    if (!this.columns.has(name)) throw new TypeError(`${this.name} has no column ${name}`);
    return `\`${name}\``;
  }

  /** A value as the drivers take it. Instants are ISO 8601 texts in the program, UTC datetimes in the tables. */
  toSql(column: string, value: unknown): Scalar {
    if (typeof value === 'boolean') return value ? 1 : 0;
    if (value === null || typeof value === 'number') return value;
    if (typeof value !== 'string') throw new TypeError(`${this.name}.${column} takes no ${typeof value}`);
    return this.columns.get(column) === 'datetime' ? value.replace('T', ' ').replace('Z', '') : value;
  }

  /** Turns a driver's row into the entity's own types, in place. */
  fromSql(row: Record<string, unknown>): void {
    for (const name of this.booleans) if (name in row) row[name] = toBoolean(row[name]);
    for (const name of this.datetimes) {
      if (name in row) row[name] = typeof row[name] === 'string' ? toInstant(row[name]) : null;
    }
  }

  private columnsOf(kind: string): string[] {
    return [...this.columns].filter(([, its]) => its === kind).map(([name]) => name);
  }
}

function toBoolean(value: unknown): boolean | null {
  return value === null ? null : value === 1 || value === true;
}

/** A UTC datetime of the tables as ISO 8601. MySQL's prepared statements leave out milliseconds that are 0. */
export function toInstant(datetime: string): string {
  return `${datetime.replace(' ', 'T')}${datetime.includes('.') ? '' : '.000'}Z`;
}

/** The beginning of a SELECT, as it is written once for a constant list of columns and the joins that go with it. */
export interface Head {
  of: unknown;
  listed: string;
  joins: readonly string[];
}

/** Finds the table of an entity, once per data source. */
export class Tables {
  /** The heads that have been written, by their lists of columns. */
  readonly heads = new WeakMap<readonly string[], Head>();
  private readonly known = new Map<unknown, Table>();

  constructor(private readonly dataSource: DataSource) {}

  of<T>(entity: Entity<T>): Table {
    let table = this.known.get(entity);
    if (!table) {
      table = new Table(this.dataSource.getMetadata(entity));
      this.known.set(entity, table);
    }
    return table;
  }
}
