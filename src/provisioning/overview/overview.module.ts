import { Module } from '@nestjs/common';
import { JournalModule } from '../journal/journal.module.js';
import { ProvisioningLogModule } from '../log/provisioning-log.module.js';
import { OwnershipModule } from '../ownership/ownership.module.js';
import { SetupMilestones } from './milestones.service.js';
import { Overviews } from './overview.service.js';

/** What the first page of the console shows. Remembers milestones of the set-up while runs are counted. */
@Module({
  imports: [JournalModule, OwnershipModule, ProvisioningLogModule],
  providers: [SetupMilestones, Overviews],
  exports: [Overviews],
})
export class OverviewModule {}
