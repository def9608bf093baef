import { Injectable } from '@nestjs/common';
import { AccountsService } from '../accounts/accounts.service.js';
import type { PlatformTransaction } from '../database/platform-transaction.js';
import type { Mail } from '../mail/mailer.js';
import { emailOf, isAddress } from '../users/user-email.js';
import { UsersService } from '../users/users.service.js';
import { CredentialDirectory } from './credential-directory.js';
import { PasswordResetsService } from './password-resets.service.js';

/** Writes the mails by which users choose a new password. */
@Injectable()
export class PasswordResetMails {
  constructor(
    private readonly directory: CredentialDirectory,
    private readonly accounts: AccountsService,
    private readonly users: UsersService,
    private readonly resets: PasswordResetsService,
  ) {}

  /**
   * One mail for each active user whom the login name may mean, with a link of its own: one for each account that has
   * the name. None for users without an address, and for operators, whom the command line helps.
   */
  async compose(tx: PlatformTransaction, loginName: string, baseUrl: string): Promise<Mail[]> {
    const mails: Mail[] = [];
    for (const { principal, passwordHash } of await this.directory.findByLoginName(tx, loginName)) {
      if (principal.kind !== 'user' || !principal.active) continue;
      const { accountId, userId, userName } = principal;
      const inside = tx.within(accountId);
      const user = await this.users.find(inside, userId);
      const address = user && (emailOf(user.values) ?? userName);
      if (address === undefined || !isAddress(address)) continue;
      const account = await this.accounts.getById(tx, accountId);
      const token = await this.resets.issue(inside, { userId, passwordHash });
      const link = `${baseUrl}/reset-password?token=${token}`;
      mails.push({ to: address, ...resetMail({ userName, account: account.name, link }) });
    }
    return mails;
  }
}

function resetMail(facts: { userName: string; account: string; link: string }): Omit<Mail, 'to'> {
  return {
    subject: `A new password for Declaree (${facts.account})`,
    text: `Hello,

somebody, hopefully you, asked for a new password for the user ${facts.userName}
in the account ${facts.account} of Declaree.

Choose it here within an hour:
${facts.link}

If that was not you, there is nothing to do: your password stays as it is.
`,
  };
}
