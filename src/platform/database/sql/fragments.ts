import { mergeExists } from './merge-exists.js';
import {
  SORTED_LENGTH,
  type Affixes,
  type ColumnOrder,
  type ColumnValue,
  type Exists,
  type Expression,
  type Predicate,
} from './predicate.js';
import type { Scalar, Table, Tables } from './table.js';

/** A table as one statement names it. */
export interface Place {
  table: Table;
  alias: string;
}

/** Where the databases' languages differ. SQLite's single writer holds every row anyway, so its lock clauses are empty. */
export interface Dialect {
  readonly lockClause: string;
  readonly shareClause: string;
  /** Behind a table's name: its rows are read along this index, whatever an optimizer thinks of it. */
  along(index: string): string;
  concatenate(...texts: string[]): string;
  readonly atOnce: {
    /** How many keys one statement may list. */
    readonly listed: number;
    /** How many values one INSERT may have. */
    readonly inserted: number;
  };
}

/**
 * MySQL would turn the rows that are asked for into tables of one join and seek an order for it, which takes minutes among
 * 200 of them. The others take this for a comment.
 */
const NO_SEMIJOIN = '/*+ NO_SEMIJOIN() */';

type Leaf = Extract<Predicate, { kind: 'in' | 'compare' | 'match' }>;

/** Writes the conditions and values of one statement, and collects its parameters in the order of their marks. */
export class Fragments {
  readonly parameters: Scalar[] = [];
  private aliases = 0;

  constructor(
    private readonly tables: Tables,
    private readonly dialect: Dialect,
    private readonly accountId: string | null,
    private readonly deletedToo = false,
  ) {}

  bind(value: Scalar): string {
    this.parameters.push(value);
    return '?';
  }

  /** The conditions that tie a joined or nested table to the row outside it, in the same account and not deleted. */
  tied(inner: Place, outer: Place, on: Readonly<Record<string, string>>): string[] {
    const conditions: string[] = [];
    if (inner.table.owned && outer.table.owned) {
      conditions.push(`${inner.alias}.\`accountId\` = ${outer.alias}.\`accountId\``);
    }
    for (const [column, outerColumn] of Object.entries(on)) {
      const own = `${inner.alias}.${inner.table.column(column)}`;
      conditions.push(`${own} = ${outer.alias}.${outer.table.column(outerColumn)}`);
    }
    if (inner.table.softDeleted && !this.deletedToo) conditions.push(`${inner.alias}.\`deletedAt\` IS NULL`);
    return conditions;
  }

  /** A value of the row at `place`. */
  expression(expression: Expression, place: Place): string {
    switch (expression.kind) {
      case 'column':
        return this.column(expression, place);
      case 'beginning':
        return `SUBSTR(${place.alias}.${place.table.column(expression.column)}, 1, ${SORTED_LENGTH})`;
      case 'text':
        return this.bind(expression.text);
      case 'nothing':
        return 'NULL';
      case 'firstOf':
        return `COALESCE(${expression.of.map((each) => this.expression(each, place)).join(', ')})`;
      case 'related': {
        const inner = this.inner(expression.entity);
        const value = this.expression(expression.value, inner);
        const rows = `FROM \`${inner.table.name}\` ${inner.alias} WHERE ${this.related(expression, inner, place)}`;
        const order = expression.orderBy.map((each) => this.order(each, inner));
        return `(SELECT ${value} ${rows}${order.length > 0 ? ` ORDER BY ${order.join(', ')}` : ''} LIMIT 1)`;
      }
    }
  }

