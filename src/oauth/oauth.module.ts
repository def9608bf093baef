import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { SettingsModule } from '../config/settings.module.js';
import { LoggerModule } from '../platform/logging/logger.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { OperatorsModule } from '../operators/operators.module.js';
import { ProvisioningLogModule } from '../provisioning/log/provisioning-log.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccessTokenLookup } from './access-token-lookup.service.js';
import { AssertionCheck } from './assertion-check.service.js';
import { Authorizations } from './authorizations.service.js';
import { CatalogueChanges } from './catalogue-changes.service.js';
import { CatalogueClients } from './catalogue-clients.service.js';
import { CatalogueRevocation } from './catalogue-revocation.service.js';
import { ClientAuthentication } from './client-authentication.service.js';
import { ClientDirectory } from './client-directory.js';
import { ClientGrants } from './client-grants.service.js';
import { CodeGrants } from './code-grants.service.js';
import { MetadataController } from './http/metadata.controller.js';
import { OauthErrors } from './http/oauth-errors.js';
import { RevocationController } from './http/revocation.controller.js';
import { TokenController } from './http/token.controller.js';
import { KeySets } from './key-sets.service.js';
import { OauthClientsModule } from './oauth-clients.module.js';
import { RefreshGrants } from './refresh-grants.service.js';
import { RefusedClients } from './refused-clients.service.js';
import { TokenHolders } from './token-holders.js';
import { TokenIssuer } from './token-issuer.service.js';
import { TokenRevocation } from './token-revocation.service.js';

/** OAuth 2.0: the token service, its clients, and the connections that they have to accounts. */
@Module({
  imports: [
    AccountsModule,
    AuthModule,
    DatabaseModule,
    LoggerModule,
    OauthClientsModule,
    OperatorsModule,
    ProvisioningLogModule,
    SettingsModule,
    UsersModule,
  ],
  controllers: [TokenController, RevocationController, MetadataController],
  providers: [
    AccessTokenLookup,
    AssertionCheck,
    Authorizations,
    CatalogueChanges,
    CatalogueClients,
    CatalogueRevocation,
    ClientAuthentication,
    ClientDirectory,
    ClientGrants,
    CodeGrants,
    KeySets,
    OauthErrors,
    RefreshGrants,
    RefusedClients,
    TokenHolders,
    TokenIssuer,
    TokenRevocation,
  ],
  exports: [
    Authorizations,
    CatalogueChanges,
    CatalogueClients,
    CatalogueRevocation,
    OauthClientsModule,
    OauthErrors,
  ],
})
export class OauthModule {}
