import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OutboxMailer } from '../../src/mail/outbox-mailer.js';
import { senderFor, SmtpMailer } from '../../src/mail/smtp-mailer.js';
import { readMails } from './outbox.js';

const MAIL = {
  to: 'mira@acme.example',
  subject: 'A new password – Acme',
  text: 'Hello,\n\nhttps://x.example\n',
};

describe('the outbox', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'declaree-mails-'));
  });

  afterEach(() => rm(directory, { recursive: true }));

  it('is made with its folder, has a line for each mail, and is for its owner’s eyes', async () => {
    const file = join(directory, 'data/outbox.jsonl');
    const mailer = new OutboxMailer(file);
    await mailer.send(MAIL);
    await mailer.send({ ...MAIL, to: 'jan@acme.example' });
    expect(await readMails(file)).toEqual([MAIL, { ...MAIL, to: 'jan@acme.example' }]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('keeps lines whole when many mails are sent at once', async () => {
    const file = join(directory, 'outbox.jsonl');
    const mailer = new OutboxMailer(file);
    const texts = Array.from({ length: 200 }, (_, number) => `${number} ${'long '.repeat(2_000)}`);
    await Promise.all(texts.map((text) => mailer.send({ ...MAIL, text })));
    const mails = await readMails(file);
    expect(new Set(mails.map(({ text }) => text))).toEqual(new Set(texts));
  });
});

describe('mail by SMTP', () => {
  let server: Server;
  let said: string[];

  /** A mail server that takes everything, and remembers what it was told. */
  beforeEach(async () => {
    said = [];
    server = createServer((socket) => {
      let isData = false;
      socket.write('220 mail.example\r\n');
      socket.setEncoding('utf8').on('data', (text: string) => {
        for (const line of text.split('\r\n').slice(0, -1)) {
          said.push(line);
          if (isData && line !== '.') continue;
          isData = line === 'DATA';
          socket.write(isData ? '354 go on\r\n' : '250 ok\r\n');
        }
      });
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  });

  afterEach(() => void server.close());

  const url = () => `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;

  it('hands the mail to the server, from Declaree to the one recipient', async () => {
    await new SmtpMailer(url(), 'no-reply@declaree.example').send(MAIL);
    expect(said).toContain('MAIL FROM:<no-reply@declaree.example>');
    expect(said.filter((line) => line.startsWith('RCPT'))).toEqual(['RCPT TO:<mira@acme.example>']);
    expect(said).toContain('From: Declaree <no-reply@declaree.example>');
    expect(said).toContain('https://x.example');
  });

  it('makes no second recipient of a comma', async () => {
    const mailer = new SmtpMailer(url(), 'no-reply@declaree.example');
    await mailer.send({ ...MAIL, to: 'mira@acme.example,eve@evil.example' }).catch(() => undefined);
    expect(said.filter((line) => line.includes('RCPT TO:<eve@evil.example>'))).toEqual([]);
  });

  it('fails where there is no server', async () => {
    const address = url();
    await new Promise((resolve) => server.close(resolve));
    await expect(new SmtpMailer(address, 'no-reply@declaree.example').send(MAIL)).rejects.toThrow(
      'ECONNREFUSED',
    );
  });

  it.each([
    ['smtp://declaree%40mail.example:secret@mail.example', undefined, 'declaree@mail.example'],
    ['smtps://apikey:secret@mail.example', 'https://app.declaree.com', 'no-reply@app.declaree.com'],
    ['smtp://mail.example:25', undefined, 'no-reply@mail.example'],
  ])('comes from somebody at a host that people know: %s', (smtpUrl, publicUrl, sender) => {
    expect(senderFor(smtpUrl, publicUrl)).toBe(sender);
  });
});
