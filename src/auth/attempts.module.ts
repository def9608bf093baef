import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { LOGGER } from '../common/logger.js';
import { LoggerModule } from '../common/logger.module.js';
import type { Settings } from '../config.js';
import { SETTINGS, SettingsModule } from '../settings.module.js';
import { AttemptLimiter } from './attempt-limiter.js';
import { ATTEMPTS, connectRedis, openAttemptStore } from './attempt-store.js';

const REDIS = Symbol('REDIS');

/** Counting wrong passwords: in a Redis that replicas share where the settings name one, else in this process. */
@Module({
  imports: [SettingsModule, LoggerModule],
  providers: [
    {
      provide: REDIS,
      inject: [SETTINGS, LOGGER],
      useFactory: ({ redisUrl }: Settings, logger: Logger) =>
        redisUrl === undefined ? null : connectRedis(redisUrl, logger),
    },
    { provide: ATTEMPTS, inject: [REDIS], useFactory: openAttemptStore },
    AttemptLimiter,
  ],
  exports: [AttemptLimiter],
})
export class AttemptsModule implements OnApplicationShutdown {
  constructor(@Inject(REDIS) private readonly redis: Redis | null) {}

  onApplicationShutdown(): void {
    this.redis?.disconnect();
  }
}
