import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterAbstract } from 'rate-limiter-flexible';

/** Token of the store that counts wrong passwords. */
export const ATTEMPTS = Symbol('ATTEMPTS');

export const WRONG_PASSWORDS = 10;
const WITHIN_SECONDS = 60;

const OPTIONS = { points: WRONG_PASSWORDS, duration: WITHIN_SECONDS, keyPrefix: 'declaree:attempts' };

/** How long a login waits for a Redis that is connected and does not answer. */
const ANSWER_WITHIN_MS = 500;

/**
 * Counts in this process, or in a Redis that replicas share. While that Redis is away each process counts for
 * itself: nobody is locked out, and nobody may guess without limit.
 */
export function openAttemptStore(redis: Redis | null): RateLimiterAbstract {
  const memory = new RateLimiterMemory(OPTIONS);
  if (!redis) return memory;
  return new RateLimiterRedis({
    ...OPTIONS,
    storeClient: redis,
    insuranceLimiter: memory,
    rejectIfRedisNotReady: true,
  });
}

/** Connects to Redis, again and again where it must; says in the log when it is lost and when it is back. */
export function connectRedis(url: string, logger: Logger): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    socketTimeout: ANSWER_WITHIN_MS,
  });
  let away = false;
  redis.on('error', (error: Error) => {
    if (!away)
      logger.warn({ err: error }, 'Redis does not answer: wrong passwords are counted in this process');
    away = true;
  });
  redis.on('ready', () => {
    if (away) logger.info('Redis answers again: wrong passwords are counted there');
    away = false;
  });
  return redis;
}
