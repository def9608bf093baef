import type { Entity, Scalar } from './columns.js';
import { mergeExists } from './merge-exists.js';
import type {
  AfterNode,
  Affixes,
  ColumnOrder,
  ColumnValue,
  ExistsNode,
  ExpressionNode,
  JoinColumns,
  PredicateNode,
} from './nodes.js';
import type { Table, Tables } from './table.js';

/** A table as one statement names it. */
export interface TableRef {
  table: Table;
  alias: string;
}

/**
 * How the databases' dialects differ. SQLite's single writer holds every row anyway, so its lock clauses are
 * empty.
 */
export interface Dialect {
  readonly forUpdate: string;
  readonly forShare: string;
  /** What follows a table's name to read its rows by this index, whatever the optimizer would choose. */
  forceIndex(index: string | undefined): string;
  concatenate(...texts: string[]): string;
  readonly batch: {
    /** How many keys one statement may list. */
    readonly keys: number;
    /** How many values one INSERT may have. */
    readonly values: number;
  };
}

/**
 * How many characters of a text count when rows are sorted. MySQL looks at 1,024 bytes (`max_sort_length`). A
 * position in a list must agree with the list's order, and fit in a URL.
 */
const SORTED_LENGTH = 255;

/**
 * MySQL would turn the subqueries into tables of one join and search for their best order, which takes
 * minutes for 200 of them. To the other databases, this is a comment.
 */
const NO_SEMIJOIN = '/*+ NO_SEMIJOIN() */';

const LAST_CHARACTER = '\u{10FFFF}';

