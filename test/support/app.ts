import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { AppModule } from '../../src/app.module.js';
import { setUpApp } from '../../src/app.setup.js';
import { createAdapter } from '../../src/platform/http/adapter.js';
import { createLogger, NestLogger } from '../../src/platform/logging/logger.js';
import { loadSettings } from '../../src/config/load-settings.js';
import { dataSourceOptions } from '../../src/data-source.js';
import { WRITE_WITHIN_MS } from '../../src/platform/database/deferred-writes.js';
import { migrate, openDataSource } from '../../src/platform/database/connections/migrate.js';
import { READ_SOURCE } from '../../src/platform/database/connections/database-connections.js';
import { SETTINGS } from '../../src/config/settings.module.js';
import { hasEmptyDatabases, type DatabaseLane } from './lanes.js';
import { createMigrated } from './migrated.js';
import { StatementLog } from './statement-log.js';

/** The whole program on its own port and a fresh database. */
export interface TestApp {
  url: string;
  /** Where other processes find the same database. */
  databaseUrl: string;
  /** All SQL statements of requests. */
  statements: StatementLog;
  get<T>(token: Type<T>): T;
  close(): Promise<void>;
}

export async function bootApp(
  lane: DatabaseLane,
  environment: Record<string, string> = {},
): Promise<TestApp> {
  const database = hasEmptyDatabases(lane) ? await createMigrated(lane) : await lane.create();
  const settings = loadSettings({
    DATABASE_URL: database.url,
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DEMO: 'off',
    ...environment,
  });
  const dataSource = await openDataSource(await dataSourceOptions(settings.database));
  await migrate(dataSource);
  const testing = await Test.createTestingModule({ imports: [AppModule.register(dataSource)] })
    .overrideProvider(SETTINGS)
    .useValue(settings)
    // Background writes would mix with the statements of requests.
    .overrideProvider(WRITE_WITHIN_MS)
    .useValue(3_600_000)
    .setLogger(new NestLogger(createLogger(settings)))
    .compile();
  const app = testing.createNestApplication<NestFastifyApplication>(createAdapter(settings), {
    bodyParser: false,
  });
  await setUpApp(app, settings);
  await app.listen(0, '127.0.0.1');

  const statements = new StatementLog();
  dataSource.setOptions({ logger: statements });
  app.get<DataSource>(READ_SOURCE, { strict: false }).setOptions({ logger: statements });
  return {
    url: await app.getUrl(),
    databaseUrl: database.url,
    statements,
    get: (token) => app.get(token, { strict: false }),
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}
