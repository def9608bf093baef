import type { Affixes, Predicate } from './predicate.js';
import type { ColumnName, Entity, Scalar, Table, Tables } from './table.js';

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

export interface Selection<T> {
  columns: readonly ColumnName<T>[];
  joins?: readonly Join[];
  where?: Predicate;
  orderBy?: readonly { column: ColumnName<T>; descending?: boolean }[];
  limit?: number;
  offset?: number;
  /** Hold the rows until the transaction ends, so that writers of one resource go one after another. */
  lock?: boolean;
}

export interface Statement {
  sql: string;
  parameters: Scalar[];
}

/** In an UPDATE: raise the column by one where it stands, so that concurrent writers do not lose a count. */
export const INCREMENT = Symbol('increment');

/** A table as one statement names it. */
interface Place {
  table: Table;
  alias: string;
}

/** Where the databases' languages differ. SQLite's single writer holds every row anyway, so it has no lock clause. */
export interface Dialect {
  readonly lockClause: string;
  concatenate(...texts: string[]): string;
}

/**
 * Builds the statements of one scope. Where the scope is an account, every owned table that a statement
 * names is tied to that account, in the main table by value and in joined and nested tables by equality.
 */
export class StatementBuilder {
  private parameters: Scalar[] = [];
  private aliases = 0;

  constructor(
    private readonly tables: Tables,
    private readonly dialect: Dialect,
    private readonly accountId: string | null,
  ) {}

  select<T>(entity: Entity<T>, selection: Selection<T>): Statement {
    return this.build(() => {
      const table = this.tables.of(entity);
      const columns = selection.columns.map((name) => `t.${table.column(name)}`);
      const joins = (selection.joins ?? []).map((join, index) =>
        this.join(join, `j${index}`, table, columns),
      );
      const order = (selection.orderBy ?? []).map(
        ({ column, descending }) => `t.${table.column(column)}${descending ? ' DESC' : ''}`,
      );
      return [
        `SELECT ${columns.join(', ')} FROM \`${table.name}\` t`,
        ...joins,
        `WHERE ${this.scoped(table, 't', selection.where)}`,
        ...(order.length > 0 ? [`ORDER BY ${order.join(', ')}`] : []),
        ...(selection.limit === undefined
          ? []
          : [`LIMIT ${this.bind(selection.limit)} OFFSET ${this.bind(selection.offset ?? 0)}`]),
        ...(selection.lock ? [this.dialect.lockClause] : []),
      ].join(' ');
    });
  }

  count<T>(entity: Entity<T>, where?: Predicate): Statement {
    return this.build(() => {
      const table = this.tables.of(entity);
      return `SELECT COUNT(*) AS total FROM \`${table.name}\` t WHERE ${this.scoped(table, 't', where)}`;
    });
  }

  insert<T>(entity: Entity<T>, rows: readonly Readonly<Record<string, unknown>>[]): Statement {
    return this.build(() => {
      const table = this.tables.of(entity);
      const names = Object.keys(rows[0] ?? {});
      const columns = [...(table.owned ? ['accountId'] : []), ...names].map((name) => table.column(name));
      const tuples = rows.map((row) => {
        const values = names.map((name) => table.toSql(name, row[name]));
        const complete = table.owned ? [this.owner(table), ...values] : values;
        return `(${complete.map((value) => this.bind(value)).join(', ')})`;
      });
      return `INSERT INTO \`${table.name}\` (${columns.join(', ')}) VALUES ${tuples.join(', ')}`;
    });
  }

  update<T>(entity: Entity<T>, values: Readonly<Record<string, unknown>>, where: Predicate): Statement {
    return this.build(() => {
      const table = this.tables.of(entity);
      const assignments = Object.entries(values).map(([name, value]) =>
        value === INCREMENT
          ? `${table.column(name)} = ${table.column(name)} + 1`
          : `${table.column(name)} = ${this.bind(table.toSql(name, value))}`,
      );
      return `UPDATE \`${table.name}\` SET ${assignments.join(', ')} WHERE ${this.scoped(table, null, where)}`;
    });
  }

  delete<T>(entity: Entity<T>, where: Predicate): Statement {
    return this.build(() => {
      const table = this.tables.of(entity);
      return `DELETE FROM \`${table.name}\` WHERE ${this.scoped(table, null, where)}`;
    });
  }

  private build(write: () => string): Statement {
    this.parameters = [];
    this.aliases = 0;
    return { sql: write(), parameters: this.parameters };
  }

  private owner(table: Table): string {
    if (this.accountId === null)
      throw new TypeError(`${table.name} belongs to accounts: open an account transaction`);
    return this.accountId;
  }

  private bind(value: Scalar): string {
    this.parameters.push(value);
    return '?';
  }

  private scoped(table: Table, alias: string | null, where?: Predicate): string {
    const prefix = alias === null ? '' : `${alias}.`;
    const conditions: string[] = [];
    if (table.owned) conditions.push(`${prefix}\`accountId\` = ${this.bind(this.owner(table))}`);
    if (table.softDeleted) conditions.push(`${prefix}\`deletedAt\` IS NULL`);
    if (where) conditions.push(this.condition(where, { table, alias: alias ?? `\`${table.name}\`` }, false));
    return conditions.length > 0 ? conditions.join(' AND ') : '1 = 1';
  }

