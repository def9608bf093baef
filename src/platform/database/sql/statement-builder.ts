import type { Entity, Scalar } from './columns.js';
import { Fragments, qualified, type Dialect, type TableRef } from './fragments.js';
import type { BoundedCountNode, JoinNode, OrderNode, PredicateNode, SelectionNode } from './nodes.js';
import { DECREMENT, INCREMENT, type Union } from './selection.js';
import type { ColumnKind, Conversions, SelectClause, Table, Tables } from './table.js';

export interface Statement {
  sql: string;
  parameters: Scalar[];
}

/** A statement that returns rows of entities. */
export interface SelectStatement extends Statement {
  conversions: Conversions;
}

/** From this offset on, finding the ids of the rows first and reading the rows afterwards costs less. */
const DEEP_PAGE = 1_000;

const NO_JOINS: readonly JoinNode[] = [];

/** A list of this many columns is a constant, so its clause is written only once. */
const LONG = 8;

/**
 * Builds the statements of one scope. If the scope is an account, every table with rows of accounts in a
 * statement is limited to that account: the main table by value, joined tables and those of subqueries by
 * equality.
 */
export class StatementBuilder {
  constructor(
    private readonly tables: Tables,
    private readonly dialect: Dialect,
    private readonly accountId: string | null,
    private readonly deletedToo = false,
  ) {}

  /** How much one statement may hold. */
  get batch(): Dialect['batch'] {
    return this.dialect.batch;
  }

  select(entity: Entity<unknown>, selection: SelectionNode): SelectStatement {
    const ref = { table: this.tables.of(entity), alias: 't' };
    const fragments = this.fragments();
    const clause = this.constantClause(fragments, selection, ref);
    const sql = this.selection(fragments, selection, ref, clause);
    const conversions = clause?.conversions ?? this.conversions(selection, ref.table);
    return { sql, parameters: fragments.parameters, conversions };
  }

  /** Kind, id, sort key and weight of the rows of several tables. */
  union({ parts, descending, limit, offset = 0 }: Union): Statement {
    return this.build((fragments) => {
      const selects = parts.map(({ entity, kind, where, sortKey, weight }) => {
        const ref = { table: this.tables.of(entity), alias: 't' };
        const columns = `t.\`id\` AS id, ${fragments.bind(kind)} AS kind, ${fragments.expression(sortKey, ref)} AS sortKey, ${fragments.expression(weight, ref)} AS weight`;
        return `SELECT ${columns} FROM \`${ref.table.name}\` t WHERE ${fragments.scoped(ref, where)}`;
      });
      const direction = descending ? ' DESC' : '';
      return [
        `SELECT id, kind, sortKey, weight FROM (${selects.join(' UNION ALL ')}) u`,
        `ORDER BY sortKey IS NULL${direction}, sortKey${direction}, id`,
        `LIMIT ${fragments.bind(limit)} OFFSET ${fragments.bind(offset)}`,
      ].join(' ');
    });
  }

  count(entity: Entity<unknown>, where?: PredicateNode, forceIndex?: string): Statement {
    return this.build((fragments) => {
      const ref = { table: this.tables.of(entity), alias: 't' };
      return `SELECT COUNT(*) AS total FROM \`${ref.table.name}\` t${this.dialect.forceIndex(forceIndex)} WHERE ${fragments.scoped(ref, where)}`;
    });
  }

  /** Counts the rows that match, and reads no more than `most` of them. */
  countAtMost(entity: Entity<unknown>, { where, most, forceIndex }: BoundedCountNode): Statement {
    return this.build((fragments) => {
      const ref = { table: this.tables.of(entity), alias: 't' };
      const found = `SELECT 1 FROM \`${ref.table.name}\` t${this.dialect.forceIndex(forceIndex)} WHERE ${fragments.scoped(ref, where)} LIMIT ${fragments.bind(most)}`;
      return `SELECT COUNT(*) AS total FROM (${found}) counted`;
    });
  }

  /** Throws unless all rows have the same columns: a value must not be lost. */
  insert(entity: Entity<unknown>, rows: readonly Readonly<Record<string, unknown>>[]): Statement {
    return this.build((fragments) => {
      const table = this.tables.of(entity);
      const names = Object.keys(rows[0] ?? {});
      const columns = [...(table.isAccountScoped ? ['accountId'] : []), ...names].map((name) =>
        table.column(name),
      );
      const tuples = rows.map((row) => {
        if (Object.keys(row).length !== names.length)
          throw new Error(`rows of ${table.name} differ in their columns`);
        const values = names.map((name) => table.toSql(name, row[name]));
        const complete = table.isAccountScoped ? [fragments.accountScope(table), ...values] : values;
        return `(${complete.map((value) => fragments.bind(value)).join(', ')})`;
      });
      return `INSERT INTO \`${table.name}\` (${columns.join(', ')}) VALUES ${tuples.join(', ')}`;
    });
  }

