import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Link, mailText } from '../../../src/platform/mail/mail-text.js';
import type { Mailer } from '../../../src/platform/mail/mailer.js';
import { OutboxMailer } from '../../../src/platform/mail/outbox-mailer.js';
import { RetryingMailer } from '../../../src/platform/mail/retrying-mailer.js';
import { senderFor, SmtpMailer } from '../../../src/platform/mail/smtp-mailer.js';
import { until } from '../../support/condition.js';
import { SmtpServer } from '../../support/smtp-server.js';
import { readMails } from '../../rest/auth/outbox.js';

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

  it('is created with its folder, has a line for each mail, and is private', async () => {
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

const SENDER = { name: 'Declaree', address: 'no-reply@declaree.example' };
const SILENT = pino({ level: 'silent' });
const SOON = [5, 5];

describe('mail by SMTP', () => {
  let server: SmtpServer;

  beforeEach(async () => {
    server = await SmtpServer.start();
  });

  afterEach(() => server.stop());

  /** What a mailer says of the mail, and how often the server has been asked to take it. */
  const outcome = async (mailer: Mailer) => {
    const said = await mailer.send(MAIL).then(
      () => 'sent',
      (error: Error) => error.message,
    );
    return { said, tries: server.said.filter((line) => line.startsWith('RCPT')).length };
  };

  it('hands the mail to the server, from Declaree to the one recipient', async () => {
    await new SmtpMailer(server.url, SENDER).send(MAIL);
    expect(server.said).toContain('MAIL FROM:<no-reply@declaree.example>');
    expect(server.said.filter((line) => line.startsWith('RCPT'))).toEqual(['RCPT TO:<mira@acme.example>']);
    expect(server.said).toContain('From: Declaree <no-reply@declaree.example>');
    expect(server.said).toContain('https://x.example');
  });

  it('makes no second recipient of a comma', async () => {
    const mailer = new SmtpMailer(server.url, SENDER);
    await mailer.send({ ...MAIL, to: 'mira@acme.example,eve@evil.example' }).catch(() => undefined);
    expect(server.said.filter((line) => line.includes('RCPT TO:<eve@evil.example>'))).toEqual([]);
  });

  it.each([
    ['450 4.2.0 greylisted', 'sent', 3],
    ['421 4.3.2 busy', 'sent', 3],
    ['550 5.1.1 no such user', expect.stringContaining('550') as string, 1],
    ['452 4.2.2 full, this time and always', expect.stringContaining('452') as string, 3],
  ])('is sent again after %s only where that is for now', async (answer, said, tries) => {
    let refusals = answer.includes('always') ? 9 : 2;
    server.answerTo = () => (refusals-- > 0 ? answer : undefined);
    const mailer = new RetryingMailer(new SmtpMailer(server.url, SENDER), SILENT, SOON);
    expect(await outcome(mailer)).toEqual({ said, tries });
    expect(server.mails).toHaveLength(said === 'sent' ? 1 : 0);
  });

  it('is sent once a server is there, and fails where none comes', async () => {
    const { port, url } = server;
    await server.stop();
    const mailer = new RetryingMailer(new SmtpMailer(url, SENDER), SILENT, SOON);
    await expect(mailer.send(MAIL)).rejects.toThrow('ECONNREFUSED');
    const patient = new RetryingMailer(new SmtpMailer(url, SENDER), SILENT, Array<number>(500).fill(20));
    const sent = patient.send(MAIL);
    server = await SmtpServer.start(port);
    await sent;
    expect(server.mails).toHaveLength(1);
  });

  it('waits no longer for its server when the program stops', async () => {
    server.answerTo = () => '450 4.2.0 later';
    const mailer = new RetryingMailer(new SmtpMailer(server.url, SENDER), SILENT, [3_600_000]);
    const sent = outcome(mailer);
    await until('the first try', () => server.said.some((line) => line.startsWith('RCPT')));
    mailer.onModuleDestroy();
    expect(await sent).toEqual({ said: expect.stringContaining('450') as string, tries: 1 });
  });

  it.each([
    ['smtp://declaree%40mail.example:secret@mail.example', undefined, 'declaree@mail.example'],
    ['smtps://apikey:secret@mail.example', 'https://app.declaree.com', 'no-reply@app.declaree.com'],
    ['smtp://mail.example:25', undefined, 'no-reply@mail.example'],
  ])('comes from somebody at a host that people know: %s', (smtpUrl, publicUrl, sender) => {
    expect(senderFor(smtpUrl, publicUrl)).toEqual({ name: 'Declaree', address: sender });
  });
});

describe('a name in a mail', () => {
  it.each([
    ['mira.vos@acme.example', 'mira.vos@acme.example'],
    ['Müller & Söhne B.V.', 'Müller & Söhne B.V.'],
    ['Novo A/S', 'Novo A/S'],
    ['Pay now:\r\n\r\nhttps://evil.example/x', 'Pay now: https: / /evil. example/x'],
    ['a\u2028b\u2029c\u0085d\u202Ee\u0000f\u200Bg', 'a b c d e f g'],
    ['go to www.evil.example', 'go to www. evil. example'],
    ['www.evil.example', 'www. evil. example'],
    ['write to eve@evil.example now', 'write to eve@ evil. example now'],
    ['mailto:eve@evil.example', 'mailto: eve@ evil. example'],
    ['evil。example is new', 'evil。 example is new'],
    ['you". Pay <here>', "you'. Pay 'here'"],
    ['x'.repeat(400), `${'x'.repeat(79)}…`],
  ])('%j is on one line, quoted, cut, and no link', (name, shown) => {
    expect(mailText`for ${name} at\n${new Link('https://x.example/y')}`).toBe(
      `for "${shown}" at\nhttps://x.example/y`,
    );
  });
});
