import { Fragments, type Dialect, type Place } from './fragments.js';
import type { Expression, Predicate } from './predicate.js';
import type { ColumnName, Entity, Head, Scalar, Tables } from './table.js';

/** Another table read along with a row: `on` maps its columns to this table's, `columns` names what it adds. */
export interface Join {
  entity: Entity<unknown>;
  on: Readonly<Record<string, string>>;
  columns: Readonly<Record<string, string>>;
  /** Values that columns of the other table must have. */
  having?: Readonly<Record<string, Scalar>>;
  /** Keep rows that have no partner. */
  optional?: boolean;
}

/** Rows by a column, or by a value with the rows that have none last, or first where the order descends. */
export type Order<T> =
  { column: ColumnName<T>; descending?: boolean } | { expression: Expression; descending?: boolean };

export interface Selection<T> {
  columns: readonly ColumnName<T>[];
  joins?: readonly Join[];
  where?: Predicate;
  orderBy?: readonly Order<T>[];
  /** Values to give along with each row, by the names they get. */
  computed?: Readonly<Record<string, Expression>>;
  limit?: number;
  offset?: number;
  /** The index to read along, by its name: for rows that are locked, since others than those asked for would be as well. */
  along?: string;
  /** Hold the rows until the transaction ends, so that writers of one resource go one after another. */
  lock?: boolean;
  /** Keep the rows as they are until the transaction ends; others may do so at the same time. */
  share?: boolean;
}

/** One table's part in a list over several tables. */
export interface UnionPart {
  entity: Entity<unknown>;
  /** What tells the rows of this table from those of the others. */
  kind: string;
  where?: Predicate | undefined;
  sortKey: Expression;
  /** A number that tells how large the row's resource is. */
  weight: Expression;
}

/** A page of a list over several tables, ordered by sort key and id. */
export interface Union {
  parts: readonly UnionPart[];
  descending: boolean;
  limit: number;
  offset?: number | undefined;
}

export interface Statement {
  sql: string;
  parameters: Scalar[];
}

/** From so many rows to pass over on, finding the rows first and reading them afterwards is the smaller cost. */
const FAR = 1_000;

/** In an UPDATE: raise the column by one where it stands, so that concurrent writers do not lose a count. */
export const INCREMENT = Symbol('increment');

/** In an UPDATE: lower the column by one where it stands. */
export const DECREMENT = Symbol('decrement');

const NO_JOINS: readonly Join[] = [];

/** Lists of so many columns are constants, and worth to be written once only. */
const LONG = 8;

/**
 * Builds the statements of one scope. Where the scope is an account, every owned table that a statement
 * names is tied to that account, in the main table by value and in joined and nested tables by equality.
 */
export class StatementBuilder {
  constructor(
    private readonly tables: Tables,
    private readonly dialect: Dialect,
    private readonly accountId: string | null,
    private readonly deletedToo = false,
  ) {}

  /** How much one statement may hold. */
  get atOnce(): Dialect['atOnce'] {
    return this.dialect.atOnce;
  }

  select<T>(entity: Entity<T>, selection: Selection<T>): Statement {
    return this.build((fragments) => this.selection(fragments, entity, selection));
  }

  /** Kind, id, sort key and weight of the rows of several tables. */
  union({ parts, descending, limit, offset = 0 }: Union): Statement {
    return this.build((fragments) => {
      const selects = parts.map(({ entity, kind, where, sortKey, weight }) => {
        const place = { table: this.tables.of(entity), alias: 't' };
        const columns = `t.\`id\` AS id, ${fragments.bind(kind)} AS kind, ${fragments.expression(sortKey, place)} AS sortKey, ${fragments.expression(weight, place)} AS weight`;
        return `SELECT ${columns} FROM \`${place.table.name}\` t WHERE ${fragments.scoped(place, where)}`;
      });
      const direction = descending ? ' DESC' : '';
      return [
        `SELECT id, kind, sortKey, weight FROM (${selects.join(' UNION ALL ')}) u`,
        `ORDER BY sortKey IS NULL${direction}, sortKey${direction}, id`,
        `LIMIT ${fragments.bind(limit)} OFFSET ${fragments.bind(offset)}`,
      ].join(' ');
    });
  }

