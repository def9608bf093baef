import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AlarmsModule } from '../provisioning/alarms/alarms.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { ExpensesModule } from '../expenses/expenses.module.js';
import { DoctorModule } from '../doctor/doctor.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { DirectoryModule } from '../directory/directory.module.js';
import { JournalModule } from '../provisioning/journal/journal.module.js';
import { OwnershipModule } from '../provisioning/ownership/ownership.module.js';
import { NotificationSendingModule } from '../provisioning/notifications/notification-sending.module.js';
import { NotificationsModule } from '../provisioning/notifications/notifications.module.js';
import { OauthModule } from '../oauth/oauth.module.js';
import { OverviewModule } from '../provisioning/overview/overview.module.js';
import { ProvisioningLogModule } from '../provisioning/log/provisioning-log.module.js';
import { SupportModule } from '../support/support.module.js';
import { UndoModule } from '../provisioning/undo/undo.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccountFrames } from './account-frames.service.js';
import { AccountViews } from './account-views.service.js';
import { AccountController } from './account.controller.js';
import { AccountModuleController } from './account-module.controller.js';
import { AccountDoctorController } from './account-doctor.controller.js';
import { AccountAuditController } from './account-audit.controller.js';
import { AccountLogController } from './account-log.controller.js';
import { AccountsController } from './accounts.controller.js';
import { AlarmBanners } from './alarm-banners.service.js';
import { AlarmsController } from './alarms.controller.js';
import { AssetsController } from './assets.controller.js';
import { AuditPages } from './audit-pages.service.js';
import { AuditPagesController } from './audit.controller.js';
import { AuthorizationController } from './authorization.controller.js';
import { ConnectionChangesController } from './connection-changes.controller.js';
import { ConnectionController } from './connection.controller.js';
import { ConnectionSecretsController } from './connection-secrets.controller.js';
import { ConnectionsController } from './connections.controller.js';
import { ConsoleErrors } from './console-errors.js';
import { ConsoleSessions } from './console-sessions.service.js';
import { DeliveriesController } from './deliveries.controller.js';
import { DoctorController } from './doctor.controller.js';
import { EventSubjectsService } from './event-subjects.service.js';
import { DriftModule } from '../provisioning/drift/drift.module.js';
import { HttpModule } from '../platform/http/http.module.js';
import { DriftController } from './drift.controller.js';
import { DriftFileController } from './drift-file.controller.js';
import { ForgotPasswordController } from './forgot-password.controller.js';
import { GroupLists } from './group-lists.service.js';
import { GroupsController } from './groups.controller.js';
import { HomeController } from './home.controller.js';
import { KeysController } from './keys.controller.js';
import { LogController } from './log.controller.js';
import { LoginController } from './login.controller.js';
import { LogoutController } from './logout.controller.js';
import { NotificationPages } from './notification-pages.service.js';
import { NotificationsController } from './notifications.controller.js';
import { ManagedPagesController } from './managed-pages.controller.js';
import { NewPersonController } from './new-person.controller.js';
import { OrganizationController } from './organization.controller.js';
import { OrganizationChooser } from './organization-choices.service.js';
import { OrganizationsController } from './organizations.controller.js';
import { PasswordController } from './password.controller.js';
import { PeopleController } from './people.controller.js';
import { PeopleLists } from './people-lists.service.js';
import { PersonActionsController } from './person-actions.controller.js';
import { PersonEditing } from './person-editing.service.js';
import { JobPages } from './job-pages.service.js';
import { JobPagesController } from './jobs.controller.js';
import { UndoPeoplePages } from './undo-people-pages.service.js';
import { UndoPlanPages } from './undo-plan-pages.service.js';
import { UndoPagesController } from './undo.controller.js';
import { UnmaskingPagesController } from './unmasking.controller.js';
import { ProvisioningSettingsModule } from '../provisioning/settings/provisioning-settings.module.js';
import { ProvisioningSettingsController } from './provisioning-settings.controller.js';
import { RunsController } from './runs.controller.js';
import { AccountRunsController } from './account-runs.controller.js';
import { AccountUndoController } from './account-undo.controller.js';
import { RunPages } from './run-pages.service.js';
import { RunViews } from './run-views.service.js';
import { SetupController } from './setup.controller.js';
import { ResetPasswordController } from './reset-password.controller.js';
import { WebhooksController } from './webhooks.controller.js';
import { MyReportsController } from './my-reports.controller.js';
import { ReportController } from './report.controller.js';
import { ReportDecisionsController } from './report-decisions.controller.js';
import { ApprovalPagesController } from './approvals.controller.js';
import { AllReportsController } from './all-reports.controller.js';
import { DeputyPagesController } from './deputies.controller.js';
import { ApprovalPolicyPagesController } from './approval-policy.controller.js';
import { DepartureController } from './departure.controller.js';
import { EventController } from './event.controller.js';
import { PolicyViews } from './approval-policy-views.service.js';
import { DepartureViews } from './departure-views.service.js';
import { ModuleSwitches } from './module-switches.service.js';
import { PeopleChooser } from './people-chooser.service.js';
import { ReportPages } from './report-pages.service.js';
import { ReportViews } from './report-views.service.js';

/** The pages for people, at `/`. */
@Module({
  imports: [
    AccountsModule,
    AlarmsModule,
    AuthModule,
    DatabaseModule,
    DoctorModule,
    DriftModule,
    ExpensesModule,
    HttpModule,
    GroupsModule,
    JournalModule,
    NotificationSendingModule,
    NotificationsModule,
    OauthModule,
    OrganizationsModule,
    OwnershipModule,
    DirectoryModule,
    OverviewModule,
    ProvisioningLogModule,
    ProvisioningSettingsModule,
    SupportModule,
    UndoModule,
    UsersModule,
  ],
  controllers: [
    AssetsController,
    HomeController,
    LoginController,
    LogoutController,
    ForgotPasswordController,
    ResetPasswordController,
    PasswordController,
    SetupController,
    RunsController,
    ConnectionController,
    ConnectionsController,
    ConnectionChangesController,
    ConnectionSecretsController,
    AuthorizationController,
    NotificationsController,
    WebhooksController,
    DeliveriesController,
    AlarmsController,
    KeysController,
    DriftController,
    DriftFileController,
    ProvisioningSettingsController,
    ManagedPagesController,
    LogController,
    EventController,
    AuditPagesController,
    UnmaskingPagesController,
    DoctorController,
    PeopleController,
    NewPersonController,
    PersonActionsController,
    GroupsController,
    OrganizationsController,
    OrganizationController,
    UndoPagesController,
    JobPagesController,
    AccountsController,
    AccountController,
    AccountModuleController,
    AccountAuditController,
    AccountLogController,
    AccountDoctorController,
    AccountRunsController,
    AccountUndoController,
    MyReportsController,
    ReportController,
    ReportDecisionsController,
    ApprovalPagesController,
    AllReportsController,
    DeputyPagesController,
    ApprovalPolicyPagesController,
    DepartureController,
  ],
  providers: [
    AccountFrames,
    AuditPages,
    AccountViews,
    PolicyViews,
    DepartureViews,
    ModuleSwitches,
    PeopleChooser,
    ReportPages,
    ReportViews,
    AlarmBanners,
    NotificationPages,
    ConsoleErrors,
    ConsoleSessions,
    EventSubjectsService,
    GroupLists,
    OrganizationChooser,
    PeopleLists,
    PersonEditing,
    RunPages,
    RunViews,
    JobPages,
    UndoPeoplePages,
    UndoPlanPages,
  ],
})
export class ConsoleModule {}