  /**
   * Negation is carried down to the leaves, because SQL's NOT of an unknown is unknown: what is absent must
   * fit `not (title eq "x")`.
   */
  condition(predicate: Predicate, place: Place, negated: boolean): string {
    switch (predicate.kind) {
      case 'not':
        return this.condition(predicate.of, place, !negated);
      case 'all':
      case 'any': {
        const conjunction = (predicate.kind === 'all') !== negated;
        const merged = mergeExists(predicate.kind, predicate.of);
        if (merged.length === 0) return conjunction ? '1 = 1' : '1 = 0';
        const parts = merged.map((part) => this.condition(part, place, negated));
        return `(${parts.join(conjunction ? ' AND ' : ' OR ')})`;
      }
      case 'exists':
        return `${negated ? 'NOT ' : ''}${this.exists(predicate, place)}`;
      case 'present':
        return `${place.alias}.${place.table.column(predicate.column)} IS ${negated ? '' : 'NOT '}NULL`;
      case 'behind':
        return `${negated ? 'NOT ' : ''}${this.behind(predicate, place)}`;
      case 'in':
      case 'compare':
      case 'match':
        return this.leaf(predicate, place, negated);
    }
  }

  private order({ descending, ...value }: ColumnOrder, place: Place): string {
    return `${this.column(value, place)}${descending ? ' DESC' : ''}`;
  }

  private column({ column, absentAs }: ColumnValue, { table, alias }: Place): string {
    const name = `${alias}.${table.column(column)}`;
    return absentAs === undefined ? name : `COALESCE(${name}, ${this.bind(table.toSql(column, absentAs))})`;
  }

  private exists(predicate: Exists, outer: Place): string {
    const inner = this.inner(predicate.entity);
    const [[column, outerColumn] = [], ...others] = Object.entries(predicate.on);
    const rows = `FROM \`${inner.table.name}\` ${inner.alias} WHERE`;
    if (!predicate.few || column === undefined || outerColumn === undefined || others.length > 0) {
      return `EXISTS (SELECT ${NO_SEMIJOIN} 1 ${rows} ${this.related(predicate, inner, outer)})`;
    }
    // SQLite asks each outer row even where the inner ones are few, unless they do not depend on it at all.
    const own = `${inner.alias}.${inner.table.column(column)}`;
    const its = `${outer.alias}.${outer.table.column(outerColumn)}`;
    return `${its} IN (SELECT ${own} ${rows} ${this.scoped(inner, predicate.where)})`;
  }

  /** The rows of a table that the scope lets be seen, and that fit. Throws a TypeError for an owned table outside an account. */
  scoped({ table, alias }: Place, where?: Predicate): string {
    const conditions: string[] = [];
    if (table.owned) conditions.push(`${alias}.\`accountId\` = ${this.bind(this.owner(table))}`);
    if (table.softDeleted && !this.deletedToo) conditions.push(`${alias}.\`deletedAt\` IS NULL`);
    if (where) conditions.push(this.condition(where, { table, alias }, false));
    return conditions.length > 0 ? conditions.join(' AND ') : '1 = 1';
  }

  /** The account of a table's rows. Throws a TypeError where the scope is none. */
  owner(table: Table): string {
    if (this.accountId !== null) return this.accountId;
    throw new TypeError(`${table.name} belongs to accounts: open an account transaction`);
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

  /** The rows that stand behind another one in a list: see `Predicate`. */
  private behind({ key, descending, value, id }: Predicate & { kind: 'behind' }, place: Place): string {
    const column = () => (key ? this.expression(key, place) : 'NULL');
    const idBehind = () => `${place.alias}.\`id\` > ${this.bind(id)}`;
    if (!key) return idBehind();
    if (value === null) {
      return descending
        ? `(${column()} IS NOT NULL OR ${idBehind()})`
        : `(${column()} IS NULL AND ${idBehind()})`;
    }
    // Parameters are bound in the order of their marks, so each part is written where it stands.
    const beyond = () => `${column()} ${descending ? '<' : '>'} ${this.bind(value)}`;
    const tie = () => `(${column()} = ${this.bind(value)} AND ${idBehind()})`;
    return descending ? `(${beyond()} OR ${tie()})` : `(${column()} IS NULL OR ${beyond()} OR ${tie()})`;
  }

  private inner(entity: (Predicate & { kind: 'exists' })['entity']): Place {
    return { table: this.tables.of(entity), alias: `e${this.aliases++}` };
  }

  private related(
    { on, where }: { on: Readonly<Record<string, string>>; where: Predicate },
    inner: Place,
    outer: Place,
  ): string {
    return [...this.tied(inner, outer, on), this.condition(where, inner, false)].join(' AND ');
  }
}
