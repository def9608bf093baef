import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { UsersModule } from '../users/users.module.js';
import { GroupSightings } from './group-sightings.js';
import { GroupsService } from './groups.service.js';
import { MembershipsService } from './memberships.service.js';

@Module({
  imports: [AccountsModule, UsersModule],
  providers: [GroupSightings, GroupsService, MembershipsService],
  exports: [GroupSightings, GroupsService, MembershipsService],
})
export class GroupsModule {}
