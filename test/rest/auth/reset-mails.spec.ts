import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PasswordResetService } from '../../../src/auth/password-reset.service.js';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { until } from '../../support/condition.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { OKTA } from '../../support/scim-client.js';
import { SmtpServer } from '../../support/smtp-server.js';
import { RestClient } from '../rest-client.js';

describe.each(sqliteAndOneServer())('password reset mails on $name', (lane) => {
  let app: TestApp;
  let server: SmtpServer;
  let acme: TestAccount;

  beforeAll(async () => {
    server = await SmtpServer.start();
    app = await bootApp(lane, {
      SMTP_URL: server.url,
      MAIL_FROM: 'Acme Expenses <expenses@acme.example>',
      TRUST_PROXY: 'true',
    });
  });

  afterAll(async () => {
    await app.close();
    await server.stop();
  });

  beforeEach(async () => {
    acme = await addAccount(app);
  });

  const ask = async (username: string, address = '192.0.2.1') => {
    const headers = { 'x-forwarded-for': address };
    const { status } = await new RestClient(app).post('/auth/password-reset', { username }, headers);
    expect(status).toBe(202);
  };
  const addPerson = ({ scim }: TestAccount, userName: string, address: string) =>
    scim.create('/Users', { userName, password: 'secret', emails: [{ value: address, type: 'work' }] });
  const delivered = () => app.get(PasswordResetService).beforeApplicationShutdown();
  const mailsTo = (address: string) => server.mails.filter(({ to }) => to === address);

  it('come from the configured sender', async () => {
    await ask(acme.admin.userName);
    await until('the mail is there', () => mailsTo(acme.admin.userName).length === 1);
    expect(mailsTo(acme.admin.userName)[0]?.text).toContain('From: Acme Expenses <expenses@acme.example>');
  });

  it('say where to update the password if the identity provider signs in with it', async () => {
    const address = acme.admin.userName;
    await acme.scim.as(OKTA).get('/Users');
    await ask(address);
    await until('the mail is there', () => mailsTo(address).length === 1);
    const text = (mailsTo(address)[0]?.text ?? '').replaceAll(/\s+/g, ' ');
    expect(text).toContain('password, enter it in Okta under Provisioning > Integration, and press Test');
    const userName = `mira@${acme.slug}.example`;
    await addPerson(acme, userName, userName);
    await ask(userName);
    await until('the mail is there', () => mailsTo(userName).length === 1);
    expect(mailsTo(userName)[0]?.text).not.toContain('identity provider');
  });

  it('cannot be abused through names', async () => {
    const address = `mira@${acme.slug}.example`;
    const userName = `Hello,\n\nlog in again at https://evil.example/${acme.slug}\n\n`;
    await addPerson(acme, userName, address);
    await ask(userName);
    await until('the mail is there', () => mailsTo(address).length === 1);
    const text = mailsTo(address)[0]?.text ?? '';
    expect(text).not.toContain('https://evil');
    expect(text.match(/^Hello,$/gm)).toHaveLength(1);
    expect(text).not.toMatch(/^log in again/m);
  });

  it('are limited to five an hour per address, and the answer does not reveal that', async () => {
    const { userName } = acme.admin;
    for (let asker = 1; asker <= 7; asker++) await ask(userName, `192.0.2.${asker}`);
    await delivered();
    expect(mailsTo(userName)).toHaveLength(5);
    const other = await addAccount(app);
    await ask(other.admin.userName);
    await delivered();
    expect(mailsTo(other.admin.userName)).toHaveLength(1);
  });

  it('reach the other addresses if one is refused', async () => {
    const others = [await addAccount(app), await addAccount(app)];
    const userName = `shared-${acme.slug}`;
    for (const account of [acme, ...others]) {
      await addPerson(account, userName, `mira@${account.slug}.example`);
    }
    server.answerTo = (address) => (address === `mira@${acme.slug}.example` ? '550 no such user' : undefined);
    await ask(userName);
    await delivered();
    expect(others.map(({ slug }) => mailsTo(`mira@${slug}.example`).length)).toEqual([1, 1]);
    expect(mailsTo(`mira@${acme.slug}.example`)).toEqual([]);
  });
});
