import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { AppModule } from './app.module.js';
import { setUpApp } from './app.setup.js';
import { createAdapter } from './common/http/adapter.js';
import { listenError } from './common/http/listen-error.js';
import { createLogger, LOGGER, NestLogger } from './common/logger.js';
import { loadSettings, type Settings } from './config.js';
import { openDatabase } from './data-source.js';
import { migrate, pendingMigrations } from './database/migrate.js';
import { DemoDataService } from './demo/demo-data.service.js';
import { describeLogins, describeStart } from './demo/describe-demo.js';
import { stopGracefully } from './graceful-stop.js';
import { missingSettings } from './missing-settings.js';

async function start(settings: Settings): Promise<void> {
  const dataSource = await openDatabase(settings.database);
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
  for (const { name, consequence } of missingSettings(settings)) {
    app.get<Logger>(LOGGER, { strict: false }).warn({ setting: name }, `${name} is not set: ${consequence}`);
  }
  const demo = await app.get(DemoDataService, { strict: false }).seedIfWanted(settings);
  // Told at once: they are known to nobody else, should the server not come to listen.
  if (demo) process.stdout.write(describeLogins(demo));
  stopGracefully(app);
  await listen(app, settings);

  const baseUrl = settings.publicUrl ?? (await app.getUrl());
  process.stdout.write(demo ? describeStart(demo, baseUrl) : `Declaree runs on ${baseUrl}\n`);
}

/** Begins to serve. Throws an Error that names the setting at fault. */
async function listen(app: NestFastifyApplication, { port, host }: Settings): Promise<void> {
  await app.init();
  try {
    await app.listen(port, host);
  } catch (error) {
    throw listenError(error, 'PORT');
  }
}

try {
  await start(loadSettings(process.env));
} catch (error) {
  // A fault in the settings or an unreachable database is the reader's to mend: one line says it, a stack would not help.
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`Declaree cannot start: ${reason}\n`);
  // What is open by now, such as a pool of connections, would keep the process from ending by itself.
  process.exit(1);
}