  private join(join: Join, alias: string, table: Table, columns: string[]): string {
    const joined = { table: this.tables.of(join.entity), alias };
    for (const [name, column] of Object.entries(join.columns)) {
      columns.push(`${alias}.${joined.table.column(column)} AS \`${name}\``);
    }
    const on = this.tied(joined, { table, alias: 't' }, join.on);
    for (const [column, value] of Object.entries(join.having ?? {})) {
      on.push(`${alias}.${joined.table.column(column)} = ${this.bind(joined.table.toSql(column, value))}`);
    }
    return `${join.optional ? 'LEFT JOIN' : 'JOIN'} \`${joined.table.name}\` ${alias} ON ${on.join(' AND ')}`;
  }

  /** The conditions that tie a joined or nested table to the row outside it, in the same account and not deleted. */
  private tied(inner: Place, outer: Place, on: Readonly<Record<string, string>>): string[] {
    const conditions: string[] = [];
    if (inner.table.owned && outer.table.owned) {
      conditions.push(`${inner.alias}.\`accountId\` = ${outer.alias}.\`accountId\``);
    }
    for (const [column, outerColumn] of Object.entries(on)) {
      const own = `${inner.alias}.${inner.table.column(column)}`;
      conditions.push(`${own} = ${outer.alias}.${outer.table.column(outerColumn)}`);
    }
    if (inner.table.softDeleted) conditions.push(`${inner.alias}.\`deletedAt\` IS NULL`);
    return conditions;
  }

  /**
   * Negation is carried down to the leaves, because SQL's NOT of an unknown is unknown: what is absent must
   * fit `not (title eq "x")`.
   */
  private condition(predicate: Predicate, place: Place, negated: boolean): string {
    switch (predicate.kind) {
      case 'not':
        return this.condition(predicate.of, place, !negated);
      case 'all':
      case 'any': {
        const conjunction = (predicate.kind === 'all') !== negated;
        if (predicate.of.length === 0) return conjunction ? '1 = 1' : '1 = 0';
        const parts = predicate.of.map((part) => this.condition(part, place, negated));
        return `(${parts.join(conjunction ? ' AND ' : ' OR ')})`;
      }
      case 'exists':
        return `${negated ? 'NOT ' : ''}EXISTS (${this.nested(predicate, place)})`;
      case 'present':
        return `${place.alias}.${place.table.column(predicate.column)} IS ${negated ? '' : 'NOT '}NULL`;
      case 'in':
      case 'compare':
      case 'match':
        return this.leaf(predicate, place, negated);
    }
  }

  private nested(predicate: Predicate & { kind: 'exists' }, outer: Place): string {
    const inner = { table: this.tables.of(predicate.entity), alias: `e${this.aliases++}` };
    const tied = this.tied(inner, outer, predicate.on);
    const where = this.condition(predicate.where, inner, false);
    return `SELECT 1 FROM \`${inner.table.name}\` ${inner.alias} WHERE ${[...tied, where].join(' AND ')}`;
  }

  private leaf(predicate: Leaf, { table, alias }: Place, negated: boolean): string {
    const column = `${alias}.${table.column(predicate.column)}`;
    const test = this.test(predicate, table, column);
    return negated ? `(${column} IS NULL OR NOT (${test}))` : test;
  }

  private test(predicate: Leaf, table: Table, column: string): string {
    switch (predicate.kind) {
      case 'in': {
        const values = predicate.values.map((value) => this.bind(table.toSql(predicate.column, value)));
        return values.length > 0 ? `${column} IN (${values.join(', ')})` : '1 = 0';
      }
      case 'compare': {
        const left = this.affixed(column, predicate.affixes);
        return `${left} ${predicate.operator} ${this.bind(table.toSql(predicate.column, predicate.value))}`;
      }
      case 'match':
        return this.match(column, predicate);
    }
  }

  /** INSTR and SUBSTR count characters and compare exactly on every database; LIKE does neither on SQLite. */
  private match(name: string, { part, text, affixes }: Predicate & { kind: 'match' }): string {
    if (text === '') return `${name} IS NOT NULL`;
    const length = Array.from(text).length;
    // The comparison lets an index find where the prefix begins.
    const bound = part === 'startsWith' && !affixes ? `${name} >= ${this.bind(text)} AND ` : '';
    const column = this.affixed(name, affixes);
    if (part === 'contains') return `INSTR(${column}, ${this.bind(text)}) > 0`;
    if (part === 'endsWith') return `SUBSTR(${column}, ${this.bind(-length)}) = ${this.bind(text)}`;
    return `(${bound}SUBSTR(${column}, 1, ${this.bind(length)}) = ${this.bind(text)})`;
  }

  private affixed(column: string, affixes: Affixes | undefined): string {
    if (!affixes) return column;
    return this.dialect.concatenate(this.bind(affixes.before), column, this.bind(affixes.after));
  }
}

type Leaf = Extract<Predicate, { kind: 'in' | 'compare' | 'match' }>;
