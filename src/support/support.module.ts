import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { DatabaseModule } from '../database/database.module.js';
import { AuditController } from './audit.controller.js';
import { DoctorServicesModule } from '../doctor/doctor-services.module.js';
import { SupportDoctorController } from './doctor.controller.js';
import { ModulesController } from './modules.controller.js';
import { ProvisioningServicesModule } from '../provisioning/provisioning-services.module.js';
import { SupportEventsController } from './events.controller.js';
import { SupportServicesModule } from './support-services.module.js';
import { SupportAccountsController } from './support-accounts.controller.js';

/** Support over HTTP. */
@Module({
  imports: [
    AccountsModule,
    AuthModule,
    DatabaseModule,
    DoctorServicesModule,
    ProvisioningServicesModule,
    SupportServicesModule,
  ],
  controllers: [
    SupportAccountsController,
    ModulesController,
    AuditController,
    SupportEventsController,
    SupportDoctorController,
  ],
})
export class SupportModule {}
