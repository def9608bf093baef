import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AuthModule } from './auth/auth.module.js';
import { HttpModule } from './common/http/http.module.js';
import { LoggerModule } from './common/logger.module.js';
import { DemoModule } from './demo/demo.module.js';
import { HealthModule } from './health/health.module.js';
import { PeopleModule } from './people/people.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { ScimModule } from './scim/scim.module.js';
import { SettingsModule } from './settings.module.js';
import { SupportModule } from './support/support.module.js';

/** The whole server: the one place that knows every module. */
@Module({})
export class AppModule {
  /** On a data source that is open already; it is closed along with the application. */
  static on(dataSource: DataSource): DynamicModule {
    return {
      module: AppModule,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => dataSource.options,
          dataSourceFactory: () => Promise.resolve(dataSource),
        }),
        SettingsModule,
        LoggerModule,
        HttpModule,
        HealthModule,
        MetricsModule,
        AuthModule,
        PeopleModule,
        ScimModule,
        SupportModule,
        DemoModule,
      ],
    };
  }
}
