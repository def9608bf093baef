import { type LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import type { Settings } from '../../config/settings.js';
import { loggableError } from './loggable-error.js';

/** Token of the program's one logger. */
export const LOGGER = Symbol('LOGGER');

/** JSON lines on standard output. Of errors only what loggableError gives; credentials are cut out of all else. */
export function createLogger({ logLevel }: Pick<Settings, 'logLevel'>): Logger {
  return pino({
    level: logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: loggableError },
    redact: {
      paths: ['authorization', 'cookie', 'password', 'token', 'key', 'parameters', 'query', 'sql'].flatMap(
        (name) => [name, `*.${name}`, `*.*.${name}`],
      ),
      censor: '[redacted]',
    },
  });
}

/** Gives Nest's own messages to the program's logger. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.logger.warn({ context }, String(message));
  }

  error(message: unknown, stack?: string, context?: string): void {
    this.logger.error({ context, stack }, String(message));
  }
}
