import { Module } from '@nestjs/common';
import { GroupsModule } from '../groups/groups.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { UsersModule } from '../users/users.module.js';
import { UserEditor } from './user-editor.service.js';

/** What administrators do to users, over HTTP and by a list on the command line. */
@Module({
  imports: [OrganizationsModule, UsersModule, GroupsModule],
  providers: [UserEditor],
  exports: [UserEditor],
})
export class PeopleServicesModule {}
