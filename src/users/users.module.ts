import { Module } from '@nestjs/common';
import { AdministratorsService } from './administrators.service.js';
import { ReportingLinesService } from './reporting-lines.service.js';
import { UsersService } from './users.service.js';

@Module({
  providers: [UsersService, ReportingLinesService, AdministratorsService],
  exports: [UsersService, ReportingLinesService],
})
export class UsersModule {}
