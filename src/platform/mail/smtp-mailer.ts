import { createTransport } from 'nodemailer';
import type { MailSender } from '../../config/setting-parsers.js';
import { Mailer, type Mail } from './mailer.js';

const CONNECT_WITHIN_MS = 5_000;
const ANSWER_WITHIN_MS = 10_000;

/** Sends mails through the mail server at `url`, once each. */
export class SmtpMailer extends Mailer {
  private readonly transport;

  constructor(url: string, sender: MailSender) {
    super();
    this.transport = createTransport(
      {
        url,
        connectionTimeout: CONNECT_WITHIN_MS,
        greetingTimeout: CONNECT_WITHIN_MS,
        socketTimeout: ANSWER_WITHIN_MS,
        // A mail is a text of ours; nothing in it may make the program read files or fetch URLs.
        disableFileAccess: true,
        disableUrlAccess: true,
      },
      { from: sender },
    );
  }

  async send({ to, subject, text }: Mail): Promise<void> {
    // As an object, the address is taken as it is: a comma in it makes no second recipient.
    await this.transport.sendMail({ to: { name: '', address: to }, subject, text });
  }
}

/** Who mails come from where no setting says it: the mail server's user where that is an address, else nobody at the host that people know. */
export function senderFor(smtpUrl: string, publicUrl: string | undefined): MailSender {
  const { username, hostname } = new URL(smtpUrl);
  const user = decodeURIComponent(username);
  const host = publicUrl === undefined ? hostname : new URL(publicUrl).hostname;
  return { name: 'Declaree', address: /^[^\s@]+@[^\s@]+$/.test(user) ? user : `no-reply@${host}` };
}
