import { Module } from '@nestjs/common';
import { AccountsModule } from '../../accounts/accounts.module.js';
import { AuthModule } from '../../auth/auth.module.js';
import { DatabaseModule } from '../../platform/database/database.module.js';
import { AuditController } from './audit.controller.js';
import { DoctorServicesModule } from '../../doctor/doctor-services.module.js';
import { SupportDoctorController } from './doctor.controller.js';
import { ModulesController } from './modules.controller.js';
import { ErasureModule } from '../../erasure/erasure.module.js';
import { AccountRemovalController } from './account-removal.controller.js';
import { UnmaskingController } from './unmasking.controller.js';
import { OperatorsModule } from '../../operators/operators.module.js';
import { OperatorsController } from './operators.controller.js';
import { PlatformTrailController } from './platform-trail.controller.js';
import { ProvisioningServicesModule } from '../../provisioning-log/provisioning-services.module.js';
import { SupportEventsController } from './events.controller.js';
import { SupportServicesModule } from '../../support/support-services.module.js';
import { SupportAccountsController } from './support-accounts.controller.js';

/** Support over HTTP. */
@Module({
  imports: [
    AccountsModule,
    AuthModule,
    DatabaseModule,
    DoctorServicesModule,
    ErasureModule,
    OperatorsModule,
    ProvisioningServicesModule,
    SupportServicesModule,
  ],
  controllers: [
    SupportAccountsController,
    ModulesController,
    AuditController,
    SupportEventsController,
    SupportDoctorController,
    OperatorsController,
    PlatformTrailController,
    AccountRemovalController,
    UnmaskingController,
  ],
})
export class SupportModule {}