  update(
    entity: Entity<unknown>,
    values: Readonly<Record<string, unknown>>,
    where: PredicateNode,
  ): Statement {
    return this.build((fragments) => {
      const ref = this.changedTable(entity);
      const assignments = Object.entries(values).map(([name, value]) => {
        const column = ref.table.column(name);
        if (value === DECREMENT) return `${column} = ${column} - 1`;
        if (value === INCREMENT) return `${column} = ${column} + 1`;
        return `${column} = ${fragments.bind(ref.table.toSql(name, value))}`;
      });
      return `UPDATE ${ref.alias} SET ${assignments.join(', ')} WHERE ${fragments.scoped(ref, where)}`;
    });
  }

  delete(entity: Entity<unknown>, where: PredicateNode): Statement {
    return this.build((fragments) => {
      const ref = this.changedTable(entity);
      return `DELETE FROM ${ref.alias} WHERE ${fragments.scoped(ref, where)}`;
    });
  }

  private build(write: (fragments: Fragments) => string): Statement {
    const fragments = this.fragments();
    return { sql: write(fragments), parameters: fragments.parameters };
  }

  private fragments(): Fragments {
    return new Fragments(this.tables, this.dialect, this.accountId, this.deletedToo);
  }

  /** Parameters are bound in the order of their marks, so every part is written at its place. */
  private selection(
    fragments: Fragments,
    selection: SelectionNode,
    ref: TableRef,
    clause: SelectClause | undefined,
  ): string {
    const { columns, orderBy = [], forUpdate, forShare } = selection;
    const isOnlyIds = columns.every((column) => column === 'id');
    const isDeepPage = (selection.offset ?? 0) >= DEEP_PAGE && ref.table.hasId && !isOnlyIds;
    let sql = `SELECT ${clause?.selectList ?? this.selectList(fragments, selection, ref)} `;
    sql += isDeepPage ? this.deferredJoin(fragments, selection, ref) : this.from(selection, ref);
    sql += clause?.joins ?? this.joins(fragments, selection, ref);
    sql += isDeepPage ? orderByClause(fragments, orderBy, ref) : rowsClauses(fragments, selection, ref);
    if (forUpdate) sql += ` ${this.dialect.forUpdate}`;
    if (forShare) sql += ` ${this.dialect.forShare}`;
    return sql;
  }

  /**
   * The part that is the same in every statement with these columns and joins; undefined if it contains
   * values.
   */
  private constantClause(
    fragments: Fragments,
    selection: SelectionNode,
    ref: TableRef,
  ): SelectClause | undefined {
    const { columns, joins = NO_JOINS, computed } = selection;
    if (columns.length < LONG || computed) return undefined;
    const known = this.tables.selectClauses.get(columns);
    if (known?.of === joins) return known;
    if (joins.some(({ values }) => values)) return undefined;
    const clause = {
      of: joins,
      selectList: this.selectList(fragments, selection, ref),
      joins: this.joins(fragments, selection, ref),
      conversions: this.conversions(selection, ref.table),
    };
    this.tables.selectClauses.set(columns, clause);
    return clause;
  }

  private selectList(
    fragments: Fragments,
    { columns, joins = NO_JOINS, computed = {} }: SelectionNode,
    ref: TableRef,
  ): string {
    return [
      ...columns.map((name) => qualified(ref, name)),
      ...joins.flatMap((join, index) => {
        const joined = this.joinedTable(join, index);
        return Object.entries(join.columns).map(
          ([name, column]) => `${qualified(joined, column)} AS \`${name}\``,
        );
      }),
      ...Object.entries(computed).map(
        ([name, value]) => `${fragments.expression(value, ref)} AS \`${name}\``,
      ),
    ].join(', ');
  }

  /** Which columns of its rows are booleans or instants. Computed values stay as the driver returns them. */
  private conversions({ columns, joins = NO_JOINS }: SelectionNode, table: Table): Conversions {
    const found: { booleans: string[]; instants: string[] } = { booleans: [], instants: [] };
    for (const name of columns) collect(found, name, table.kindOf(name));
    for (const join of joins) {
      const joined = this.tables.of(join.entity);
      for (const name in join.columns) collect(found, name, joined.kindOf(join.columns[name] ?? ''));
    }
    return found;
  }

