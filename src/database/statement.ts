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
      const joins = (selection.joins ?? []).map((join, index) => this.join(join, `j${index}`, table, columns));
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
        value instanceof Increment
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
    if (this.accountId === null) throw new TypeError(`${table.name} belongs to accounts: open an account transaction`);
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
    if (where) conditions.push(this.condition(where, table, alias ?? `\`${table.name}\``, false));
    return conditions.length > 0 ? conditions.join(' AND ') : '1 = 1';
  }

  private join(join: Join, alias: string, table: Table, columns: string[]): string {
    const joined = this.tables.of(join.entity);
    for (const [name, column] of Object.entries(join.columns)) {
      columns.push(`${alias}.${joined.column(column)} AS \`${name}\``);
    }
    const on = this.tied(joined, alias, table, 't', join.on);
    for (const [column, value] of Object.entries(join.having ?? {})) {
      on.push(`${alias}.${joined.column(column)} = ${this.bind(joined.toSql(column, value))}`);
    }
    return `${join.optional ? 'LEFT JOIN' : 'JOIN'} \`${joined.name}\` ${alias} ON ${on.join(' AND ')}`;
  }

  /** The conditions that tie a joined or nested table to the row outside it, in the same account and not deleted. */
  private tied(inner: Table, alias: string, outer: Table, outerAlias: string, on: Readonly<Record<string, string>>) {
    const conditions: string[] = [];
    if (inner.owned && outer.owned) conditions.push(`${alias}.\`accountId\` = ${outerAlias}.\`accountId\``);
    for (const [column, outerColumn] of Object.entries(on)) {
      conditions.push(`${alias}.${inner.column(column)} = ${outerAlias}.${outer.column(outerColumn)}`);
    }
    if (inner.softDeleted) conditions.push(`${alias}.\`deletedAt\` IS NULL`);
    return conditions;
  }

  /**
   * Negation is carried down to the leaves, because SQL's NOT of an unknown is unknown: what is absent must
   * fit `not (title eq "x")`.
   */
  private condition(predicate: Predicate, table: Table, alias: string, negated: boolean): string {
    switch (predicate.kind) {
      case 'not':
        return this.condition(predicate.of, table, alias, !negated);
      case 'all':
      case 'any': {
        const conjunction = (predicate.kind === 'all') !== negated;
        if (predicate.of.length === 0) return conjunction ? '1 = 1' : '1 = 0';
        const parts = predicate.of.map((part) => this.condition(part, table, alias, negated));
        return `(${parts.join(conjunction ? ' AND ' : ' OR ')})`;
      }
      case 'exists':
        return `${negated ? 'NOT ' : ''}EXISTS (${this.nested(predicate, table, alias)})`;
      case 'present':
        return `${alias}.${table.column(predicate.column)} IS ${negated ? '' : 'NOT '}NULL`;
      case 'in':
        if (predicate.values.length === 0) return negated ? '1 = 1' : '1 = 0';
        return this.leaf(predicate.column, table, alias, negated, (column) => {
          const values = predicate.values.map((value) => this.bind(table.toSql(predicate.column, value)));
          return `${column} IN (${values.join(', ')})`;
        });
      case 'compare':
        return this.leaf(predicate.column, table, alias, negated, (name) => {
          const column = this.affixed(name, predicate.affixes);
          return `${column} ${predicate.operator} ${this.bind(table.toSql(predicate.column, predicate.value))}`;
        });
      case 'match':
        return this.leaf(predicate.column, table, alias, negated, (column) => this.match(column, predicate));
    }
  }

  private nested(predicate: Predicate & { kind: 'exists' }, outer: Table, outerAlias: string): string {
    const inner = this.tables.of(predicate.entity);
    const alias = `e${this.aliases++}`;
    const tied = this.tied(inner, alias, outer, outerAlias, predicate.on);
    const where = this.condition(predicate.where, inner, alias, false);
    return `SELECT 1 FROM \`${inner.name}\` ${alias} WHERE ${[...tied, where].join(' AND ')}`;
  }

  private leaf(name: string, table: Table, alias: string, negated: boolean, test: (column: string) => string) {
    const column = `${alias}.${table.column(name)}`;
    return negated ? `(${column} IS NULL OR NOT (${test(column)}))` : test(column);
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

/** Marks a column of an UPDATE to be raised by one where it stands, so that concurrent writers do not lose a count. */
export class Increment {}
export const increment = new Increment();