  count<T>(entity: Entity<T>, where?: Predicate): Statement {
    return this.build((fragments) => {
      const place = { table: this.tables.of(entity), alias: 't' };
      return `SELECT COUNT(*) AS total FROM \`${place.table.name}\` t WHERE ${fragments.scoped(place, where)}`;
    });
  }

  insert<T>(entity: Entity<T>, rows: readonly Readonly<Record<string, unknown>>[]): Statement {
    return this.build((fragments) => {
      const table = this.tables.of(entity);
      const names = Object.keys(rows[0] ?? {});
      const columns = [...(table.owned ? ['accountId'] : []), ...names].map((name) => table.column(name));
      const tuples = rows.map((row) => {
        const values = names.map((name) => table.toSql(name, row[name]));
        const complete = table.owned ? [fragments.owner(table), ...values] : values;
        return `(${complete.map((value) => fragments.bind(value)).join(', ')})`;
      });
      return `INSERT INTO \`${table.name}\` (${columns.join(', ')}) VALUES ${tuples.join(', ')}`;
    });
  }

  update<T>(entity: Entity<T>, values: Readonly<Record<string, unknown>>, where: Predicate): Statement {
    return this.build((fragments) => {
      const place = this.itself(entity);
      const assignments = Object.entries(values).map(([name, value]) => {
        const column = place.table.column(name);
        if (value === DECREMENT) return `${column} = ${column} - 1`;
        if (value === INCREMENT) return `${column} = ${column} + 1`;
        return `${column} = ${fragments.bind(place.table.toSql(name, value))}`;
      });
      return `UPDATE ${place.alias} SET ${assignments.join(', ')} WHERE ${fragments.scoped(place, where)}`;
    });
  }

  delete<T>(entity: Entity<T>, where: Predicate): Statement {
    return this.build((fragments) => {
      const place = this.itself(entity);
      return `DELETE FROM ${place.alias} WHERE ${fragments.scoped(place, where)}`;
    });
  }

  private build(write: (fragments: Fragments) => string): Statement {
    const fragments = new Fragments(this.tables, this.dialect, this.accountId, this.deletedToo);
    return { sql: write(fragments), parameters: fragments.parameters };
  }

  /** Parameters are bound in the order of their marks, so every part is written where it stands. */
  private selection<T>(fragments: Fragments, entity: Entity<T>, selection: Selection<T>): string {
    const place = { table: this.tables.of(entity), alias: 't' };
    const { orderBy = [], lock, share } = selection;
    const isFar = (selection.offset ?? 0) >= FAR && place.table.hasId;
    const head = this.constantHead(fragments, selection, place);
    return [
      `SELECT ${head?.listed ?? this.listed(fragments, selection, place)}`,
      isFar ? this.fromFound(fragments, selection, place) : this.from(selection, place),
      ...(head?.joins ?? this.joins(fragments, selection, place)),
      ...(isFar ? ordered(fragments, orderBy, place) : narrowed(fragments, selection, place)),
      ...(lock ? [this.dialect.lockClause] : []),
      ...(share ? [this.dialect.shareClause] : []),
    ].join(' ');
  }

  /** What is the same in every statement with these columns and joins; undefined where values stand in it. */
  private constantHead<T>(fragments: Fragments, selection: Selection<T>, place: Place): Head | undefined {
    const { columns, joins = NO_JOINS, computed } = selection;
    if (columns.length < LONG || computed || joins.some(({ having }) => having)) return undefined;
    const known = this.tables.heads.get(columns);
    if (known?.of === joins) return known;
    const listed = this.listed(fragments, selection, place);
    const head = { of: joins, listed, joins: this.joins(fragments, selection, place) };
    this.tables.heads.set(columns, head);
    return head;
  }

  private listed<T>(
    fragments: Fragments,
    { columns, joins = NO_JOINS, computed = {} }: Selection<T>,
    place: Place,
  ): string {
    return [
      ...columns.map((name) => `t.${place.table.column(name)}`),
      ...joins.flatMap((join, index) => {
        const { alias, table } = this.joinedAt(join, index);
        return Object.entries(join.columns).map(
          ([name, column]) => `${alias}.${table.column(column)} AS \`${name}\``,
        );
      }),
      ...Object.entries(computed).map(
        ([name, value]) => `${fragments.expression(value, place)} AS \`${name}\``,
      ),
    ].join(', ');
  }

