import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { BetterSqlite3DataSourceOptions } from 'typeorm/driver/better-sqlite3/BetterSqlite3DataSourceOptions.js';
import { Connections } from './connections.js';
import { DatabaseConnections, READ_SOURCE } from './database-connections.js';
import { openDataSource } from './migrate.js';
import type { SqliteConnection } from './sqlite-connection.js';

/**
 * SQLite uses separate connections for reads: in WAL mode they only see committed data, not the open transaction of the
 * write connection.
 */
async function openReadSource(writeSource: DataSource): Promise<DataSource> {
  if (writeSource.options.type !== 'better-sqlite3') return writeSource;
  const options: BetterSqlite3DataSourceOptions = {
    ...writeSource.options,
    entities: [],
    migrations: [],
    prepareDatabase: (connection: SqliteConnection) => connection.useForReads(),
  };
  return openDataSource(options);
}

/** The program's database connections. Import it in root modules only; it is global, like TypeORM's data source. */
@Module({})
export class ConnectionsModule implements OnApplicationShutdown {
  constructor(
    @Inject(READ_SOURCE) private readonly readSource: DataSource,
    private readonly writeSource: DataSource,
  ) {}

  /** On a data source that is open already; it is closed along with the application. */
  static forRoot(dataSource: DataSource): DynamicModule {
    return {
      module: ConnectionsModule,
      global: true,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => dataSource.options,
          dataSourceFactory: () => Promise.resolve(dataSource),
        }),
      ],
      providers: [
        { provide: READ_SOURCE, inject: [DataSource], useFactory: openReadSource },
        DatabaseConnections,
        { provide: Connections, useExisting: DatabaseConnections },
      ],
      exports: [DatabaseConnections, Connections],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.readSource !== this.writeSource) await this.readSource.destroy();
  }
}
