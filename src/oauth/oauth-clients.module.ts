import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { LoggerModule } from '../platform/logging/logger.module.js';
import { ClientChanges } from './client-changes.service.js';
import { ClientList } from './client-list.service.js';
import { ClientSecretsService } from './client-secrets.service.js';
import { ConnectionUses } from './connection-uses.service.js';
import { OauthClientsService } from './oauth-clients.service.js';
import { SecretUses } from './secret-uses.service.js';

/** The connections of accounts, without the token service. */
@Module({
  imports: [AccountsModule, DatabaseModule, LoggerModule, OrganizationsModule],
  providers: [
    ClientChanges,
    ClientList,
    ClientSecretsService,
    ConnectionUses,
    OauthClientsService,
    SecretUses,
  ],
  exports: [ClientChanges, ClientList, ClientSecretsService, ConnectionUses, OauthClientsService, SecretUses],
})
export class OauthClientsModule {}
