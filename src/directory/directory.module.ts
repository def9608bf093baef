import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { UserAccessModule } from '../auth/user-access.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { OwnershipModule } from '../provisioning/ownership/ownership.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { UsersModule } from '../users/users.module.js';
import { PeopleReader } from './list/people-reader.service.js';
import { UserExport } from './list/user-export.service.js';
import { UserImport } from './list/user-import.service.js';
import { GroupEditor } from './group-editor.service.js';
import { UserRemoval } from './user-removal.js';
import { UserEditor } from './user-editor.service.js';

/** Manages the users of an account, one by one or by CSV file. */
@Module({
  imports: [
    AccountsModule,
    DatabaseModule,
    GroupsModule,
    OrganizationsModule,
    OwnershipModule,
    UserAccessModule,
    UsersModule,
  ],
  providers: [GroupEditor, UserEditor, UserRemoval, PeopleReader, UserImport, UserExport],
  exports: [GroupEditor, UserEditor, UserRemoval, UserImport, UserExport],
})
export class DirectoryModule {}
