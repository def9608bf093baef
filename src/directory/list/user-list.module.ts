import { Module } from '@nestjs/common';
import { AccountsModule } from '../../accounts/accounts.module.js';
import { DatabaseModule } from '../../platform/database/database.module.js';
import { OrganizationsModule } from '../../organizations/organizations.module.js';
import { PeopleServicesModule } from '../people-services.module.js';
import { UsersModule } from '../../users/users.module.js';
import { PeopleReader } from './people-reader.service.js';
import { UserExport } from './user-export.service.js';
import { UserImport } from './user-import.service.js';

/** The people of an account as a list in a file. */
@Module({
  imports: [AccountsModule, DatabaseModule, OrganizationsModule, UsersModule, PeopleServicesModule],
  providers: [PeopleReader, UserImport, UserExport],
  exports: [UserImport, UserExport],
})
export class UserListModule {}
