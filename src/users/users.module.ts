import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AdministratorsService } from './administrators.service.js';
import { ReportingLinesService } from './reporting-lines.service.js';
import { UserBlocks } from './user-blocks.service.js';
import { UsersService } from './users.service.js';

@Module({
  imports: [AccountsModule],
  providers: [UsersService, UserBlocks, ReportingLinesService, AdministratorsService],
  exports: [UsersService, UserBlocks, ReportingLinesService],
})
export class UsersModule {}
