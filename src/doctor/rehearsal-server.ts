import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiKeysService } from '../auth/api-keys.service.js';
import { createAdapter } from '../platform/http/adapter.js';
import { handleRequests } from '../platform/http/request-handling.js';
import type { Settings } from '../config/settings.js';
import { SYSTEM } from '../platform/database/author.js';
import { DatabaseConnections } from '../platform/database/connections/database-connections.js';
import { RehearsalConnections } from '../platform/database/connections/rehearsal-connections.js';
import { LateWrites } from '../platform/database/late-writes.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { SCIM_CONTENT_TYPE } from '../scim/http/media-type.js';
import { SCIM_PREFIX } from '../scim/http/scim-context.js';
import { ScimErrors } from '../scim/http/scim-errors.js';
import { SETTINGS } from '../config/settings.module.js';
import { RehearsalModule } from './rehearsal.module.js';

/** A request to the SCIM service; the path begins behind `/SCIM/v2`. */
export interface Request {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: Record<string, unknown>;
}

/** An answer; `body` is `{}` where there is none. */
export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

export type Send = (request: Request) => Promise<Answer>;

/**
 * The SCIM service a second time, with its guards, bodies and errors, but with no port, and on connections where
 * nothing stays. It is made when it is first needed.
 */
@Injectable()
export class RehearsalServer implements OnApplicationShutdown {
  private readonly connections: RehearsalConnections;
  private starting: Promise<NestFastifyApplication> | undefined;

  constructor(
    connections: DatabaseConnections,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    this.connections = new RehearsalConnections(connections);
  }

  /** Has the service ready for a rehearsal, which otherwise begins with that. */
  async prepare(): Promise<void> {
    await this.started();
  }

  /**
   * Runs `work` with a way to send requests as this administrator, by an API key that is made for it, and undoes all
   * that they did. `work` may run again from the beginning. Throws `unavailable` where the database is away or too busy.
   */
  async rehearse<T>(
    { accountId, userId }: { accountId: string; userId: string },
    work: (send: Send) => Promise<T>,
  ): Promise<T> {
    const app = await this.started();
    const keys = app.get(ApiKeysService, { strict: false });
    const unitOfWork = app.get(UnitOfWork, { strict: false });
    const lateWrites = app.get(LateWrites, { strict: false });
    return this.connections.rehearse(async () => {
      const { key } = await unitOfWork.write(accountId, (tx) =>
        keys.issue(tx.by(SYSTEM), userId, { name: 'Doctor' }),
      );
      try {
        return await work((request) => this.send(app, key, request));
      } finally {
        // What the requests leave to be written later is undone with the rest.
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

  private async start(): Promise<NestFastifyApplication> {
    const app = await NestFactory.create<NestFastifyApplication>(
      RehearsalModule.register(this.connections, this.settings),
      createAdapter(this.settings),
      { bodyParser: false, abortOnError: false },
    );
    handleRequests(app, this.settings, [app.get(ScimErrors, { strict: false })]);
    return app.init();
  }

  private async send(
    app: NestFastifyApplication,
    key: string,
    { method, path, body }: Request,
  ): Promise<Answer> {
    const response = await app.inject({
      method,
      url: `/${SCIM_PREFIX}${path}`,
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
