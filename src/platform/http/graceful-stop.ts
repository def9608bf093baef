import type { Server } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { LOGGER } from '../logging/logger.js';
import { endProcess } from './stop-request.js';

const WITHIN_MS = 9_000;
/** How long what has come on open connections may take to be read, and clients to learn that theirs closes. */
const LINGER_MS = 500;
const LOOK_EVERY_MS = 200;

/**
 * When `stop` is aborted: no new connections, answers to what is under way, a body still being sent included,
 * then exit 0. Whoever is not done by then is cut off, so that the whole never takes ten seconds. Call before `listen`.
 */
export function stopGracefully(app: NestFastifyApplication, stop: AbortSignal): void {
  const logger = app.get<Logger>(LOGGER, { strict: false });
  const server: Server = app.getHttpServer();
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  // From here on Fastify answers with `Connection: close`, so that connections in use end without a request on them.
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preClose', async () => {
      await sleep(LINGER_MS);
      // Closing the server ends connections that are idle at that moment. It would wait for those that become so
      // later, and for those on which nothing has ever come.
      setInterval(() => {
        server.closeIdleConnections();
        for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
      }, LOOK_EVERY_MS).unref();
    });

  stop.addEventListener('abort', () => {
    logger.info('stopping: requests under way are answered, and no new connections taken');
    setTimeout(() => process.exit(0), WITHIN_MS).unref();
    // The HTTP server's own close would at once end what it takes for idle, requests that it has not yet read included;
    // and connections that have come are taken before, since the system would refuse them otherwise.
    setImmediate(() => NetServer.prototype.close.call(server));
    void app
      .close()
      .catch((error: unknown) => logger.error({ err: error }, 'something could not be ended in order'))
      .finally(() => {
        logger.info('stopped');
        endProcess(0);
      });
  });
}
