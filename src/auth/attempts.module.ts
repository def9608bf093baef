import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { LOGGER } from '../common/logger.js';
import { LoggerModule } from '../common/logger.module.js';
import type { Settings } from '../config.js';
import { SETTINGS, SettingsModule } from '../settings.module.js';
import { AttemptLimiter, RESET_LIMITER } from './attempt-limiter.js';
import {
  connectRedis,
  openAttemptStore,
  RESET_REQUESTS,
  WRONG_PASSWORDS,
  type AttemptLimit,
} from './attempt-store.js';

const REDIS = Symbol('REDIS');

const openLimiter = (limit: AttemptLimit, redis: Redis | null) =>
  new AttemptLimiter(openAttemptStore(limit, redis), limit);

/**
 * Counting wrong passwords and requests to reset them: in a Redis that replicas share where the settings name one,
 * else in this process.
 */
@Module({
  imports: [SettingsModule, LoggerModule],
  providers: [
    {
      provide: REDIS,
      inject: [SETTINGS, LOGGER],
      useFactory: ({ redisUrl }: Settings, logger: Logger) =>
        redisUrl === undefined ? null : connectRedis(redisUrl, logger),
    },
    {
      provide: AttemptLimiter,
      inject: [REDIS],
      useFactory: (redis: Redis | null) => openLimiter(WRONG_PASSWORDS, redis),
    },
    {
      provide: RESET_LIMITER,
      inject: [REDIS],
      useFactory: (redis: Redis | null) => openLimiter(RESET_REQUESTS, redis),
    },
  ],
  exports: [AttemptLimiter, RESET_LIMITER],
})
export class AttemptsModule implements OnApplicationShutdown {
  constructor(@Inject(REDIS) private readonly redis: Redis | null) {}

  onApplicationShutdown(): void {
    this.redis?.disconnect();
  }
}
