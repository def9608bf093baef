import { Injectable } from '@nestjs/common';
import { AccountsService } from '../accounts/accounts.service.js';
import type { AuthoredTransaction } from '../database/account-transaction.js';
import type { PlatformTransaction } from '../database/platform-transaction.js';
import { Link, mailText } from '../mail/mail-text.js';
import type { Mail } from '../mail/mailer.js';
import { emailOf, isAddress } from '../users/user-email.js';
import { UsersService } from '../users/users.service.js';
import { CredentialDirectory } from './credential-directory.js';
import { PasswordResetsService } from './password-resets.service.js';

/** Who may be meant does not depend on where the question comes from. */
const NOWHERE = '';

/** Who gets a mail. */
export interface Recipient {
  accountId: string;
  /** The account's name. */
  account: string;
  userId: string;
  userName: string;
  /** As it is stored now. */
  passwordHash: string | null;
  address: string;
}

/** The mails by which users choose a new password. */
@Injectable()
export class PasswordResetMails {
  constructor(
    private readonly directory: CredentialDirectory,
    private readonly accounts: AccountsService,
    private readonly users: UsersService,
    private readonly resets: PasswordResetsService,
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
  async compose(tx: AuthoredTransaction, recipient: Recipient, baseUrl: string): Promise<Mail> {
    const token = await this.resets.issue(tx, recipient);
    return resetMail(recipient, `${baseUrl}/reset-password?token=${token}`);
  }
}

function resetMail({ address, account, userName }: Recipient, link: string): Mail {
  return {
    to: address,
    subject: mailText`A new password for Declaree (${account})`,
    text: mailText`Hello,

somebody, hopefully you, asked for a new password for the user ${userName}
in the account ${account} of Declaree.

Choose it here within an hour:
${new Link(link)}

If that was not you, there is nothing to do: your password stays as it is.
`,
  };
}
