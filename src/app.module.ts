import { Module, type DynamicModule } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { AlarmRoundsModule } from './provisioning/alarms/alarm-rounds.module.js';
import { HttpModule } from './platform/http/http.module.js';
import { JournalModule } from './provisioning/journal/journal.module.js';
import { RunUpkeepModule } from './provisioning/journal/run-upkeep.module.js';
import { LoggerModule } from './platform/logging/logger.module.js';
import { ConsoleModule } from './console/console.module.js';
import { ConnectionsModule } from './platform/database/connections/connections.module.js';
import { DemoModule } from './demo/demo.module.js';
import { ExpensesUpkeepModule } from './expenses/expenses-upkeep.module.js';
import { HealthModule } from './platform/health/health.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { OauthModule } from './oauth/oauth.module.js';
import { RetentionModule } from './retention/retention.module.js';
import { RolesUpkeepModule } from './roles/roles-upkeep.module.js';
import { RestModule } from './rest/rest.module.js';
import { ScimModule } from './scim/scim.module.js';
import { SettingsModule } from './config/settings.module.js';
import { UndoUpkeepModule } from './provisioning/undo/undo-upkeep.module.js';
import { UserUpkeepModule } from './users/user-upkeep.module.js';

/** The server with all of its modules. */
@Module({})
export class AppModule {
  /** Takes an open data source and closes it with the application. */
  static register(dataSource: DataSource): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConnectionsModule.forRoot(dataSource),
        SettingsModule,
        LoggerModule,
        HttpModule,
        HealthModule,
        MetricsModule,
        UserUpkeepModule,
        JournalModule,
        RolesUpkeepModule,
        RunUpkeepModule,
        UndoUpkeepModule,
        ExpensesUpkeepModule,
        AlarmRoundsModule,
        RetentionModule,
        RestModule,
        ScimModule,
        OauthModule,
        ConsoleModule,
        DemoModule,
      ],
    };
  }
}
