import cookie from '@fastify/cookie';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { answerConnectionErrors } from './platform/http/connection-errors.js';
import { loggedCaller } from './auth/logged-caller.js';
import { requireClearTargets } from './platform/http/clear-target.js';
import { keepAnswersPrivate } from './platform/http/private-answers.js';
import { renderProblem } from './platform/http/problem.js';
import { AnswerBudgets } from './platform/http/answer-budgets.js';
import { endUnreadAnswers } from './platform/http/unread-answers.js';
import { discardUnreadRequests, UnreadRequests } from './platform/http/unread-requests.js';
import { isScimPath } from './platform/http/request-path.js';
import { handleRequests } from './platform/http/request-handling.js';
import { logRequests } from './platform/http/request-log.js';
import { addSecurityHeaders } from './platform/http/security-headers.js';
import { keepSenderAddresses } from './platform/http/sender-address.js';
import { LOGGER } from './platform/logging/logger.js';
import type { Settings } from './config/settings.js';
import { ConsoleErrors } from './console/console-errors.js';
import { OauthErrors } from './oauth/http/oauth-errors.js';
import { serveDocumentation } from './rest/openapi/documentation.js';
import { MetricsService } from './metrics/metrics.service.js';
import { renderScimError, ScimErrors } from './scim/http/scim-errors.js';

/** Sets up everything that the server and the tests share. Call before `init`. */
export async function setUpApp(app: NestFastifyApplication, settings: Settings): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  const logger = app.get<Logger>(LOGGER, { strict: false });

  await app.register(cookie);
  const answers = app.get(AnswerBudgets, { strict: false });
  endUnreadAnswers(fastify, answers);
  const unread = new UnreadRequests();
  discardUnreadRequests(fastify, unread);
  handleRequests(app, settings, [
    app.get(ScimErrors, { strict: false }),
    app.get(OauthErrors, { strict: false }),
    app.get(ConsoleErrors, { strict: false }),
  ]);
  answerConnectionErrors(
    app.getHttpServer(),
    (error, path) => (isScimPath(path) ? renderScimError(error) : renderProblem(error, path)),
    unread,
  );
  keepAnswersPrivate(fastify);
  keepSenderAddresses(fastify);
  logRequests(fastify, logger, loggedCaller);
  app.get(MetricsService, { strict: false }).observe(fastify);
  addSecurityHeaders(fastify, settings);
  requireClearTargets(fastify);
  await serveDocumentation(app);
}
