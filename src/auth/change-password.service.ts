import { Injectable } from '@nestjs/common';
import { forbidden, type DomainError } from '../common/errors.js';
import { foldKey } from '../common/fold-key.js';
import type { Author } from '../database/author.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { AttemptLimiter } from './attempt-limiter.js';
import type { Principal } from './principal.js';
import { StoredPasswordsService } from './stored-passwords.service.js';

/** What somebody who is logged in gives to get another password. */
export interface PasswordChange {
  currentPassword: string;
  newPassword: string;
  address: string;
  /** Who it is, by which way and from where, for the audit trail. */
  author: Author;
}

/** Lets people change their own password. */
@Injectable()
export class ChangePasswordService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly passwords: StoredPasswordsService,
    private readonly hasher: PasswordHasher,
    private readonly limiter: AttemptLimiter,
  ) {}

  /**
   * Throws `forbidden` (`wrong-current-password`), not `unauthenticated`: the credential of the request is good, and
   * a client need not log in again. Throws `throttled` after too many wrong ones.
   */
  async change(
    principal: Principal,
    { currentPassword, newPassword, address, author }: PasswordChange,
  ): Promise<void> {
    const stored = await this.unitOfWork.readPlatform((tx) => this.passwords.find(tx, principal));
    const key = this.limiter.keyOf(foldKey(loginNameOf(principal)), address);
    const verified = await this.limiter.attempt(key, async () =>
      (await this.fits(stored, currentPassword, address)) ? stored : null,
    );
    if (verified === null) throw wrongCurrentPassword();
    const passwordHash = await this.hasher.hash(newPassword, senderOf(principal));
    await this.unitOfWork.writePlatform(async (tx) => {
      // Somebody else may have changed it while it was checked.
      const current = await this.passwords.find(tx, principal, { lock: true });
      if (current !== verified) throw wrongCurrentPassword();
      await this.passwords.set(tx, principal, passwordHash, author);
    });
  }

  private fits(stored: string | null, password: string, address: string): Promise<boolean> {
    return stored === null
      ? this.hasher.verifyNobody(password, address)
      : this.hasher.verify(stored, password, address);
  }
}

/** The name that means nobody else, so that somebody's namesake in another account is not shut out. */
function loginNameOf(principal: Principal): string {
  const { kind, userName } = principal;
  return kind === 'user' ? `${principal.accountSlug}/${userName}` : userName;
}

/** In whose line a new password is hashed. */
function senderOf(principal: Principal): string {
  return principal.kind === 'user' ? principal.accountId : principal.operatorId;
}

function wrongCurrentPassword(): DomainError {
  return forbidden('The current password is wrong.', {
    code: 'wrong-current-password',
    pointer: '/currentPassword',
  });
}
