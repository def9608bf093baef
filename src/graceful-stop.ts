import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const WITHIN_MS = 9_000;

/**
 * On SIGTERM or SIGINT: no new connections, answers to what is under way, a body still being sent included,
 * then exit 0. Whoever is not done by then is cut off, so that the whole never takes ten seconds.
 */
export function stopGracefully(app: NestFastifyApplication): void {
  const stop = () => {
    setTimeout(() => process.exit(0), WITHIN_MS).unref();
    void app.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
