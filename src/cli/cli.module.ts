import { Module, type DynamicModule } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AlarmsModule } from '../provisioning/alarms/alarms.module.js';
import type { Settings } from '../config/settings.js';
import { ConnectionsModule } from '../platform/database/connections/connections.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { DirectoryModule } from '../directory/directory.module.js';
import { DoctorModule } from '../doctor/doctor.module.js';
import { ErasureModule } from '../erasure/erasure.module.js';
import { ExpensesModule } from '../expenses/expenses.module.js';
import { JournalModule } from '../provisioning/journal/journal.module.js';
import { OauthClientsModule } from '../oauth/oauth-clients.module.js';
import { OperatorsModule } from '../operators/operators.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { ProvisioningLogModule } from '../provisioning/log/provisioning-log.module.js';
import { RolesModule } from '../roles/roles.module.js';
import { SettingsModule } from '../config/settings.module.js';
import { SupportModule } from '../support/support.module.js';
import { UndoModule } from '../provisioning/undo/undo.module.js';
import { UsersModule } from '../users/users.module.js';

/** The program without HTTP, for the command line. */
@Module({})
export class CliModule {
  /** On a data source that is open already; it is closed along with the application. */
  static register(dataSource: DataSource, settings: Settings): DynamicModule {
    return {
      module: CliModule,
      imports: [
        ConnectionsModule.forRoot(dataSource),
        // Only the result of a command goes to standard output.
        SettingsModule.forRoot({ ...settings, logLevel: 'silent' }),
        DatabaseModule,
        AccountsModule,
        AlarmsModule,
        ErasureModule,
        ExpensesModule,
        JournalModule,
        RolesModule,
        OauthClientsModule,
        OperatorsModule,
        OrganizationsModule,
        ProvisioningLogModule,
        DirectoryModule,
        DoctorModule,
        SupportModule,
        UndoModule,
        UsersModule,
      ],
    };
  }
}
