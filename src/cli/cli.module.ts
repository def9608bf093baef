import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AccountsModule } from '../accounts/accounts.module.js';
import { DatabaseModule } from '../database/database.module.js';
import { OperatorsModule } from '../operators/operators.module.js';
import { SupportServicesModule } from '../support/support-services.module.js';
import { UsersModule } from '../users/users.module.js';

/** The program without HTTP, for one command. */
@Module({})
export class CliModule {
  /** On a data source that is open already; it is closed along with the application. */
  static on(dataSource: DataSource): DynamicModule {
    return {
      module: CliModule,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => dataSource.options,
          dataSourceFactory: () => Promise.resolve(dataSource),
        }),
        DatabaseModule,
        AccountsModule,
        OperatorsModule,
        SupportServicesModule,
        UsersModule,
      ],
    };
  }
}
