import { Injectable } from '@nestjs/common';
import { ChangePasswordService } from '../../auth/change-password.service.js';
import type { UserPrincipal } from '../../auth/principal.js';
import { invalid } from '../../common/errors.js';
import { PasswordHasher } from '../../auth/passwords/password-hasher.js';
import type { UserChangesRequest } from '../../directory/user-requests.dto.js';

/** The passwords that administrators set over REST. Hashing is slow, so it comes before the transaction. */
@Injectable()
export class NewPasswords {
  constructor(
    private readonly hasher: PasswordHasher,
    private readonly own: ChangePasswordService,
  ) {}

  /** The hash of a new user's password, if it has one. */
  async hash(
    { accountId }: UserPrincipal,
    { password }: Pick<UserChangesRequest, 'password'>,
  ): Promise<string | undefined> {
    return password === undefined ? undefined : this.hasher.hash(password, accountId);
  }

  /**
   * The same for a user to change. Whoever sets their own gives the current one, as on the page for it: a session or a key
   * alone must not become a login. Throws `invalid` (`current-password-required`), `forbidden` (`wrong-current-password`),
   * `throttled`.
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

const currentPasswordRequired = () =>
  invalid('Give your current password as currentPassword, to set a new one for your own user.', {
    code: 'current-password-required',
    pointer: '/currentPassword',
  });
