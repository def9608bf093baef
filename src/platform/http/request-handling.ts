import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Settings } from '../../config/settings.js';
import { LOGGER } from '../logging/logger.js';
import { AnswerBudgets } from './answer-budgets.js';
import { BodyBudgets } from './body-budgets.js';
import { ErrorFilter, type SurfaceErrors } from './error.filter.js';
import { RequestInterceptor } from './request.interceptor.js';
import { RouteTable } from './route-table.js';
import { validationPipe } from './validation.pipe.js';

/** `type/subtype`, of the characters that RFC 9110 §8.3.1 allows. */
const MEDIA_TYPE = /^\s*[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+\s*(?:;|$)/;

/**
 * Sets up what all requests share: base URL of links, bodies, input validation, and errors in the format of `surfaces`.
 * Call before `init` and before any route.
 */
export function handleRequests(
  app: NestFastifyApplication,
  { publicUrl }: Pick<Settings, 'publicUrl'>,
  surfaces: readonly SurfaceErrors[],
): void {
  const fastify = app.getHttpAdapter().getInstance();
  const routes = app.get(RouteTable, { strict: false });
  fastify.addHook('onRoute', (route) => routes.add(route));
  fastify.decorateRequest('publicUrl', {
    getter(this: FastifyRequest) {
      return publicUrl ?? `${this.protocol}://${this.host}`;
    },
  });
  // Bodies stay unread until the guards have accepted the caller: see RequestInterceptor.
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', (_, payload, done) => done(null, payload));
  // Fastify would refuse an invalid media type before any guard. Treat it as unknown bytes (RFC 9110 §8.3), which we
  // refuse later.
  fastify.addHook('onRequest', ({ headers }, _, done) => {
    const type = headers['content-type'];
    if (type !== undefined && !MEDIA_TYPE.test(type)) headers['content-type'] = 'application/octet-stream';
    done();
  });
  app.useGlobalFilters(new ErrorFilter(app.get<Logger>(LOGGER, { strict: false }), routes, surfaces));
  app.useGlobalInterceptors(
    new RequestInterceptor(
      app.get(AnswerBudgets, { strict: false }),
      app.get(BodyBudgets, { strict: false }),
    ),
  );
  app.useGlobalPipes(validationPipe());
}
