import { Module, type DynamicModule } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { HttpModule } from '../platform/http/http.module.js';
import { LoggerModule } from '../platform/logging/logger.module.js';
import type { Settings } from '../config/settings.js';
import { Connections } from '../platform/database/connections/connections.js';
import type { RehearsalConnections } from '../platform/database/connections/rehearsal-connections.js';
import { ScimModule } from '../scim/scim.module.js';
import { SettingsModule } from '../config/settings.module.js';

/** The SCIM service as the server has it, on connections where nothing stays. */
@Module({})
export class RehearsalModule {
  static register(connections: RehearsalConnections, settings: Settings): DynamicModule {
    return {
      module: RehearsalModule,
      imports: [
        {
          module: RehearsalConnectionsModule,
          global: true,
          providers: [{ provide: Connections, useValue: connections }],
          exports: [Connections],
        },
        // The limits are the server's: a rehearsal is nobody's traffic.
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
class RehearsalConnectionsModule {}
