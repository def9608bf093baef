import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { BetterSqlite3DataSourceOptions } from 'typeorm/driver/better-sqlite3/BetterSqlite3DataSourceOptions.js';
import type { SqliteConnection } from './sqlite-connection.js';
import { READ_SOURCE, UnitOfWork } from './unit-of-work.js';

/**
 * SQLite reads on a connection of their own: in WAL mode it sees what is committed, never the open
 * transaction of the one connection that writes.
 */
async function openReadSource(writeSource: DataSource): Promise<DataSource> {
  if (writeSource.options.type !== 'better-sqlite3') return writeSource;
  const options: BetterSqlite3DataSourceOptions = {
    ...writeSource.options,
    entities: [],
    migrations: [],
    prepareDatabase: (connection: SqliteConnection) => void connection.pragma('query_only = ON'),
  };
  return new DataSource(options).initialize();
}

@Module({
  providers: [UnitOfWork, { provide: READ_SOURCE, inject: [DataSource], useFactory: openReadSource }],
  exports: [UnitOfWork],
})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(
    @Inject(READ_SOURCE) private readonly readSource: DataSource,
    private readonly writeSource: DataSource,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    if (this.readSource !== this.writeSource) await this.readSource.destroy();
  }
}
