import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { AppModule } from './app.module.js';
import { setUpApp } from './app.setup.js';
import { createAdapter } from './platform/http/adapter.js';
import { listenError } from './platform/http/listen-error.js';
import { createLogger, LOGGER, NestLogger } from './platform/logging/logger.js';
import type { Settings } from './config/settings.js';
import { openDatabase } from './data-source.js';
import { migrate, pendingMigrations } from './platform/database/connections/migrate.js';
import { DemoDataService } from './demo/demo-data.service.js';
import { describeLogins, describeStart } from './demo/describe-demo.js';
import { stopGracefully } from './platform/http/graceful-stop.js';
import { settingWarnings } from './config/setting-warnings.js';
import { unlessStopped } from './platform/http/stop-request.js';
import { programVersion } from './config/version.js';

/**
 * How long a failed or stopped start waits for the database to close, and a stop for a migration's statement.
 */
const CLOSED_WITHIN_MS = 1_000;
const STATEMENT_WITHIN_MS = 8_000;

/**
 * Opens the database, migrates it and serves. Throws if `stop` is aborted before it serves, and an Error that names the
 * invalid setting if the start fails.
 */
export async function start(settings: Settings, stop: AbortSignal): Promise<void> {
  const dataSource = await unlessStopped(stop, openDatabase(settings.database, { creates: true }));
  try {
    await prepareSchema(dataSource, settings, stop);
    await serve(dataSource, settings, stop);
  } catch (error) {
    await Promise.race([close(dataSource), sleep(CLOSED_WITHIN_MS)]);
    throw error;
  }
}

async function prepareSchema(dataSource: DataSource, settings: Settings, stop: AbortSignal): Promise<void> {
  if (settings.migrateOnStart) {
    const migrating = migrate(dataSource, stop);
    const migrations = await unlessStopped(stop, migrating).catch(async (error: unknown) => {
      // The migration ends after its current statement; rebuilding a table can take long.
      if (stop.aborted) await Promise.race([migrating.catch(() => undefined), sleep(STATEMENT_WITHIN_MS)]);
      throw error;
    });
    if (migrations.length > 0 && inProduction(settings))
      createLogger(settings).info({ migrations }, 'the database was migrated');
  } else if ((await unlessStopped(stop, pendingMigrations(dataSource))).length > 0) {
    throw new Error('the database is not up to date; run "declaree db migrate", or set MIGRATE_ON_START=on');
  }
}

async function serve(dataSource: DataSource, settings: Settings, stop: AbortSignal): Promise<void> {
  const app = await unlessStopped(stop, createApp(dataSource, settings));
  const demoData = app.get(DemoDataService, { strict: false });
  const demo = await unlessStopped(stop, demoData.seedIfWanted(settings));
  // Printed right away: the passwords would be lost if the server failed to listen.
  if (demo) process.stdout.write(describeLogins(demo));
  stopGracefully(app, stop);
  await listen(app, settings);

  const baseUrl = settings.publicUrl ?? (await app.getUrl());
  if (demo) process.stdout.write(describeStart(demo, baseUrl));
  else if (inProduction(settings)) announce(baseUrl);
  else process.stdout.write(`Declaree runs on ${baseUrl}\n`);
}

/** In production, programs read the output as JSON. */
function inProduction({ nodeEnv }: Settings): boolean {
  return nodeEnv === 'production';
}

/** Logged regardless of LOG_LEVEL. */
function announce(baseUrl: string): void {
  createLogger({ logLevel: 'info' }).info(
    { url: baseUrl, version: programVersion() },
    `Declaree runs on ${baseUrl}`,
  );
}

async function createApp(dataSource: DataSource, settings: Settings): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.register(dataSource),
    createAdapter(settings),
    { bodyParser: false, abortOnError: false, logger: new NestLogger(createLogger(settings)) },
  );
  await setUpApp(app, settings);
  for (const { name, consequence } of settingWarnings(settings)) {
    app.get<Logger>(LOGGER, { strict: false }).warn({ setting: name }, consequence);
  }
  return app;
}

/** Starts to listen. Throws an Error that names the invalid setting. */
async function listen(app: NestFastifyApplication, { port, host }: Settings): Promise<void> {
  await app.init();
  try {
    await app.listen(port, host);
  } catch (error) {
    throw listenError(error, 'PORT');
  }
}

async function close(dataSource: DataSource): Promise<void> {
  if (dataSource.isInitialized) await dataSource.destroy().catch(() => undefined);
}
