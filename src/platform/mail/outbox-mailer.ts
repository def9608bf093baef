import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Mailer, type Mail } from './mailer.js';

/** The file for mails if no mail server is configured. */
export const OUTBOX_FILE = 'data/outbox.jsonl';

/**
 * Appends each mail to a file as a line of JSON. Only the program's own user can read it, since mails contain reset
 * links.
 */
export class OutboxMailer extends Mailer {
  constructor(private readonly file: string) {
    super();
  }

  async send({ to, subject, text }: Mail): Promise<void> {
    await mkdir(dirname(this.file), { recursive: true });
    // One write per mail, so that concurrent mails do not mix.
    await appendFile(this.file, `${JSON.stringify({ to, subject, text })}\n`, { mode: 0o600 });
  }
}
