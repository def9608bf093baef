import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AlarmsModule } from '../provisioning/alarms/alarms.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { PasswordsModule } from '../auth/passwords/passwords.module.js';
import { DirectoryModule } from '../directory/directory.module.js';
import { DriftModule } from '../provisioning/drift/drift.module.js';
import { DoctorModule } from '../doctor/doctor.module.js';
import { ErasureModule } from '../erasure/erasure.module.js';
import { ExpensesModule } from '../expenses/expenses.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { JournalModule } from '../provisioning/journal/journal.module.js';
import { NotificationSendingModule } from '../provisioning/notifications/notification-sending.module.js';
import { NotificationsModule } from '../provisioning/notifications/notifications.module.js';
import { OauthModule } from '../oauth/oauth.module.js';
import { OperatorsModule } from '../operators/operators.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { OwnershipModule } from '../provisioning/ownership/ownership.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { ProvisioningLogModule } from '../provisioning/log/provisioning-log.module.js';
import { ProvisioningSettingsModule } from '../provisioning/settings/provisioning-settings.module.js';
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
import { GroupAnswers } from './directory/group-answers.service.js';
import { GroupsController } from './directory/groups.controller.js';
import { MembersController } from './directory/members.controller.js';
import { NewPasswords } from './directory/new-passwords.service.js';
import { OrganizationsController } from './directory/organizations.controller.js';
import { UserAnswers } from './directory/user-answers.service.js';
import { UsersController } from './directory/users.controller.js';
import { DoctorController } from './doctor/doctor.controller.js';
import {
  DeliveriesController,
  MailPreferencesController,
  NotificationTestsController,
} from './notifications/notifications.controller.js';
import { WebhooksController } from './notifications/webhooks.controller.js';
import { OauthClientChangesController } from './oauth/oauth-client-changes.controller.js';
import { OauthClientsController } from './oauth/oauth-clients.controller.js';
import {
  ApprovalPolicyController,
  DeputiesController,
  EffectsController,
  OffboardingController,
} from './expenses/approval-rules.controller.js';
import { ExpenseReportsController } from './expenses/expense-reports.controller.js';
import { ApprovalsController, ReportActionsController } from './expenses/report-actions.controller.js';
import { EventsFileController } from './provisioning/events-file.controller.js';
import { FailuresController } from './provisioning/failures.controller.js';
import { ManagedController } from './provisioning/managed.controller.js';
import { DriftController } from './provisioning/drift.controller.js';
import { AlarmsController } from './provisioning/alarms.controller.js';
import { EventsController } from './provisioning/events.controller.js';
import { JobsController } from './provisioning/jobs.controller.js';
import { RunsController } from './provisioning/runs.controller.js';
import { UndoController } from './provisioning/undo.controller.js';
import { UndoModule } from '../provisioning/undo/undo.module.js';
import { ProvisioningSettingsController } from './provisioning/settings.controller.js';
import { RunFilesController } from './provisioning/run-files.controller.js';
import { AccountRemovalController } from './support/account-removal.controller.js';
import { SupportAuditController } from './support/audit.controller.js';
import { SupportDoctorController } from './support/doctor.controller.js';
import { SupportEventsController } from './support/events.controller.js';
import { ModulesController } from './support/modules.controller.js';
import { CatalogueClientsController } from './support/oauth-clients.controller.js';
import { OperatorsController } from './support/operators.controller.js';
import { PlatformTrailController } from './support/platform-trail.controller.js';
import { SupportRunsController } from './support/runs.controller.js';
import { SupportSettingsController } from './support/settings.controller.js';
import { SupportAccountsController } from './support/support-accounts.controller.js';
import { SupportUndoController } from './support/undo.controller.js';
import { UnmaskingController } from './support/unmasking.controller.js';

/** The REST API, `/api/v1`, for the people of an account and for Declaree's support staff. */
@Module({
  imports: [
    AccountsModule,
    AlarmsModule,
    AuthModule,
    DatabaseModule,
    DirectoryModule,
    DoctorModule,
    DriftModule,
    ErasureModule,
    ExpensesModule,
    GroupsModule,
    JournalModule,
    NotificationSendingModule,
    NotificationsModule,
    OauthModule,
    OperatorsModule,
    OrganizationsModule,
    OwnershipModule,
    PasswordsModule,
    ProvisioningLogModule,
    ProvisioningSettingsModule,
    SupportModule,
    UndoModule,
    UsersModule,
  ],
  controllers: [
    ExpenseReportsController,
    ReportActionsController,
    ApprovalsController,
    ApprovalPolicyController,
    DeputiesController,
    OffboardingController,
    EffectsController,
    AuthController,
    SessionsController,
    ChangePasswordController,
    PasswordResetController,
    PasswordResetConfirmController,
    ApiKeysController,
    OauthClientChangesController,
    OauthClientsController,
    MailPreferencesController,
    WebhooksController,
    NotificationTestsController,
    DeliveriesController,
    AuditController,
    OrganizationsController,
    UsersController,
    MembersController,
    GroupsController,
    ErasureController,
    AlarmsController,
    EventsController,
    RunFilesController,
    RunsController,
    UndoController,
    JobsController,
    EventsFileController,
    FailuresController,
    ProvisioningSettingsController,
    ManagedController,
    DriftController,
    DoctorController,
    SupportAccountsController,
    ModulesController,
    SupportAuditController,
    SupportEventsController,
    SupportSettingsController,
    SupportRunsController,
    SupportUndoController,
    SupportDoctorController,
    OperatorsController,
    CatalogueClientsController,
    PlatformTrailController,
    AccountRemovalController,
    UnmaskingController,
  ],
  providers: [GroupAnswers, NewPasswords, UserAnswers],
})
export class RestModule {}
