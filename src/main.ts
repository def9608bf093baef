import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { setUpApp } from './app.setup.js';
import { createAdapter } from './common/http/adapter.js';
import { createLogger, NestLogger } from './common/logger.js';
import { loadSettings, SettingsError, type Settings } from './config.js';
import { dataSourceOptions } from './data-source.js';
import { migrate, openDataSource, pendingMigrations } from './database/migrate.js';
import { DemoDataService } from './demo/demo-data.service.js';
import { describeDemo } from './demo/describe-demo.js';
import { stopGracefully } from './graceful-stop.js';

async function start(settings: Settings): Promise<void> {
  const dataSource = await openDataSource(await dataSourceOptions(settings.database));
  if (settings.migrateOnStart) await migrate(dataSource);
  else if ((await pendingMigrations(dataSource)).length > 0) {
    throw new Error('the database is not up to date; run "declaree db migrate", or set MIGRATE_ON_START=on');
  }

  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.on(dataSource),
    createAdapter(settings),
    { bodyParser: false, abortOnError: false, logger: new NestLogger(createLogger(settings)) },
  );
  await setUpApp(app, settings);
  const demo = await app.get(DemoDataService, { strict: false }).seedIfWanted(settings);
  stopGracefully(app);
  await app.listen(settings.port, settings.host);

  const baseUrl = settings.publicUrl ?? (await app.getUrl());
  process.stdout.write(demo ? describeDemo(demo, baseUrl) : `Declaree runs on ${baseUrl}\n`);
}

try {
  await start(loadSettings(process.env));
} catch (error) {
  // A fault in the settings or an unreachable database is the reader's to mend: one line says it, a stack would not help.
  const reason = error instanceof SettingsError || error instanceof Error ? error.message : String(error);
  process.stderr.write(`Declaree cannot start: ${reason || 'the database does not answer'}\n`);
  // What is open by now, such as a pool of connections, would keep the process from ending by itself.
  process.exit(1);
}
