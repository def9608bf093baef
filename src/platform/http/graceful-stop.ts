import type { Server } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { LOGGER } from '../logging/logger.js';
import { endProcess } from './stop-request.js';

const WITHIN_MS = 9_000;
/** Time to read pending requests, and for clients to learn that their connection closes. */
const LINGER_MS = 500;
const LOOK_EVERY_MS = 200;

/**
 * When `stop` is aborted: accepts no new connections, answers pending requests (also those still sending a body), then
 * exits with 0. Cuts off the rest, so that the stop takes less than ten seconds. Call before `listen`.
 */
export function stopGracefully(app: NestFastifyApplication, stop: AbortSignal): void {
  const logger = app.get<Logger>(LOGGER, { strict: false });
  const server: Server = app.getHttpServer();
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  // From here on Fastify answers with `Connection: close`, so that connections end between requests.
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preClose', async () => {
      await sleep(LINGER_MS);
      // Closing the server only ends connections that are idle at that moment, not those that become idle later or
      // never sent anything.
      setInterval(() => {
        server.closeIdleConnections();
        for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
      }, LOOK_EVERY_MS).unref();
    });

  stop.addEventListener('abort', () => {
    logger.info('stopping: answering pending requests, refusing new connections');
    setTimeout(() => process.exit(0), WITHIN_MS).unref();
    // The HTTP server's own close would end connections with unread requests. `setImmediate` first accepts pending
    // connections, which the system would refuse otherwise.
    setImmediate(() => NetServer.prototype.close.call(server));
    void app
      .close()
      .catch((error: unknown) =>
        logger.error({ err: error }, 'a part of the program could not be shut down cleanly'),
      )
      .finally(() => {
        logger.info('stopped');
        endProcess(0);
      });
  });
}
