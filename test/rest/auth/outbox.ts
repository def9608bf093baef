import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Mail } from '../../../src/platform/mail/mailer.js';

/** The outbox of a program that runs in its own empty folder. */
export interface Outbox {
  /** Every mail to an address so far. */
  mailsTo(address: string): Promise<Mail[]>;
  remove(): Promise<void>;
}

/** Makes such a folder the working directory; `remove` restores the previous one. */
export async function openOutbox(): Promise<Outbox> {
  const before = process.cwd();
  const directory = await mkdtemp(join(tmpdir(), 'declaree-outbox-'));
  process.chdir(directory);
  return {
    mailsTo: async (address) =>
      (await readMails(join(directory, 'data/outbox.jsonl'))).filter(({ to }) => to === address),
    remove: async () => {
      process.chdir(before);
      await rm(directory, { recursive: true });
    },
  };
}

/** The mails in an outbox file in sending order; empty without a file. */
export async function readMails(file: string): Promise<Mail[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Mail);
}
