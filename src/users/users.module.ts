import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AdministratorsService } from './administrators.service.js';
import { ReportingLinesService } from './reporting-lines.service.js';
import { UserBlocks } from './user-blocks.service.js';
import { UserChanges } from './user-changes.service.js';
import { DirectoryListeners } from './directory-listeners.js';
import { UserRoles } from './user-roles.service.js';
import { UserListeners } from './user-listeners.js';
import { UsersService } from './users.service.js';

@Module({
  imports: [AccountsModule],
  providers: [
    UsersService,
    UserChanges,
    UserListeners,
    DirectoryListeners,
    UserBlocks,
    ReportingLinesService,
    AdministratorsService,
    UserRoles,
  ],
  exports: [
    UsersService,
    UserChanges,
    UserListeners,
    UserRoles,
    DirectoryListeners,
    UserBlocks,
    ReportingLinesService,
  ],
})
export class UsersModule {}
