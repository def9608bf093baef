import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterAbstract } from 'rate-limiter-flexible';

/** Allows `points` in `duration` seconds. */
export interface Limit {
  points: number;
  duration: number;
  /** Separates the limits in one Redis. */
  keyPrefix: string;
}

/** How long to wait for a connected Redis that does not answer. */
const ANSWER_WITHIN_MS = 500;

/**
 * Counts in this process, or in a Redis shared by all replicas. While Redis is unavailable each process counts for
 * itself, so that limits still apply and nobody is locked out.
 */
export function openLimitStore(
  { points, duration, keyPrefix }: Limit,
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

/** Connects to Redis and reconnects as needed; logs when it is lost and when it is back. */
export function connectRedis(url: string, logger: Logger): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    socketTimeout: ANSWER_WITHIN_MS,
  });
  let away = false;
  redis.on('error', (error: Error) => {
    if (!away) logger.warn({ err: error }, 'Redis does not answer: limits are counted in this process');
    away = true;
  });
  redis.on('ready', () => {
    if (away) logger.info('Redis answers again: limits are counted there');
    away = false;
  });
  return redis;
}
