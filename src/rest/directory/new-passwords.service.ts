import { Injectable } from '@nestjs/common';
import { ChangePasswordService } from '../../auth/change-password.service.js';
import type { UserPrincipal } from '../../auth/principal.js';
import { PasswordHasher } from '../../auth/passwords/password-hasher.js';
import type { UserChangesRequest } from '../../directory/user-requests.dto.js';
import { currentPasswordRequired } from './refusals.js';

/** Hashes the passwords that administrators set over REST. Hashing is slow, so do it before the transaction. */
@Injectable()
export class NewPasswords {
  constructor(
    private readonly hasher: PasswordHasher,
    private readonly own: ChangePasswordService,
  ) {}

  /** The hash of a new user's password; undefined without one. */
  async hash(
    { accountId }: UserPrincipal,
    { password }: Pick<UserChangesRequest, 'password'>,
  ): Promise<string | undefined> {
    return password === undefined ? undefined : this.hasher.hash(password, accountId);
  }

  /**
   * The hash for a changed user. Callers who set their own password must send the current one, as in the console: a
   * session or a key alone must not be enough to get a login. Throws `invalid` (`current-password-required`),
   * `forbidden` (`wrong-current-password`), `throttled`.
   */
  async hashChanged(
    principal: UserPrincipal,
    { password, currentPassword }: Pick<UserChangesRequest, 'password' | 'currentPassword'>,
    { id, address }: { id: string; address: string },
  ): Promise<string | undefined> {
    if (password !== undefined && id === principal.userId) {
      if (currentPassword === undefined) throw currentPasswordRequired();
      await this.own.verify(principal, { currentPassword, address });
    }
    return password === undefined ? undefined : this.hash(principal, { password });
  }
}
