import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { PasswordHasher } from './passwords/password-hasher.js';
import type { Origin } from './author-of.js';
import { PasswordResetsService } from './password-resets.service.js';

/** Sets a new password with the link of a reset mail. */
@Injectable()
export class PasswordResetConfirmation {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly hasher: PasswordHasher,
    private readonly resets: PasswordResetsService,
  ) {}

  /** Throws `invalid` (`reset-token-invalid`) for an invalid token. Changes nothing. */
  check(token: string): Promise<void> {
    return this.unitOfWork.readPlatform((tx) => this.resets.check(tx, token));
  }

  /** Sets the password and ends all sessions of the user. Throws like `check`. */
  async confirm(token: string, newPassword: string, origin: Origin): Promise<void> {
    // Check before the costly hash, so that only holders of a link can cause it.
    await this.check(token);
    const passwordHash = await this.hasher.hash(newPassword, token);
    await this.unitOfWork.writePlatform((tx) => this.resets.redeem(tx, { token, origin }, passwordHash));
  }
}
