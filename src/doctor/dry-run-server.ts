import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiKeysService } from '../auth/api-keys.service.js';
import type { Settings } from '../config/settings.js';
import { SYSTEM } from '../platform/database/author.js';
import { DatabaseConnections } from '../platform/database/connections/database-connections.js';
import { DryRunConnections } from '../platform/database/connections/dry-run-connections.js';
import { LateWrites } from '../platform/database/late-writes.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { SCIM_CONTENT_TYPE } from '../scim/http/media-type.js';
import { SCIM_PATH } from '../platform/http/request-path.js';
import { SETTINGS } from '../config/settings.module.js';

/** A request to the SCIM service; `path` is relative to `/SCIM/v2`. */
export interface Request {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: Record<string, unknown>;
}

/** An answer; `body` is `{}` if there is none. */
export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

export type Send = (request: Request) => Promise<Answer>;

/**
 * A second instance of the SCIM service, with its guards, body readers and errors, but without a port, and on
 * connections that roll everything back. It starts on first use.
 */
@Injectable()
export class DryRunServer implements OnApplicationShutdown {
  private readonly connections: DryRunConnections;
  private starting: Promise<NestFastifyApplication> | undefined;

  constructor(
    connections: DatabaseConnections,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    this.connections = new DryRunConnections(connections);
  }

  /** Starts the dry-run server now, so that the first dry run does not wait for it. */
  async prepare(): Promise<void> {
    await this.started();
  }

  /**
   * Runs `work` with a function that sends requests as this administrator, using a temporary API key, and rolls back all
   * changes. `work` may be retried from the start. Throws `unavailable` if the database cannot be reached or is too busy.
   */
  async dryRun<T>(
    { accountId, userId }: { accountId: string; userId: string },
    work: (send: Send) => Promise<T>,
  ): Promise<T> {
    const app = await this.started();
    const keys = app.get(ApiKeysService, { strict: false });
    const unitOfWork = app.get(UnitOfWork, { strict: false });
    const lateWrites = app.get(LateWrites, { strict: false });
    return this.connections.dryRun(async () => {
      const { key } = await unitOfWork.write(accountId, (tx) =>
        keys.issue(tx.by(SYSTEM), userId, { name: 'Doctor' }),
      );
      try {
        return await work((request) => this.send(app, key, request));
      } finally {
        // Deferred writes of the requests must be rolled back too.
        await lateWrites.flush();
      }
    });
  }

  async onApplicationShutdown(): Promise<void> {
    const app = await this.starting?.catch(() => undefined);
    await app?.close();
  }

  private started(): Promise<NestFastifyApplication> {
    this.starting ??= this.start().catch((error: unknown) => {
      this.starting = undefined;
      throw error;
    });
    return this.starting;
  }

  /** Loads the code of the HTTP server only here: most commands of the command line do without it. */
  private async start(): Promise<NestFastifyApplication> {
    const { dryRunApplication } = await import('./dry-run-application.js');
    return dryRunApplication(this.connections, this.settings);
  }

  private async send(
    app: NestFastifyApplication,
    key: string,
    { method, path, body }: Request,
  ): Promise<Answer> {
    const response = await app.inject({
      method,
      url: `${SCIM_PATH}${path}`,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': SCIM_CONTENT_TYPE }),
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    const text = response.payload;
    return {
      status: response.statusCode,
      body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    };
  }
}
