import {
  Table,
  TableColumn,
  TableForeignKey,
  TableIndex,
  type QueryRunner,
  type TableColumnOptions,
} from 'typeorm';

const column = (options: TableColumnOptions) => new TableColumn(options);

export const id = (name = 'id') => column({ name, type: 'varchar', length: '36', isPrimary: true });
export const reference = (name: string, isNullable = false) =>
  column({ name, type: 'varchar', length: '36', isNullable });
export const varchar = (name: string, length: number, isNullable = false) =>
  column({ name, type: 'varchar', length: String(length), isNullable });
export const keyPart = (name: string, type: 'varchar' | 'int', length?: number) =>
  column({ name, type, isPrimary: true, ...(length === undefined ? {} : { length: String(length) }) });
export const text = (name: string) => column({ name, type: 'text', isNullable: true });
/** A text and its folded form: see `SearchableText`. */
export const searchable = (name: string) => [text(name), text(`${name}Key`)];
export const integer = (name: string, isNullable = false) => column({ name, type: 'int', isNullable });
export const instant = (name: string, isNullable = false) =>
  column({ name, type: 'datetime', precision: 3, isNullable });

export const flag = (name: string, isNullable = false) => column({ name, type: 'tinyint', isNullable });

export const index = (name: string, ...columnNames: string[]) => new TableIndex({ name, columnNames });

/**
 * An index of an account's rows by a column, and others after it. On SQLite it has no entry for rows without a value in
 * that column; MySQL and MariaDB have no such indices.
 */
export const sparseIndex = (name: string, valued: string, ...others: string[]) =>
  new TableIndex({
    name,
    columnNames: ['accountId', valued, ...others],
    where: `"${valued}" IS NOT NULL`,
  });

export const unique = (name: string, ...columnNames: string[]) =>
  new TableIndex({ name, columnNames, isUnique: true });

/** A foreign key. If it is composite, both sides begin with the account. */
export const foreignKey = (
  name: string,
  [columnNames, table, referencedColumnNames]: [string[], string, string[]],
  onDelete: 'CASCADE' | 'NO ACTION',
) =>
  new TableForeignKey({
    name,
    columnNames,
    referencedTableName: table,
    referencedColumnNames,
    onDelete,
    onUpdate: 'NO ACTION',
  });

/**
 * Creates a table with its indices and foreign keys in one statement, unless it exists: MySQL and MariaDB keep the tables
 * of an interrupted migration, and the next start continues from there. On these servers, texts are compared byte for
 * byte and with trailing blanks, as on SQLite: folded key columns decide which names are the same, never a collation.
 */
export async function createTable(
  queryRunner: QueryRunner,
  name: string,
  parts: {
    columns: (TableColumn | TableColumn[])[];
    indices?: TableIndex[];
    foreignKeys?: TableForeignKey[];
  },
): Promise<void> {
  const table = new Table({ name, ...parts, columns: parts.columns.flat() });
  if (queryRunner.dataSource.options.type === 'better-sqlite3') table.columns.forEach(useSqliteType);
  const collation = binaryCollation(queryRunner);
  if (collation !== undefined) table.engine = `InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE ${collation}`;
  await queryRunner.createTable(table, true, true, true);
}

/** Adds a column by a plain ALTER TABLE, unless an interrupted migration has done so. */
export async function addColumn(
  queryRunner: QueryRunner,
  table: string,
  [name, definition]: [string, string],
): Promise<void> {
  if (await queryRunner.hasColumn(table, name)) return;
  await queryRunner.query(`ALTER TABLE \`${table}\` ADD COLUMN \`${name}\` ${definition}`);
}

/** Drops a column and its values, unless an interrupted migration has done so. */
export async function dropColumn(queryRunner: QueryRunner, table: string, name: string): Promise<void> {
  if (!(await queryRunner.hasColumn(table, name))) return;
  // Without FORCE, a dropped column still counts towards the maximum row size of MySQL and MariaDB.
  const rebuilt = queryRunner.dataSource.options.type === 'better-sqlite3' ? '' : ', FORCE';
  await queryRunner.query(`ALTER TABLE \`${table}\` DROP COLUMN \`${name}\`${rebuilt}`);
}

/** Adds an index to a table, unless an interrupted migration has done so. */
export async function createIndex(
  queryRunner: QueryRunner,
  table: string,
  { name = '', columnNames, isUnique, where }: TableIndex,
): Promise<void> {
  if (await hasIndex(queryRunner, table, name)) return;
  const columns = columnNames.map((each) => `\`${each}\``).join(', ');
  const isPartial = Boolean(where) && queryRunner.dataSource.options.type === 'better-sqlite3';
  await queryRunner.query(
    `CREATE ${isUnique ? 'UNIQUE ' : ''}INDEX \`${name}\` ON \`${table}\` (${columns})${isPartial ? ` WHERE ${where}` : ''}`,
  );
}

/** Drops an index, unless an interrupted migration has done so. */
export async function dropIndex(
  queryRunner: QueryRunner,
  table: string,
  { name = '' }: TableIndex,
): Promise<void> {
  if (!(await hasIndex(queryRunner, table, name))) return;
  // The name of an index is unique in the database on SQLite, and in its table on MySQL.
  const isSqlite = queryRunner.dataSource.options.type === 'better-sqlite3';
  await queryRunner.query(`DROP INDEX \`${name}\`${isSqlite ? '' : ` ON \`${table}\``}`);
}

async function hasIndex(queryRunner: QueryRunner, table: string, name: string): Promise<boolean> {
  return (await queryRunner.getTable(table))?.indices.some((each) => each.name === name) ?? false;
}

const SQLITE_TYPES: Readonly<Record<string, string>> = { int: 'integer', tinyint: 'boolean' };

function useSqliteType(tableColumn: TableColumn): void {
  tableColumn.type = SQLITE_TYPES[tableColumn.type] ?? tableColumn.type;
}

function binaryCollation(queryRunner: QueryRunner): string | undefined {
  const { type } = queryRunner.dataSource.options;
  if (type === 'mariadb') return 'utf8mb4_nopad_bin';
  return type === 'mysql' ? 'utf8mb4_0900_bin' : undefined;
}
