import { Module } from '@nestjs/common';
import type { Settings } from '../config.js';
import { SETTINGS, SettingsModule } from '../settings.module.js';
import { Mailer } from './mailer.js';
import { OUTBOX_FILE, OutboxMailer } from './outbox-mailer.js';
import { senderFor, SmtpMailer } from './smtp-mailer.js';

/** Mails: through the server that the settings name, else into the outbox file. */
@Module({
  imports: [SettingsModule],
  providers: [
    {
      provide: Mailer,
      inject: [SETTINGS],
      useFactory: ({ smtpUrl, publicUrl }: Settings) =>
        smtpUrl === undefined
          ? new OutboxMailer(OUTBOX_FILE)
          : new SmtpMailer(smtpUrl, senderFor(smtpUrl, publicUrl)),
    },
  ],
  exports: [Mailer],
})
export class MailModule {}
