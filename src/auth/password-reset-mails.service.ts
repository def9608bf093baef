import { Injectable } from '@nestjs/common';
import { AccountsService } from '../accounts/accounts.service.js';
import type { AuthoredTransaction } from '../platform/database/account-transaction.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import type { Mail } from '../platform/mail/mailer.js';
import { emailOf, isAddress } from '../users/user-email.js';
import { UsersService } from '../users/users.service.js';
import { CredentialDirectory } from './credential-directory.js';
import { ResetMailWriter, type Recipient } from './reset-mail-writer.js';

/** Who may be meant does not depend on where the question comes from. */
const NOWHERE = '';

/** The mails by which users choose a new password. */
@Injectable()
export class PasswordResetMails {
  constructor(
    private readonly directory: CredentialDirectory,
    private readonly accounts: AccountsService,
    private readonly users: UsersService,
    private readonly writer: ResetMailWriter,
  ) {}

  /**
   * The active users whom the login name may mean: one for each account that has the name. No users without an address,
   * and no operators, whom the command line helps.
   */
  async recipients(tx: PlatformTransaction, loginName: string): Promise<Recipient[]> {
    const recipients: Recipient[] = [];
    for (const { principal, passwordHash } of await this.directory.findByLoginName(tx, loginName, NOWHERE)) {
      if (principal.kind !== 'user' || !principal.active) continue;
      const { accountId, userId, userName } = principal;
      const inside = tx.within(accountId);
      const user = await this.users.find(inside, userId);
      const address = user && (emailOf(user.values) ?? userName);
      if (address === undefined || !isAddress(address)) continue;
      const account = await this.accounts.getById(tx, accountId);
      recipients.push({ accountId, account: account.name, userId, userName, passwordHash, address });
    }
    return recipients;
  }

  /** A mail with a link of its own. */
  compose(tx: AuthoredTransaction, recipient: Recipient, baseUrl: string): Promise<Mail> {
    return this.writer.write(tx, recipient, baseUrl);
  }
}
