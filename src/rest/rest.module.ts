import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { PasswordsModule } from '../auth/passwords/passwords.module.js';
import { DirectoryModule } from '../directory/directory.module.js';
import { DoctorModule } from '../doctor/doctor.module.js';
import { ErasureModule } from '../erasure/erasure.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { OauthModule } from '../oauth/oauth.module.js';
import { OperatorsModule } from '../operators/operators.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { ProvisioningLogModule } from '../provisioning-log/provisioning-log.module.js';
import { SupportModule } from '../support/support.module.js';
import { UsersModule } from '../users/users.module.js';
import { AuditController } from './audit/audit.controller.js';
import { ApiKeysController } from './auth/api-keys.controller.js';
import { AuthController } from './auth/auth.controller.js';
import { ChangePasswordController } from './auth/change-password.controller.js';
import { PasswordResetConfirmController } from './auth/password-reset-confirm.controller.js';
import { PasswordResetController } from './auth/password-reset.controller.js';
import { SessionsController } from './auth/sessions.controller.js';
import { ErasureController } from './directory/erasure.controller.js';
import { GroupsController } from './directory/groups.controller.js';
import { MembersController } from './directory/members.controller.js';
import { NewPasswords } from './directory/new-passwords.service.js';
import { OrganizationsController } from './directory/organizations.controller.js';
import { UsersController } from './directory/users.controller.js';
import { DoctorController } from './doctor/doctor.controller.js';
import { OauthClientsController } from './oauth/oauth-clients.controller.js';
import { EventsController } from './provisioning/events.controller.js';
import { RunsController } from './provisioning/runs.controller.js';
import { RunFilesController } from './provisioning/run-files.controller.js';
import { AccountRemovalController } from './support/account-removal.controller.js';
import { SupportAuditController } from './support/audit.controller.js';
import { SupportDoctorController } from './support/doctor.controller.js';
import { SupportEventsController } from './support/events.controller.js';
import { ModulesController } from './support/modules.controller.js';
import { CatalogueClientsController } from './support/oauth-clients.controller.js';
import { OperatorsController } from './support/operators.controller.js';
import { PlatformTrailController } from './support/platform-trail.controller.js';
import { SupportAccountsController } from './support/support-accounts.controller.js';
import { UnmaskingController } from './support/unmasking.controller.js';

/** The REST API, `/api/v1`, for the people of an account and for Declaree's support staff. */
@Module({
  imports: [
    AccountsModule,
    AuthModule,
    DatabaseModule,
    DirectoryModule,
    DoctorModule,
    ErasureModule,
    GroupsModule,
    JournalModule,
    OauthModule,
    OperatorsModule,
    OrganizationsModule,
    PasswordsModule,
    ProvisioningLogModule,
    SupportModule,
    UsersModule,
  ],
  controllers: [
    AuthController,
    SessionsController,
    ChangePasswordController,
    PasswordResetController,
    PasswordResetConfirmController,
    ApiKeysController,
    OauthClientsController,
    AuditController,
    OrganizationsController,
    UsersController,
    MembersController,
    GroupsController,
    ErasureController,
    EventsController,
    RunFilesController,
    RunsController,
    DoctorController,
    SupportAccountsController,
    ModulesController,
    SupportAuditController,
    SupportEventsController,
    SupportDoctorController,
    OperatorsController,
    CatalogueClientsController,
    PlatformTrailController,
    AccountRemovalController,
    UnmaskingController,
  ],
  providers: [NewPasswords],
})
export class RestModule {}
