import { Link, mailText, OwnText } from '../platform/mail/mail-text.js';
import type { Mail } from '../platform/mail/mailer.js';
import type { ProviderWords } from '../provisioning/log/provider-words.js';

/** A user to whom a link is sent. */
export interface Recipient {
  accountId: string;
  /** The account's name. */
  account: string;
  userId: string;
  userName: string;
  /** The current hash. */
  passwordHash: string | null;
  /** The e-mail address. */
  address: string;
}

/**
 * The mail with a link. If an identity provider signs in as the recipient, `provider` has its terms, and the
 * mail also says where to update the password.
 */
export function passwordResetMail(
  { address, account, userName }: Recipient,
  link: string,
  provider: ProviderWords | undefined,
): Mail {
  return {
    to: address,
    subject: mailText`Reset your Declaree password (${account})`,
    text: mailText`Hello,

Someone (hopefully you) asked to reset the password of the user ${userName}
in the Declaree account ${account}.

Choose a new password within an hour:
${new Link(link)}
${new OwnText(provider ? followUp(provider) : '')}
If that was not you, you can ignore this mail. Your password stays the same.
`,
  };
}

/** What to do in the identity provider that has the old password. */
function followUp({ connection, test }: ProviderWords): string {
  return `
Your identity provider signs in as this user. After you have chosen the new
password, enter it ${connection},
and ${test}. Until then, nothing is provisioned.
`;
}
