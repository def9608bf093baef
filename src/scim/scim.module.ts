import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { HttpModule } from '../platform/http/http.module.js';
import { JournalModule } from '../provisioning/journal/journal.module.js';
import { LoggerModule } from '../platform/logging/logger.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { DirectoryModule } from '../directory/directory.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { OwnershipModule } from '../provisioning/ownership/ownership.module.js';
import { PasswordsModule } from '../auth/passwords/passwords.module.js';
import { ProvisioningLogModule } from '../provisioning/log/provisioning-log.module.js';
import { RolesModule } from '../roles/roles.module.js';
import { SecretsModule } from '../platform/secrets/secrets.module.js';
import { UsersModule } from '../users/users.module.js';
import { BulkController } from './http/bulk.controller.js';
import { DiscoveryController } from './http/discovery.controller.js';
import { ScimEntitlementsController } from './http/entitlements.controller.js';
import { ScimGroupsController } from './http/groups.controller.js';
import { MeController } from './http/me.controller.js';
import { ScimRolesController } from './http/roles.controller.js';
import { SearchController } from './http/search.controller.js';
import { ScimCalls } from './http/scim-calls.service.js';
import { ScimErrors } from './http/scim-errors.js';
import { UnservedScimController } from './http/unserved-scim.controller.js';
import { ScimUsersController } from './http/users.controller.js';
import { BulkFailures } from './resources/bulk-failures.js';
import { BulkHandler } from './resources/bulk.handler.js';
import { FailureEvents } from './resources/failure-events.js';
import { FailureLog } from './resources/failure-log.js';
import { EntitlementHandler } from './resources/entitlement.handler.js';
import { GroupHandler } from './resources/group.handler.js';
import { GroupPresenter } from './resources/group-presenter.js';
import { Cursors } from './resources/cursors.js';
import { ListReader } from './resources/list-reader.js';
import { RoleHandler } from './resources/role.handler.js';
import { PlacementService } from './resources/placement.service.js';
import { ScimRight } from './resources/right.service.js';
import { SearchHandler } from './resources/search.handler.js';
import { ScimTransactions } from './resources/scim-transactions.js';
import { UserHandler } from './resources/user.handler.js';
import { UserPresenter } from './resources/user-presenter.js';
import { UserWriter } from './resources/user-writer.js';

/** SCIM 2.0 for the accounts whose SCIM module is on. */
@Module({
  imports: [
    AuthModule,
    DatabaseModule,
    DirectoryModule,
    GroupsModule,
    HttpModule,
    JournalModule,
    LoggerModule,
    OrganizationsModule,
    OwnershipModule,
    PasswordsModule,
    ProvisioningLogModule,
    RolesModule,
    SecretsModule,
    UsersModule,
  ],
  controllers: [
    ScimUsersController,
    ScimGroupsController,
    ScimRolesController,
    ScimEntitlementsController,
    DiscoveryController,
    MeController,
    BulkController,
    SearchController,
    UnservedScimController,
  ],
  providers: [
    SearchHandler,
    ScimTransactions,
    ScimErrors,
    ScimCalls,
    FailureLog,
    FailureEvents,
    BulkHandler,
    BulkFailures,
    ScimRight,
    Cursors,
    ListReader,
    UserHandler,
    UserWriter,
    UserPresenter,
    PlacementService,
    GroupHandler,
    GroupPresenter,
    RoleHandler,
    EntitlementHandler,
  ],
})
export class ScimModule {}
