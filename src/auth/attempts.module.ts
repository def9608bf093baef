import { Module } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { openLimitStore } from '../platform/limits/limit-store.js';
import { REDIS, RedisModule } from '../platform/limits/redis.module.js';
import { AttemptLimiter } from './attempt-limiter.js';
import { LOGIN, LOGIN_AND_ADDRESS, NETWORK, RESETS, type AttemptLimit } from './attempt-limits.js';
import { GuessLimiter } from './guess-limiter.js';
import { ResetLimiter } from './reset-limiter.js';

const openLimiter = (limit: AttemptLimit, redis: Redis | null) =>
  new AttemptLimiter(openLimitStore(limit, redis), limit);

/** The limits on guessing, counted in Redis or in this process. */
export const openGuesses = (redis: Redis | null) =>
  new GuessLimiter({
    minute: openLimiter(LOGIN_AND_ADDRESS.minute, redis),
    hour: openLimiter(LOGIN_AND_ADDRESS.hour, redis),
    login: openLimiter(LOGIN, redis),
    networkMinute: openLimiter(NETWORK.minute, redis),
    networkHour: openLimiter(NETWORK.hour, redis),
  });

const openResets = (redis: Redis | null) =>
  new ResetLimiter(openLimiter(RESETS.nameAndAddress, redis), openLimiter(RESETS.address, redis));

/** Counts wrong passwords and password reset requests, in Redis if REDIS_URL is set, else in this process. */
@Module({
  imports: [RedisModule],
  providers: [
    { provide: GuessLimiter, inject: [REDIS], useFactory: openGuesses },
    { provide: ResetLimiter, inject: [REDIS], useFactory: openResets },
  ],
  exports: [GuessLimiter, ResetLimiter],
})
export class AttemptsModule {}
