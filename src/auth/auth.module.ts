import { Module } from '@nestjs/common';
import { DatabaseModule } from '../database/database.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { ApiKeysController } from './api-keys.controller.js';
import { ApiKeysService } from './api-keys.service.js';
import { AttemptsModule } from './attempts.module.js';
import { AuthController } from './auth.controller.js';
import { Authenticator } from './authenticator.js';
import { CredentialDirectory } from './credential-directory.js';
import { PasswordStrategy } from './password.strategy.js';
import { SessionsService } from './sessions.service.js';
import { TokenStrategy } from './token.strategy.js';
import { VerifiedCredentials } from './verified-credentials.js';

/** Who may come in. A module whose controllers use the guards imports it for what the guards need. */
@Module({
  imports: [DatabaseModule, PasswordsModule, AttemptsModule],
  controllers: [AuthController, ApiKeysController],
  providers: [
    CredentialDirectory,
    VerifiedCredentials,
    Authenticator,
    PasswordStrategy,
    TokenStrategy,
    SessionsService,
    ApiKeysService,
  ],
  exports: [PasswordStrategy, TokenStrategy],
})
export class AuthModule {}
