import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AlarmsModule } from '../provisioning/alarms/alarms.module.js';
import { OpenAlarms } from '../provisioning/alarms/open-alarms.service.js';
import { LoggerModule } from '../platform/logging/logger.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { ProvisioningLog } from '../provisioning/log/provisioning-log.service.js';
import { ProvisioningLogModule } from '../provisioning/log/provisioning-log.module.js';
import { ProvisioningSettingsModule } from '../provisioning/settings/provisioning-settings.module.js';
import { SETTINGS, SettingsModule } from '../config/settings.module.js';
import { UsersModule } from '../users/users.module.js';
import { DoctorContextReader } from './doctor-context-reader.service.js';
import { DATA_CHECKS, dataChecks } from './data-checks.js';
import { Doctor } from './doctor.service.js';
import { ProvisioningAdministrators } from './provisioning-administrators.service.js';
import { DryRunServer } from './dry-run-server.js';
import { Simulation } from './simulation.js';

/** The doctor, for REST, the command line and the console. */
@Module({
  imports: [
    AccountsModule,
    AlarmsModule,
    DatabaseModule,
    LoggerModule,
    ProvisioningLogModule,
    ProvisioningSettingsModule,
    SettingsModule,
    UsersModule,
  ],
  providers: [
    Doctor,
    { provide: DATA_CHECKS, inject: [ProvisioningLog, OpenAlarms, SETTINGS], useFactory: dataChecks },
    DoctorContextReader,
    ProvisioningAdministrators,
    DryRunServer,
    Simulation,
  ],
  exports: [Doctor],
})
export class DoctorModule {}
