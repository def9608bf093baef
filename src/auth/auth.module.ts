import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { LoggerModule } from '../platform/logging/logger.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { LimitsModule } from '../platform/limits/limits.module.js';
import { MailModule } from '../platform/mail/mail.module.js';
import { OperatorsModule } from '../operators/operators.module.js';
import { PasswordsModule } from './passwords/passwords.module.js';
import { ProvisioningLogModule } from '../provisioning/log/provisioning-log.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccessTokens } from './access-token-source.js';
import { ApiKeyUses } from './api-key-uses.service.js';
import { ApiKeysService } from './api-keys.service.js';
import { AttemptsModule } from './attempts.module.js';
import { AuditedAuthenticator } from './audited-authenticator.js';
import { Authenticator } from './authenticator.js';
import { CallerQueues } from './caller-queues.js';
import { ChangePasswordService } from './change-password.service.js';
import { CredentialDirectory } from './credential-directory.js';
import { LoginPlaces } from './login-places.service.js';
import { LoginRecords } from './login-records.service.js';
import { LoginTrails } from './login-trails.service.js';
import { PasswordCheck } from './password-check.js';
import { PasswordResetLinks } from './password-reset-links.service.js';
import { PasswordResetService } from './password-reset.service.js';
import { PasswordStrategy } from './password.strategy.js';
import { RefusalPace } from './refusal-pace.js';
import { SessionsService } from './sessions.service.js';
import { StoredPasswordsService } from './stored-passwords.service.js';
import { TokenOwners } from './token-owners.service.js';
import { TokenStrategy } from './token.strategy.js';
import { UserAccessModule } from './user-access.module.js';
import { VerifiedCredentials } from './verified-credentials.js';

/** Authentication. Modules with guarded controllers import it for the guards' dependencies. */
@Module({
  imports: [
    DatabaseModule,
    LoggerModule,
    PasswordsModule,
    AttemptsModule,
    LimitsModule,
    AccountsModule,
    UsersModule,
    UserAccessModule,
    OperatorsModule,
    MailModule,
    ProvisioningLogModule,
  ],
  providers: [
    AccessTokens,
    CallerQueues,
    RefusalPace,
    TokenOwners,
    CredentialDirectory,
    VerifiedCredentials,
    LoginPlaces,
    PasswordCheck,
    Authenticator,
    AuditedAuthenticator,
    PasswordStrategy,
    TokenStrategy,
    LoginRecords,
    LoginTrails,
    SessionsService,
    ApiKeysService,
    ApiKeyUses,
    StoredPasswordsService,
    ChangePasswordService,
    PasswordResetLinks,
    PasswordResetService,
  ],
  exports: [
    AccessTokens,
    CallerQueues,
    RefusalPace,
    PasswordStrategy,
    TokenStrategy,
    VerifiedCredentials,
    LimitsModule,
    AttemptsModule,
    CredentialDirectory,
    TokenOwners,
    AuditedAuthenticator,
    LoginPlaces,
    SessionsService,
    ApiKeysService,
    ApiKeyUses,
    ChangePasswordService,
    PasswordResetLinks,
    PasswordResetService,
  ],
})
export class AuthModule {}
