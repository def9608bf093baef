import { Module } from '@nestjs/common';
import { AccountsService } from './accounts.service.js';
import { AuditService } from './audit.service.js';
import { ModulesService } from './modules.service.js';

@Module({
  providers: [AccountsService, AuditService, ModulesService],
  exports: [AccountsService, AuditService, ModulesService],
})
export class AccountsModule {}
