import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { SettingsModule } from '../config/settings.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { LoggerModule } from '../platform/logging/logger.module.js';
import { MailModule } from '../platform/mail/mail.module.js';
import { SecretsModule } from '../platform/secrets/secrets.module.js';
import { ProvisioningLogModule } from '../provisioning-log/provisioning-log.module.js';
import { UsersModule } from '../users/users.module.js';
import { Deliveries } from './deliveries.service.js';
import { DeliveryClaims } from './delivery-claims.service.js';
import { ExpiryWarnings } from './expiry-warnings.service.js';
import { FailureDigests } from './failure-digests.service.js';
import { MailPreferences } from './mail-preferences.service.js';
import { MessageSender } from './message-sender.service.js';
import { NotificationOutbox } from './notification-outbox.service.js';
import { NotificationSender } from './notification-sender.service.js';
import { NotificationTests } from './notification-tests.service.js';
import { WebhookSecrets } from './webhook-secrets.service.js';
import { WebhooksService } from './webhooks.service.js';

/** Tells the administrators of accounts what happens, by mail and by webhook. */
@Module({
  imports: [
    AccountsModule,
    DatabaseModule,
    LoggerModule,
    MailModule,
    ProvisioningLogModule,
    SecretsModule,
    SettingsModule,
    UsersModule,
  ],
  providers: [
    Deliveries,
    DeliveryClaims,
    ExpiryWarnings,
    FailureDigests,
    MailPreferences,
    MessageSender,
    NotificationOutbox,
    NotificationSender,
    NotificationTests,
    WebhookSecrets,
    WebhooksService,
  ],
  exports: [
    Deliveries,
    MailPreferences,
    NotificationOutbox,
    NotificationSender,
    NotificationTests,
    WebhookSecrets,
    WebhooksService,
  ],
})
export class NotificationsModule {}
