import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { ExpensesModule } from '../expenses/expenses.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { OperatorsModule } from '../operators/operators.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { PasswordsModule } from '../auth/passwords/passwords.module.js';
import { ProvisioningLogModule } from '../provisioning/log/provisioning-log.module.js';
import { SupportModule } from '../support/support.module.js';
import { UsersModule } from '../users/users.module.js';
import { DemoAccounts } from './demo-accounts.service.js';
import { DemoDataService } from './demo-data.service.js';
import { DemoExpenses } from './demo-expenses.service.js';
import { DemoStaff } from './demo-staff.service.js';
import { DemoTraces } from './demo-traces.service.js';

@Module({
  imports: [
    AccountsModule,
    DatabaseModule,
    ExpensesModule,
    GroupsModule,
    OperatorsModule,
    OrganizationsModule,
    PasswordsModule,
    ProvisioningLogModule,
    SupportModule,
    UsersModule,
  ],
  providers: [DemoAccounts, DemoDataService, DemoExpenses, DemoStaff, DemoTraces],
  exports: [DemoDataService],
})
export class DemoModule {}
