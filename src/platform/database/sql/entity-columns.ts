import {
  Column,
  DefaultNamingStrategy,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Table,
} from 'typeorm';

interface ColumnSettings {
  nullable?: boolean;
}

const ID = { type: 'varchar', length: 36 } as const;

/** An id that is the row's key, or part of it. */
export const Id = (): PropertyDecorator => PrimaryColumn(ID);

/** The id of another row. */
export const Reference = (settings: ColumnSettings = {}): PropertyDecorator => Column({ ...ID, ...settings });

/** An ISO 8601 instant with milliseconds, in UTC. */
export const Instant = (settings: ColumnSettings = {}): PropertyDecorator =>
  Column({ type: 'datetime', precision: 3, ...settings });

/**
 * An index of an account's rows by a column, and others after it. On SQLite it has no entry for rows without a value in
 * that column: each would be one more page to write. MySQL and MariaDB have no such indices.
 */
export const SparseIndex = (name: string, column: string, ...others: string[]): ClassDecorator =>
  Index(name, ['accountId', column, ...others], { where: `"${column}" IS NOT NULL` });

/**
 * Another row of the same account, to which the column `…Id` of the relation's name refers. The foreign key includes the
 * account, so the database refuses rows of other accounts.
 */
export function InAccount(entity: () => new () => unknown, onDelete: 'CASCADE' | 'NO ACTION') {
  return (target: object, relation: string): void => {
    ManyToOne(entity, { onDelete, onUpdate: 'NO ACTION' })(target, relation);
    JoinColumn([
      { name: 'accountId', referencedColumnName: 'accountId' },
      { name: `${relation}Id`, referencedColumnName: 'id' },
    ])(target, relation);
  };
}

/** Foreign keys are called `fk_TABLE_RELATION`, as the migrations call them. */
export class ForeignKeyNames extends DefaultNamingStrategy {
  override foreignKeyName(table: Table | string, columns: string[]): string {
    return `fk_${this.getTableName(table)}_${columns.at(-1)?.replace(/Id$/, '')}`;
  }
}
