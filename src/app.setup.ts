import type { IncomingMessage } from 'node:http';
import helmet from '@fastify/helmet';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { ErrorFilter } from './common/http/error.filter.js';
import { JsonBodyInterceptor } from './common/http/json-body.interceptor.js';
import { logRequests } from './common/http/request-log.js';
import { RouteTable } from './common/http/route-table.js';
import { repairPath } from './common/http/repair-path.js';
import { validationPipe } from './common/http/validation.pipe.js';
import { LOGGER } from './common/logger.js';
import { newId } from './common/identifier.js';
import type { Settings } from './config.js';
import { serveDocumentation } from './documentation/documentation.js';
import { MetricsService } from './metrics/metrics.service.js';
import { ScimErrors } from './scim/http/scim-errors.js';

const REQUEST_TIMEOUT_MS = 60_000;

/** The HTTP server, before Nest is on it. */
export function createAdapter({ trustProxy }: Pick<Settings, 'trustProxy'>): FastifyAdapter {
  return new FastifyAdapter({
    trustProxy: typeof trustProxy === 'number' ? (_, hop) => hop < trustProxy : trustProxy,
    // Declaree's published guide writes /SCIM/v2/ with capitals and a slash at the end; clients write what they like.
    routerOptions: { caseSensitive: false, ignoreTrailingSlash: true, maxParamLength: 1024 },
    rewriteUrl: (request: IncomingMessage) => repairPath(request.url ?? '/'),
    requestTimeout: REQUEST_TIMEOUT_MS,
    // While the server stops, what still comes in on open connections is answered.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    genReqId: () => newId(),
  });
}

/** Everything that the server and the tests share, from the body types to the documentation. Call before `init`. */
export async function setUpApp(app: NestFastifyApplication, settings: Settings): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  const logger = app.get<Logger>(LOGGER, { strict: false });

  const routes = app.get(RouteTable, { strict: false });
  fastify.addHook('onRoute', (route) => routes.add(route));
  logRequests(fastify, logger);
  app.get(MetricsService, { strict: false }).observe(fastify);
  fastify.decorateRequest('publicUrl', {
    getter(this: FastifyRequest) {
      return settings.publicUrl ?? `${this.protocol}://${this.host}`;
    },
  });
  // Bodies stay unread until the guards have let their sender in: see JsonBodyInterceptor.
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', (_, payload, done) => done(null, payload));

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    strictTransportSecurity: settings.publicUrl?.startsWith('https:') ?? false,
  });
  app.useGlobalFilters(new ErrorFilter(logger, [app.get(ScimErrors, { strict: false })]));
  app.useGlobalInterceptors(new JsonBodyInterceptor());
  app.useGlobalPipes(validationPipe());
  await serveDocumentation(app);
}
