import { Module } from '@nestjs/common';
import { AccountsModule } from '../../accounts/accounts.module.js';
import { SettingsModule } from '../../config/settings.module.js';
import { SecretsModule } from '../../platform/secrets/secrets.module.js';
import { UsersModule } from '../../users/users.module.js';
import { Deliveries } from './deliveries.service.js';
import { MailPreferences } from './mail-preferences.service.js';
import { NotificationOutbox } from './notification-outbox.service.js';
import { NotificationTests } from './notification-tests.service.js';
import { WebhookSecrets } from './webhook-secrets.service.js';
import { WebhooksService } from './webhooks.service.js';

/** What administrators are told, and which of them and which webhooks want to know. */
@Module({
  imports: [AccountsModule, SecretsModule, SettingsModule, UsersModule],
  providers: [
    Deliveries,
    MailPreferences,
    NotificationOutbox,
    NotificationTests,
    WebhookSecrets,
    WebhooksService,
  ],
  exports: [
    Deliveries,
    MailPreferences,
    NotificationOutbox,
    NotificationTests,
    WebhookSecrets,
    WebhooksService,
  ],
})
export class NotificationsModule {}
