import { Module } from '@nestjs/common';
import { AccountsModule } from '../../accounts/accounts.module.js';
import { SettingsModule } from '../../config/settings.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { ProvisioningSettingsModule } from '../settings/provisioning-settings.module.js';
import { DeactivatedAgainAlarm } from './deactivated-again-alarm.service.js';
import { MassChangeAlarm } from './mass-change-alarm.service.js';
import { OpenAlarms } from './open-alarms.service.js';
import { RefusedDeactivationAlarm } from './refused-deactivation-alarm.service.js';
import { SilenceAlarm } from './silence-alarm.service.js';

/** Raises alarms about what identity providers do. Every program that changes users or groups must import it. */
@Module({
  imports: [AccountsModule, JournalModule, NotificationsModule, ProvisioningSettingsModule, SettingsModule],
  providers: [DeactivatedAgainAlarm, MassChangeAlarm, OpenAlarms, RefusedDeactivationAlarm, SilenceAlarm],
  exports: [OpenAlarms, RefusedDeactivationAlarm, SilenceAlarm],
})
export class AlarmsModule {}
