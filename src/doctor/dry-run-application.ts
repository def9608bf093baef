import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Settings } from '../config/settings.js';
import type { DryRunConnections } from '../platform/database/connections/dry-run-connections.js';
import { createAdapter } from '../platform/http/adapter.js';
import { handleRequests } from '../platform/http/request-handling.js';
import { ScimErrors } from '../scim/http/scim-errors.js';
import { DryRunModule } from './dry-run.module.js';

/** Creates the SCIM service of dry runs, on connections that roll everything back. */
export async function dryRunApplication(
  connections: DryRunConnections,
  settings: Settings,
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    DryRunModule.register(connections, settings),
    createAdapter(settings),
    { bodyParser: false, abortOnError: false },
  );
  handleRequests(app, settings, [app.get(ScimErrors, { strict: false })]);
  return app.init();
}
