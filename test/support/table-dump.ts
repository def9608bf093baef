import { DataSource } from 'typeorm';
import type { TestApp } from './app.js';

export interface Dumped {
  table: string;
  row: Record<string, unknown>;
}

/** Every row of every table that the program has. */
export async function dumpTables(app: TestApp): Promise<Dumped[]> {
  const dataSource = app.get(DataSource);
  const found: Dumped[] = [];
  for (const { tableName } of dataSource.entityMetadatas) {
    const rows = await dataSource.query<Record<string, unknown>[]>(`SELECT * FROM \`${tableName}\``);
    found.push(...rows.map((row) => ({ table: tableName, row })));
  }
  return found;
}

/** Tables and columns that hold one of the texts, in any letter case. */
export async function whereFound(app: TestApp, texts: readonly string[]): Promise<string[]> {
  const needles = texts.map((text) => text.toLowerCase());
  const chance = needles.find((needle) => /^[\da-f-]{0,12}$/.test(needle));
  if (chance !== undefined) throw new Error(`an id may contain ${chance} by chance`);
  const places = (await dumpTables(app)).flatMap(({ table, row }) =>
    Object.entries(row).flatMap(([column, value]) => {
      const searched = String(value).toLowerCase();
      return needles
        .filter((needle) => searched.includes(needle))
        .map((needle) => `${needle} in ${table}.${column}`);
    }),
  );
  return [...new Set(places)];
}
