import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { LOGGER } from '../logging/logger.js';
import { LoggerModule } from '../logging/logger.module.js';
import type { Settings } from '../../config/settings.js';
import { SETTINGS, SettingsModule } from '../../config/settings.module.js';
import { connectRedis } from './limit-store.js';

/** Injection token of the shared Redis; null if REDIS_URL is not set. */
export const REDIS = Symbol('REDIS');

@Module({
  imports: [SettingsModule, LoggerModule],
  providers: [
    {
      provide: REDIS,
      inject: [SETTINGS, LOGGER],
      useFactory: ({ redisUrl }: Settings, logger: Logger) =>
        redisUrl === undefined ? null : connectRedis(redisUrl, logger),
    },
  ],
  exports: [REDIS],
})
export class RedisModule implements OnApplicationShutdown {
  constructor(@Inject(REDIS) private readonly redis: Redis | null) {}

  onApplicationShutdown(): void {
    this.redis?.disconnect();
  }
}
