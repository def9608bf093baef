import { Module, type DynamicModule } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { HttpModule } from '../platform/http/http.module.js';
import { LoggerModule } from '../platform/logging/logger.module.js';
import type { Settings } from '../config/settings.js';
import { Connections } from '../platform/database/connections/connections.js';
import type { DryRunConnections } from '../platform/database/connections/dry-run-connections.js';
import { ScimModule } from '../scim/scim.module.js';
import { SettingsModule } from '../config/settings.module.js';

/** The server's SCIM service, on connections that roll everything back. */
@Module({})
export class DryRunModule {
  static register(connections: DryRunConnections, settings: Settings): DynamicModule {
    return {
      module: DryRunModule,
      imports: [
        {
          module: DryRunConnectionsModule,
          global: true,
          providers: [{ provide: Connections, useValue: connections }],
          exports: [Connections],
        },
        // A dry run does not count against the account's rate limits.
        SettingsModule.forRoot({ ...settings, redisUrl: undefined, rateLimitPerAccount: 0 }),
        LoggerModule,
        HttpModule,
        AuthModule,
        ScimModule,
      ],
    };
  }
}

@Module({})
class DryRunConnectionsModule {}
