import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { PasswordsModule } from '../auth/passwords/passwords.module.js';
import { ProvisioningLogModule } from '../provisioning/log/provisioning-log.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccountList } from './account-list.service.js';
import { AccountOverviews } from './account-overviews.service.js';
import { AccountSetup } from './account-setup.service.js';
import { PasswordIssuer } from './password-issuer.js';
import { Unmasking } from './unmasking.service.js';
import { ProvisioningAdmins } from './provisioning-admins.service.js';

@Module({
  imports: [
    AccountsModule,
    DatabaseModule,
    OrganizationsModule,
    UsersModule,
    PasswordsModule,
    ProvisioningLogModule,
  ],
  providers: [AccountList, AccountOverviews, AccountSetup, PasswordIssuer, ProvisioningAdmins, Unmasking],
  exports: [AccountOverviews, AccountSetup, PasswordIssuer, Unmasking],
})
export class SupportModule {}
