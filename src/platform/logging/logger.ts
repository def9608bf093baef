import { type LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import type { Settings } from '../../config/settings.js';
import { loggableError } from './loggable-error.js';

/** Injection token of the logger. */
export const LOGGER = Symbol('LOGGER');

/** Logs JSON lines to standard output. Errors go through loggableError; credentials are redacted. */
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

/** Passes Nest's messages to the logger. */
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
