import { Module } from '@nestjs/common';
import type { Redis } from 'ioredis';
import type { Settings } from '../../config/settings.js';
import { SETTINGS, SettingsModule } from '../../config/settings.module.js';
import { AccountRates, RATE_WINDOW_SECONDS } from './account-rates.js';
import { openLimitStore } from './limit-store.js';
import { REDIS, RedisModule } from './redis.module.js';

function openRates({ rateLimitPerAccount }: Settings, redis: Redis | null): AccountRates {
  if (rateLimitPerAccount === 0) return new AccountRates(null);
  const limit = {
    points: rateLimitPerAccount * RATE_WINDOW_SECONDS,
    duration: RATE_WINDOW_SECONDS,
    keyPrefix: 'declaree:requests',
  };
  return new AccountRates(openLimitStore(limit, redis));
}

/** Rate limits per account. */
@Module({
  imports: [SettingsModule, RedisModule],
  providers: [{ provide: AccountRates, inject: [SETTINGS, REDIS], useFactory: openRates }],
  exports: [AccountRates],
})
export class LimitsModule {}
