import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { PasswordHasher } from './passwords/password-hasher.js';
import type { Origin } from './author-of.js';
import { PasswordResetsService } from './password-resets.service.js';

/** Lets whoever holds the link of a mail choose a new password. */
@Injectable()
export class PasswordResetConfirmation {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly hasher: PasswordHasher,
    private readonly resets: PasswordResetsService,
  ) {}

  /** Throws `invalid` (`reset-token-invalid`) for a token that cannot be redeemed, and changes nothing. */
  check(token: string): Promise<void> {
    return this.unitOfWork.readPlatform((tx) => this.resets.check(tx, token));
  }

  /** Sets the password, which ends every session of the user. Throws as `check` does. */
  async confirm(token: string, newPassword: string, origin: Origin): Promise<void> {
    // Before the costly hash, which nobody without a link shall make this server compute.
    await this.check(token);
    const passwordHash = await this.hasher.hash(newPassword, token);
    await this.unitOfWork.writePlatform((tx) => this.resets.redeem(tx, { token, origin }, passwordHash));
  }
}
