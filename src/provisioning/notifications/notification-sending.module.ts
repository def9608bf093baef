import { Module } from '@nestjs/common';
import { SettingsModule } from '../../config/settings.module.js';
import { DatabaseModule } from '../../platform/database/database.module.js';
import { LoggerModule } from '../../platform/logging/logger.module.js';
import { MailModule } from '../../platform/mail/mail.module.js';
import { ProvisioningLogModule } from '../log/provisioning-log.module.js';
import { UsersModule } from '../../users/users.module.js';
import { DeliveryClaims } from './delivery-claims.service.js';
import { ExpiryWarnings } from './expiry-warnings.service.js';
import { FailureDigests } from './failure-digests.service.js';
import { MessageSender } from './message-sender.service.js';
import { NotificationSender } from './notification-sender.service.js';
import { NotificationsModule } from './notifications.module.js';
import { WaitingReports } from './waiting-reports.service.js';

/** Sends the messages to administrators, and writes those that are due at some time. For the server only. */
@Module({
  imports: [
    DatabaseModule,
    LoggerModule,
    MailModule,
    NotificationsModule,
    ProvisioningLogModule,
    SettingsModule,
    UsersModule,
  ],
  providers: [
    DeliveryClaims,
    ExpiryWarnings,
    FailureDigests,
    MessageSender,
    NotificationSender,
    WaitingReports,
  ],
  exports: [NotificationSender],
})
export class NotificationSendingModule {}
