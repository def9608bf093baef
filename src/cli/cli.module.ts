import { Module, type DynamicModule } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { AccountsModule } from '../accounts/accounts.module.js';
import type { Settings } from '../config/settings.js';
import { ConnectionsModule } from '../platform/database/connections/connections.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { DoctorServicesModule } from '../doctor/doctor-services.module.js';
import { ErasureModule } from '../erasure/erasure.module.js';
import { OperatorsModule } from '../operators/operators.module.js';
import { ProvisioningServicesModule } from '../provisioning-log/provisioning-services.module.js';
import { SettingsModule } from '../config/settings.module.js';
import { SupportServicesModule } from '../support/support-services.module.js';
import { UserListModule } from '../directory/list/user-list.module.js';
import { UsersModule } from '../users/users.module.js';

/** The program without HTTP, for one command. */
@Module({})
export class CliModule {
  /** On a data source that is open already; it is closed along with the application. */
  static on(dataSource: DataSource, settings: Settings): DynamicModule {
    return {
      module: CliModule,
      imports: [
        ConnectionsModule.on(dataSource),
        // What a command prints on standard output is its result, and nothing else.
        SettingsModule.given({ ...settings, logLevel: 'silent' }),
        DatabaseModule,
        AccountsModule,
        ErasureModule,
        OperatorsModule,
        ProvisioningServicesModule,
        DoctorServicesModule,
        SupportServicesModule,
        UsersModule,
        UserListModule,
      ],
    };
  }
}
