import { Module } from '@nestjs/common';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { LOGGER } from '../logging/logger.js';
import { LoggerModule } from '../logging/logger.module.js';
import type { Settings } from '../../config/settings.js';
import { openLimitStore } from '../limits/limit-store.js';
import { REDIS, RedisModule } from '../limits/redis.module.js';
import { SETTINGS, SettingsModule } from '../../config/settings.module.js';
import { LimitedMailer, MAILS_PER_ADDRESS } from './limited-mailer.js';
import { Mailer, ONE_TRY_MAILER } from './mailer.js';
import { OUTBOX_FILE, OutboxMailer } from './outbox-mailer.js';
import { RetryingMailer } from './retrying-mailer.js';
import { senderFor, SmtpMailer } from './smtp-mailer.js';

/** Sends mails through the configured server, otherwise to the outbox file. */
@Module({
  imports: [SettingsModule, LoggerModule, RedisModule],
  providers: [
    {
      provide: ONE_TRY_MAILER,
      inject: [SETTINGS],
      useFactory: ({ smtpUrl, publicUrl, mailFrom }: Settings): Mailer =>
        smtpUrl === undefined
          ? new OutboxMailer(OUTBOX_FILE)
          : new SmtpMailer(smtpUrl, mailFrom ?? senderFor(smtpUrl, publicUrl)),
    },
    {
      provide: Mailer,
      inject: [ONE_TRY_MAILER, LOGGER],
      useFactory: (mailer: Mailer, logger: Logger) =>
        mailer instanceof OutboxMailer ? mailer : new RetryingMailer(mailer, logger),
    },
    {
      provide: LimitedMailer,
      inject: [Mailer, REDIS],
      useFactory: (mailer: Mailer, redis: Redis | null) =>
        new LimitedMailer(mailer, openLimitStore(MAILS_PER_ADDRESS, redis)),
    },
  ],
  exports: [LimitedMailer, Mailer, ONE_TRY_MAILER],
})
export class MailModule {}
