import { Module } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { openLimitStore } from '../limits/limit-store.js';
import { REDIS, RedisModule } from '../limits/redis.module.js';
import { AttemptLimiter, RESET_LIMITER } from './attempt-limiter.js';
import { RESET_REQUESTS, WRONG_PASSWORDS, type AttemptLimit } from './attempt-limits.js';

const openLimiter = (limit: AttemptLimit, redis: Redis | null) =>
  new AttemptLimiter(openLimitStore(limit, redis), limit);

/**
 * Counting wrong passwords and requests to reset them: in a Redis that replicas share where the settings name one,
 * else in this process.
 */
@Module({
  imports: [RedisModule],
  providers: [
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
export class AttemptsModule {}
