import type { DataSource } from 'typeorm';

/** `FROM users u`, `JOIN users u`, `INTO users` and `UPDATE users`, with the alias where there is one. */
const TABLE_USE =
  /\b(?:FROM|JOIN|INTO|UPDATE)\s+`?(\w+)`?(?:\s+(?:AS\s+)?`?(?!(?:WHERE|SET|ON|JOIN|LEFT|INNER|CROSS|ORDER|GROUP|LIMIT|FOR|UNION|VALUES)\b)(\w+)`?)?/gi;

/** The names of the tables whose rows belong to an account. */
export function ownedTables(dataSource: DataSource): ReadonlySet<string> {
  return new Set(
    dataSource.entityMetadatas
      .filter(({ columns }) => columns.some(({ databaseName }) => databaseName === 'accountId'))
      .map(({ tableName }) => tableName),
  );
}

/** The statements that use an owned table without restricting each use to an account. */
export function unscopedStatements(statements: readonly string[], owned: ReadonlySet<string>): string[] {
  return statements.filter((sql) => {
    const uses = [...sql.matchAll(TABLE_USE)].filter(([, table = '']) => owned.has(table));
    return uses.some(([, table = '', alias]) => !isTied(sql, alias ?? table, alias === undefined));
  });
}

/** Whether `accountId` of the table called `name` is compared with something, or given in an INSERT. */
function isTied(sql: string, name: string, isWholeName: boolean): boolean {
  const prefixed = `\`?${name}\`?\\.\`?accountId\`?`;
  const bare = '(?<!\\.)`?\\baccountId`?';
  const ties = [`${prefixed}\\s*=`, `=\\s*${prefixed}`];
  if (isWholeName) ties.push(`${bare}\\s*(?:=|IN\\b)`, `INTO\\s+\`?${name}\`?\\s*\\(\`?accountId\`?`);
  return ties.some((tie) => new RegExp(tie, 'i').test(sql));
}
