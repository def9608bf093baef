import { createTransport } from 'nodemailer';
import type { MailSender } from '../../config/setting-parsers.js';
import { Mailer, type Mail } from './mailer.js';

const CONNECT_WITHIN_MS = 5_000;
const ANSWER_WITHIN_MS = 10_000;

/** Sends each mail once through the mail server at `url`. */
export class SmtpMailer extends Mailer {
  private readonly transport;

  constructor(
    url: string,
    private readonly sender: MailSender,
  ) {
    super();
    this.transport = createTransport(
      {
        url,
        connectionTimeout: CONNECT_WITHIN_MS,
        greetingTimeout: CONNECT_WITHIN_MS,
        socketTimeout: ANSWER_WITHIN_MS,
        // Mails are plain text; nothing in them may make nodemailer read files or fetch URLs.
        disableFileAccess: true,
        disableUrlAccess: true,
      },
      { from: sender },
    );
  }

  async send({ to, subject, text, id }: Mail): Promise<void> {
    const host = this.sender.address.split('@').at(-1) ?? 'declaree';
    const messageId = id === undefined ? {} : { messageId: `<${id}@${host}>` };
    // An object is taken literally: a comma in the address cannot add a second recipient.
    await this.transport.sendMail({ to: { name: '', address: to }, subject, text, ...messageId });
  }
}

/**
 * The sender if no setting names one: the user of the mail server if that is an address, otherwise `no-reply` at the
 * public host.
 */
export function senderFor(smtpUrl: string, publicUrl: string | undefined): MailSender {
  const { username, hostname } = new URL(smtpUrl);
  const user = decodeURIComponent(username);
  const host = publicUrl === undefined ? hostname : new URL(publicUrl).hostname;
  return { name: 'Declaree', address: /^[^\s@]+@[^\s@]+$/.test(user) ? user : `no-reply@${host}` };
}
