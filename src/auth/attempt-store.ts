import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterAbstract } from 'rate-limiter-flexible';

/** How many attempts are let through in how many seconds, and what the next one is told. */
export interface AttemptLimit {
  points: number;
  duration: number;
  /** Keeps the counts of several limits apart in one Redis. */
  keyPrefix: string;
  refusal: string;
}

export const WRONG_PASSWORDS: AttemptLimit = {
  points: 10,
  duration: 60,
  keyPrefix: 'declaree:attempts',
  refusal: 'Too many wrong passwords for this user name from this address.',
};

export const RESET_REQUESTS: AttemptLimit = {
  points: 10,
  duration: 3_600,
  keyPrefix: 'declaree:resets',
  refusal: 'Too many password resets asked for this user name from this address.',
};

/** How long a login waits for a Redis that is connected and does not answer. */
const ANSWER_WITHIN_MS = 500;

/**
 * Counts in this process, or in a Redis that replicas share. While that Redis is away each process counts for
 * itself: nobody is locked out, and nobody may guess without limit.
 */
export function openAttemptStore(
  { points, duration, keyPrefix }: AttemptLimit,
  redis: Redis | null,
): RateLimiterAbstract {
  const options = { points, duration, keyPrefix };
  const memory = new RateLimiterMemory(options);
  if (!redis) return memory;
  return new RateLimiterRedis({
    ...options,
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
