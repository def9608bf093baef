import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Mailer, type Mail } from './mailer.js';

/** Where mails go without a mail server. */
export const OUTBOX_FILE = 'data/outbox.jsonl';

/** Appends each mail to a file as a line of JSON, for the program's own user only: mails hold links to log in by. */
export class OutboxMailer extends Mailer {
  constructor(private readonly file: string) {
    super();
  }

  async send({ to, subject, text }: Mail): Promise<void> {
    await mkdir(dirname(this.file), { recursive: true });
    // Appended in one write, so that the lines of mails that are sent at once stay whole.
    await appendFile(this.file, `${JSON.stringify({ to, subject, text })}\n`, { mode: 0o600 });
  }
}
