import { Injectable } from '@nestjs/common';
import type { AuthoredTransaction } from '../platform/database/account-transaction.js';
import { Link, mailText, OwnText } from '../platform/mail/mail-text.js';
import type { Mail } from '../platform/mail/mailer.js';
import { ProvisioningActivity } from '../provisioning-log/provisioning-activity.service.js';
import { wordsFor, type ProviderWords } from '../provisioning-log/provider-words.js';
import { PasswordResetsService } from './password-resets.service.js';

export interface Recipient {
  accountId: string;
  /** The account's name. */
  account: string;
  userId: string;
  userName: string;
  /** The current hash. */
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

  /**
   * A mail with a new link. If the identity provider signs in as the recipient, it also says where to update the
   * password.
   */
  async write(tx: AuthoredTransaction, recipient: Recipient, baseUrl: string): Promise<Mail> {
    const token = await this.resets.issue(tx, recipient);
    const { provider } = await this.activity.read(tx);
    const isProvider = provider?.keyId === null && provider.actor === recipient.userName;
    const link = `${baseUrl}/reset-password?token=${token}`;
    return resetMail(recipient, link, isProvider ? followUp(wordsFor(provider.client)) : '');
  }
}

/** What to do in the identity provider that has the old password. */
function followUp({ connection, test }: ProviderWords): string {
  return `
Your identity provider signs in as this user. After you have chosen the new
password, enter it ${connection},
and ${test}. Until then, nothing is provisioned.
`;
}

function resetMail({ address, account, userName }: Recipient, link: string, note: string): Mail {
  return {
    to: address,
    subject: mailText`Reset your Declaree password (${account})`,
    text: mailText`Hello,

Someone (hopefully you) asked to reset the password of the user ${userName}
in the Declaree account ${account}.

Choose a new password within an hour:
${new Link(link)}
${new OwnText(note)}
If that was not you, you can ignore this mail. Your password stays the same.
`,
  };
}