  private joins<T>(fragments: Fragments, { joins = NO_JOINS }: Selection<T>, place: Place): string[] {
    return joins.map((join, index) => this.join(fragments, join, this.joinedAt(join, index), place));
  }

  /** A run of ids is read as it stands: MySQL else may take another index of the account's, read all of it and sort. */
  private from<T>({ along, where, orderBy }: Selection<T>, { table }: Place): string {
    const index = along ?? (table.hasId && isOrderedById(orderBy) && isRun(where) ? 'PRIMARY' : undefined);
    return `FROM \`${table.name}\` t${index === undefined ? '' : this.dialect.along(index)}`;
  }

  /**
   * Rows that stand far behind are found by their ids alone, since the databases read all that a statement asks for, its
   * joins included, of every row that they pass over. CROSS keeps SQLite from finding them anew for each row of the account.
   */
  private fromFound<T>(fragments: Fragments, selection: Selection<T>, place: Place): string {
    const found = ['SELECT t.`id`', this.from(selection, place), ...narrowed(fragments, selection, place)];
    return `FROM (${found.join(' ')}) f CROSS JOIN \`${place.table.name}\` t ON t.\`id\` = f.\`id\` AND ${fragments.scoped(place)}`;
  }

  private joinedAt({ entity }: Join, index: number): Place {
    return { table: this.tables.of(entity), alias: `j${index}` };
  }

  private join(fragments: Fragments, join: Join, joined: Place, outer: Place): string {
    const on = fragments.tied(joined, outer, join.on);
    for (const [column, value] of Object.entries(join.having ?? {})) {
      const bound = fragments.bind(joined.table.toSql(column, value));
      on.push(`${joined.alias}.${joined.table.column(column)} = ${bound}`);
    }
    const kind = join.optional ? 'LEFT JOIN' : 'JOIN';
    return `${kind} \`${joined.table.name}\` ${joined.alias} ON ${on.join(' AND ')}`;
  }

  /** A table without an alias, since an UPDATE or DELETE takes none on every database. */
  private itself<T>(entity: Entity<T>): Place {
    const table = this.tables.of(entity);
    return { table, alias: `\`${table.name}\`` };
  }
}

/** Which rows, in which order, and which part of them. */
function narrowed<T>(
  fragments: Fragments,
  { where, orderBy = [], limit, offset = 0 }: Selection<T>,
  place: Place,
): string[] {
  return [
    `WHERE ${fragments.scoped(place, where)}`,
    ...ordered(fragments, orderBy, place),
    ...(limit === undefined ? [] : [`LIMIT ${fragments.bind(limit)} OFFSET ${fragments.bind(offset)}`]),
  ];
}

function isOrderedById<T>(orderBy: readonly Order<T>[] | undefined): boolean {
  const [first, ...others] = orderBy ?? [];
  return first !== undefined && 'column' in first && first.column === 'id' && others.length === 0;
}

/** Whether a condition only says where rows begin and end, so that no other index leads to fewer of them. */
function isRun(where: Predicate | undefined): boolean {
  if (where === undefined) return true;
  if (where.kind === 'all') return where.of.every(isRun);
  return (where.kind === 'compare' && where.operator !== '=') || (where.kind === 'behind' && !where.key);
}

function ordered<T>(fragments: Fragments, orderBy: readonly Order<T>[], place: Place): string[] {
  if (orderBy.length === 0) return [];
  return [`ORDER BY ${orderBy.map((each) => order(fragments, each, place)).join(', ')}`];
}

function order<T>(fragments: Fragments, by: Order<T>, place: Place): string {
  const direction = by.descending ? ' DESC' : '';
  if ('column' in by) return `${place.alias}.${place.table.column(by.column)}${direction}`;
  // RFC 7644 §3.4.2.3: what has no value comes last in ascending order, first in descending order.
  const value = () => fragments.expression(by.expression, place);
  return `${value()} IS NULL${direction}, ${value()}${direction}`;
}
