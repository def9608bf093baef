import { Module } from '@nestjs/common';
import { AccountsModule } from '../../accounts/accounts.module.js';
import { AuthModule } from '../../auth/auth.module.js';
import { DatabaseModule } from '../../platform/database/database.module.js';
import { AuditController } from './audit.controller.js';

/** The audit trail over REST. */
@Module({ imports: [AccountsModule, AuthModule, DatabaseModule], controllers: [AuditController] })
export class AuditModule {}
