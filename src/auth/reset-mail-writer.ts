import { Injectable } from '@nestjs/common';
import type { AuthoredTransaction } from '../platform/database/account-transaction.js';
import { Link, mailText, OwnWords } from '../platform/mail/mail-text.js';
import type { Mail } from '../platform/mail/mailer.js';
import { ProvisioningActivity } from '../provisioning-log/provisioning-activity.service.js';
import { wordsFor, type ProviderWords } from '../provisioning-log/provider-words.js';
import { PasswordResetsService } from './password-resets.service.js';

/** Recipient of a mail. */
export interface Recipient {
  accountId: string;
  /** The account's name. */
  account: string;
  userId: string;
  userName: string;
  /** The stored hash. */
  passwordHash: string | null;
  address: string;
}

/** Writes password reset mails. */
@Injectable()
export class ResetMailWriter {
  constructor(
    private readonly resets: PasswordResetsService,
    private readonly activity: ProvisioningActivity,
  ) {}

  /** A mail with a new link. Tells the user of an identity provider to enter the new password there too. */
  async write(tx: AuthoredTransaction, recipient: Recipient, baseUrl: string): Promise<Mail> {
    const token = await this.resets.issue(tx, recipient);
    const { provider } = await this.activity.read(tx);
    const isProvider = provider?.keyId === null && provider.actor === recipient.userName;
    const link = `${baseUrl}/reset-password?token=${token}`;
    return resetMail(recipient, link, isProvider ? afterwards(wordsFor(provider.client)) : '');
  }
}

/** What to do if an identity provider uses the old password. */
function afterwards({ connection, test }: ProviderWords): string {
  return `
Your identity provider logs in as this user. Once you have chosen the new
password, enter it ${connection},
and ${test}. Until then nothing is provisioned.
`;
}

function resetMail({ address, account, userName }: Recipient, link: string, note: string): Mail {
  return {
    to: address,
    subject: mailText`A new password for Declaree (${account})`,
    text: mailText`Hello,

somebody, hopefully you, asked for a new password for the user ${userName}
in the account ${account} of Declaree.

Choose it here within an hour:
${new Link(link)}
${new OwnWords(note)}
If that was not you, there is nothing to do: your password stays as it is.
`,
  };
}
