import { Injectable } from '@nestjs/common';
import { AccountsService } from '../accounts/accounts.service.js';
import type { AuthoredTransaction } from '../platform/database/account-transaction.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import type { Mail } from '../platform/mail/mailer.js';
import { emailOf, isAddress } from '../users/user-email.js';
import { UsersService } from '../users/users.service.js';
import { CredentialDirectory } from './credential-directory.js';
import { ResetMailWriter, type Recipient } from './reset-mail-writer.js';

/** The recipients do not depend on the client's network. */
const NOWHERE = '';

/** Password reset mails. */
@Injectable()
export class PasswordResetMails {
  constructor(
    private readonly directory: CredentialDirectory,
    private readonly accounts: AccountsService,
    private readonly users: UsersService,
    private readonly writer: ResetMailWriter,
  ) {}

  /**
   * Active users with this login name, at most one per account. Excludes users without an address, and operators, who
   * use the command line.
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

  /** A mail with a new link. */
  compose(tx: AuthoredTransaction, recipient: Recipient, baseUrl: string): Promise<Mail> {
    return this.writer.write(tx, recipient, baseUrl);
  }
}
