import { Injectable } from '@nestjs/common';
import type { Author } from '../platform/database/author.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { HashSender } from './passwords/hash-queue.js';
import { PasswordHasher } from './passwords/password-hasher.js';
import { clientAddressOf } from './client-address.js';
import { GuessLimiter } from './guess-limiter.js';
import { idOf, type Principal } from './principal.js';
import { StoredPasswordsService } from './stored-passwords.service.js';
import { wrongCurrentPassword } from './refusals.js';

/** Input to change one's own password. */
export interface PasswordChange {
  currentPassword: string;
  newPassword: string;
  address: string;
  /** For the audit trail. */
  author: Author;
  /** Whether to revoke the user's API keys too. */
  revokeApiKeys?: boolean | undefined;
}

/** Changes one's own password. */
@Injectable()
export class ChangePasswordService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly passwords: StoredPasswordsService,
    private readonly hasher: PasswordHasher,
    private readonly limiter: GuessLimiter,
  ) {}

  /**
   * Throws `forbidden` (`wrong-current-password`), not `unauthenticated`: the request's credential is valid, and the
   * client need not log in again. Throws `throttled` after too many wrong passwords.
   */
  async change(
    principal: Principal,
    { newPassword, revokeApiKeys, author, ...given }: PasswordChange,
  ): Promise<void> {
    const verified = await this.verify(principal, given);
    const passwordHash = await this.hasher.hash(newPassword, senderOf(principal));
    await this.unitOfWork.writePlatform(async (tx) => {
      // The password may have changed during the check.
      const current = await this.passwords.find(tx, principal, { lock: true });
      if (current !== verified) throw wrongCurrentPassword();
      await this.passwords.set(tx, principal, passwordHash, { author, revokeApiKeys });
    });
  }

  /** Returns the stored hash if the current password matches. Throws like `change`. */
  async verify(
    principal: Principal,
    { currentPassword, address }: Pick<PasswordChange, 'currentPassword' | 'address'>,
  ): Promise<string> {
    const stored = await this.unitOfWork.readPlatform((tx) => this.passwords.find(tx, principal));
    const client = clientAddressOf(address);
    // A logged-in caller takes precedence.
    const guess = { ...client, logins: [{ id: idOf(principal), isKnownThere: true }] };
    const turn = { sender: client.network, isKnown: true };
    const verified = await this.limiter.attempt(guess, async () =>
      (await this.fits(stored, currentPassword, turn)) ? stored : null,
    );
    if (verified === null) throw wrongCurrentPassword();
    return verified;
  }

  private fits(stored: string | null, password: string, turn: HashSender): Promise<boolean> {
    return stored === null
      ? this.hasher.verifyNobody(password, turn)
      : this.hasher.verify(stored, password, turn);
  }
}

/** The queue in which the new password is hashed. */
function senderOf(principal: Principal): string {
  return principal.kind === 'user' ? principal.accountId : principal.operatorId;
}
