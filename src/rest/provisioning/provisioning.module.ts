import { Module } from '@nestjs/common';
import { AuthModule } from '../../auth/auth.module.js';
import { DatabaseModule } from '../../platform/database/database.module.js';
import { EventsController } from './events.controller.js';
import { ProvisioningServicesModule } from '../../provisioning-log/provisioning-services.module.js';

/** What identity providers did, kept for those who ask why. */
@Module({
  imports: [AuthModule, DatabaseModule, ProvisioningServicesModule],
  controllers: [EventsController],
})
export class ProvisioningModule {}