  private joins(fragments: Fragments, { joins = NO_JOINS }: SelectionNode, ref: TableRef): string {
    return joins
      .map((join, index) => ` ${this.join(fragments, join, this.joinedTable(join, index), ref)}`)
      .join('');
  }

  /**
   * A range of ids is read by the primary key: MySQL may otherwise take another index of the account, read
   * all of it and sort.
   */
  private from({ forceIndex, where, orderBy }: SelectionNode, { table }: TableRef): string {
    const isRange = table.hasId && isOrderedById(orderBy) && isIdRange(where);
    const index = forceIndex ?? (isRange ? 'PRIMARY' : undefined);
    return `FROM \`${table.name}\` t${this.dialect.forceIndex(index)}`;
  }

  /**
   * A deferred join: the rows of a page far into a list are found by their ids alone. Otherwise the databases
   * would read everything that a statement asks for, joins included, for every row that they skip. CROSS
   * keeps SQLite from finding them again for each row of the account.
   */
  private deferredJoin(fragments: Fragments, selection: SelectionNode, ref: TableRef): string {
    const found = `SELECT t.\`id\` ${this.from(selection, ref)}${rowsClauses(fragments, selection, ref)}`;
    return `FROM (${found}) f CROSS JOIN \`${ref.table.name}\` t ON t.\`id\` = f.\`id\` AND ${fragments.scoped(ref)}`;
  }

  private joinedTable({ entity }: JoinNode, index: number): TableRef {
    return { table: this.tables.of(entity), alias: `j${index}` };
  }

  private join(fragments: Fragments, join: JoinNode, joined: TableRef, outer: TableRef): string {
    const on = fragments.joinCondition(joined, outer, join.on);
    const values: [string, unknown][] = Object.entries(join.values ?? {});
    for (const [column, value] of values) {
      on.push(`${qualified(joined, column)} = ${fragments.bind(joined.table.toSql(column, value))}`);
    }
    const kind = join.left ? 'LEFT JOIN' : 'JOIN';
    return `${kind} \`${joined.table.name}\` ${joined.alias} ON ${on.join(' AND ')}`;
  }

  /** A table without an alias, because not every database allows one in an UPDATE or DELETE. */
  private changedTable(entity: Entity<unknown>): TableRef {
    const table = this.tables.of(entity);
    return { table, alias: `\`${table.name}\`` };
  }
}

function collect(
  { booleans, instants }: { booleans: string[]; instants: string[] },
  name: string,
  kind: ColumnKind,
): void {
  if (kind === 'boolean') booleans.push(name);
  else if (kind === 'datetime') instants.push(name);
}

/** WHERE, ORDER BY and LIMIT, each after a space. */
function rowsClauses(
  fragments: Fragments,
  { where, orderBy = [], limit, offset = 0 }: SelectionNode,
  ref: TableRef,
): string {
  const sql = ` WHERE ${fragments.scoped(ref, where)}${orderByClause(fragments, orderBy, ref)}`;
  return limit === undefined ? sql : `${sql} LIMIT ${fragments.bind(limit)} OFFSET ${fragments.bind(offset)}`;
}

function isOrderedById(orderBy: readonly OrderNode[] | undefined): boolean {
  const [first, ...others] = orderBy ?? [];
  return first !== undefined && 'column' in first && first.column === 'id' && others.length === 0;
}

/** Whether a condition only says where the ids begin and end, so that no other index leads to fewer rows. */
function isIdRange(where: PredicateNode | undefined): boolean {
  if (where === undefined) return true;
  if (where.kind === 'all') return where.of.every(isIdRange);
  return (where.kind === 'compare' && where.operator !== '=') || (where.kind === 'after' && !where.key);
}

function orderByClause(fragments: Fragments, orderBy: readonly OrderNode[], ref: TableRef): string {
  if (orderBy.length === 0) return '';
  return ` ORDER BY ${orderBy.map((by) => order(fragments, by, ref)).join(', ')}`;
}

function order(fragments: Fragments, by: OrderNode, ref: TableRef): string {
  const direction = by.descending ? ' DESC' : '';
  if ('column' in by) return `${qualified(ref, by.column)}${direction}`;
  // RFC 7644 §3.4.2.3: rows without a value come last in ascending order, first in descending order.
  const value = () => fragments.expression(by.expression, ref);
  return `${value()} IS NULL${direction}, ${value()}${direction}`;
}