type Leaf = Extract<PredicateNode, { kind: 'in' | 'compare' | 'match' }>;

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

  /** Joins a table, or a subquery's table, to the outer row: in the same account, and not deleted. */
  joinCondition(inner: TableRef, outer: TableRef, on: JoinColumns): string[] {
    const conditions: string[] = [];
    if (inner.table.isAccountScoped && outer.table.isAccountScoped) {
      conditions.push(`${inner.alias}.\`accountId\` = ${outer.alias}.\`accountId\``);
    }
    for (const [column, outerColumn] of Object.entries(on)) {
      conditions.push(`${qualified(inner, column)} = ${qualified(outer, outerColumn)}`);
    }
    if (inner.table.isSoftDeleted && !this.deletedToo)
      conditions.push(`${inner.alias}.\`deletedAt\` IS NULL`);
    return conditions;
  }

  /** A value of a row of the table. */
  expression(expression: ExpressionNode, ref: TableRef): string {
    switch (expression.kind) {
      case 'column':
        return this.column(expression, ref);
      case 'prefix':
        return `SUBSTR(${qualified(ref, expression.column)}, 1, ${SORTED_LENGTH})`;
      case 'text':
        return this.bind(expression.text);
      case 'null':
        return 'NULL';
      case 'coalesce':
        return `COALESCE(${expression.of.map((part) => this.expression(part, ref)).join(', ')})`;
      case 'scalarSubquery': {
        const inner = this.inner(expression.entity);
        const value = this.expression(expression.value, inner);
        const index = this.dialect.forceIndex(expression.forceIndex);
        const rows = `FROM \`${inner.table.name}\` ${inner.alias}${index} WHERE ${this.correlated(expression, inner, ref)}`;
        const order = expression.orderBy.map((by) => this.order(by, inner));
        return `(SELECT ${value} ${rows}${order.length > 0 ? ` ORDER BY ${order.join(', ')}` : ''} LIMIT 1)`;
      }
    }
  }

  /**
   * Negation is carried down to the leaves, because SQL's NOT of an unknown is unknown: a missing value must
   * match `not (title eq "x")`.
   */
  condition(predicate: PredicateNode, ref: TableRef, negated: boolean): string {
    switch (predicate.kind) {
      case 'not':
        return this.condition(predicate.of, ref, !negated);
      case 'all':
      case 'any': {
        const conjunction = (predicate.kind === 'all') !== negated;
        const merged = mergeExists(predicate.kind, predicate.of);
        if (merged.length === 0) return conjunction ? '1 = 1' : '1 = 0';
        const parts = merged.map((part) => this.condition(part, ref, negated));
        return `(${parts.join(conjunction ? ' AND ' : ' OR ')})`;
      }
      case 'exists':
        return `${negated ? 'NOT ' : ''}${this.exists(predicate, ref)}`;
      case 'present':
        return `${qualified(ref, predicate.column)} IS ${negated ? '' : 'NOT '}NULL`;
      case 'after':
        return `${negated ? 'NOT ' : ''}${this.after(predicate, ref)}`;
      case 'in':
      case 'compare':
      case 'match':
        return this.leaf(predicate, ref, negated);
    }
  }

  private order({ descending, ...value }: ColumnOrder, ref: TableRef): string {
    return `${this.column(value, ref)}${descending ? ' DESC' : ''}`;
  }

  private column({ column, ifNull }: ColumnValue, ref: TableRef): string {
    const name = qualified(ref, column);
    return ifNull === undefined ? name : `COALESCE(${name}, ${this.bind(ref.table.toSql(column, ifNull))})`;
  }

  private exists(predicate: ExistsNode, outer: TableRef): string {
    const inner = this.inner(predicate.entity);
    const [[column, outerColumn] = [], ...others] = Object.entries(predicate.on);
    const rows = `FROM \`${inner.table.name}\` ${inner.alias} WHERE`;
    if (!predicate.selective || column === undefined || outerColumn === undefined || others.length > 0) {
      return `EXISTS (SELECT ${NO_SEMIJOIN} 1 ${rows} ${this.correlated(predicate, inner, outer)})`;
    }
    // SQLite tests each outer row even if there are few inner ones, unless those do not depend on it at all.
    const selected = qualified(inner, column);
    return `${qualified(outer, outerColumn)} IN (SELECT ${selected} ${rows} ${this.scoped(inner, predicate.where)})`;
  }

  /** The rows of a table that are in scope and match. Throws as `accountScope` does. */
  scoped({ table, alias }: TableRef, where?: PredicateNode): string {
    const conditions: string[] = [];
    if (table.isAccountScoped)
      conditions.push(`${alias}.\`accountId\` = ${this.bind(this.accountScope(table))}`);
    if (table.isSoftDeleted && !this.deletedToo) conditions.push(`${alias}.\`deletedAt\` IS NULL`);
    if (where) conditions.push(this.condition(where, { table, alias }, false));
    return conditions.length > 0 ? conditions.join(' AND ') : '1 = 1';
  }

  /** The account that rows of the table are limited to. Throws a TypeError outside an account. */
  accountScope(table: Table): string {
    if (this.accountId !== null) return this.accountId;
    throw new TypeError(`${table.name} belongs to accounts: open an account transaction`);
  }

  private leaf(predicate: Leaf, ref: TableRef, negated: boolean): string {
    const column = qualified(ref, predicate.column);
    const test = this.test(predicate, ref.table, column);
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
  private match(name: string, { part, text, affixes }: PredicateNode & { kind: 'match' }): string {
    if (text === '') return `${name} IS NOT NULL`;
    const length = Array.from(text).length;
    const bounds = part === 'startsWith' && !affixes ? this.prefixBounds(name, text) : '';
    const column = this.affixed(name, affixes);
    if (part === 'contains') return `INSTR(${column}, ${this.bind(text)}) > 0`;
    if (part === 'endsWith') return `SUBSTR(${column}, ${this.bind(-length)}) = ${this.bind(text)}`;
    return `(${bounds}SUBSTR(${column}, 1, ${this.bind(length)}) = ${this.bind(text)})`;
  }

  /** Comparisons by which an index leads to the texts with this prefix, and to no others. */
  private prefixBounds(name: string, prefix: string): string {
    const from = `${name} >= ${this.bind(prefix)} AND `;
    const end = afterPrefix(prefix);
    return end === undefined ? from : `${from}${name} < ${this.bind(end)} AND `;
  }

  private affixed(column: string, affixes: Affixes | undefined): string {
    if (!affixes) return column;
    return this.dialect.concatenate(this.bind(affixes.before), column, this.bind(affixes.after));
  }

  /** The rows after another one in a list: see `after` in `predicate.ts`. */
  private after({ key, descending, value, id }: AfterNode, ref: TableRef): string {
    const column = () => (key ? this.expression(key, ref) : 'NULL');
    const laterId = () => `${ref.alias}.\`id\` > ${this.bind(id)}`;
    if (!key) return laterId();
    if (value === null) {
      return descending
        ? `(${column()} IS NOT NULL OR ${laterId()})`
        : `(${column()} IS NULL AND ${laterId()})`;
    }
    // Parameters are bound in the order of their marks, so each part is written at its place.
    const laterKey = () => `${column()} ${descending ? '<' : '>'} ${this.bind(value)}`;
    const tie = () => `(${column()} = ${this.bind(value)} AND ${laterId()})`;
    return descending ? `(${laterKey()} OR ${tie()})` : `(${column()} IS NULL OR ${laterKey()} OR ${tie()})`;
  }

  private inner(entity: Entity<unknown>): TableRef {
    return { table: this.tables.of(entity), alias: `e${this.aliases++}` };
  }

  /** The condition of a subquery on rows that belong to the outer row. */
  private correlated(
    { on, where, tail, onlyLater }: Pick<ExistsNode, 'on' | 'where' | 'tail'> & { onlyLater?: boolean },
    inner: TableRef,
    outer: TableRef,
  ): string {
    const conditions = this.joinCondition(inner, outer, on);
    if (onlyLater) conditions.push(`${qualified(inner, 'id')} > ${qualified(outer, 'id')}`);
    if (tail) {
      const start = this.bind(Array.from(tail.prefix).length + 1);
      conditions.push(`${qualified(inner, tail.column)} = SUBSTR(${qualified(outer, tail.of)}, ${start})`);
    }
    return [...conditions, this.condition(where, inner, false)].join(' AND ');
  }
}

/**
 * The first text, in the order of code points, after all texts with this prefix; undefined if there is none. The
 * databases' binary collations have the same order.
 */
function afterPrefix(prefix: string): string | undefined {
  const characters = Array.from(prefix);
  while (characters.at(-1) === LAST_CHARACTER) characters.pop();
  const last = characters.pop()?.codePointAt(0);
  if (last === undefined) return undefined;
  // The code points between are halves of surrogate pairs, which no text has.
  return characters.join('') + String.fromCodePoint(last === 0xd7ff ? 0xe000 : last + 1);
}

/** A column as a statement names it. */
export function qualified({ table, alias }: TableRef, column: string): string {
  return `${alias}.${table.column(column)}`;
}
