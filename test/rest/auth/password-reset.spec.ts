import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PasswordReset } from '../../../src/auth/password-reset.entity.js';
import { PasswordResetService } from '../../../src/auth/password-reset.service.js';
import { PasswordResetLinks } from '../../../src/auth/password-reset-links.service.js';
import { equal } from '../../../src/platform/database/sql/predicate.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import type { Mail } from '../../../src/platform/mail/mailer.js';
import { User } from '../../../src/users/user.entity.js';
import { addAccount, addOperator, addUser, logIn, whoAmI, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { until } from '../../support/condition.js';
import { databaseLanes } from '../../support/lanes.js';
import { basic } from '../../support/scim-client.js';
import { openOutbox, type Outbox } from './outbox.js';
import { problem, RestClient, restOf, stored } from '../rest-client.js';
import { NOWHERE } from '../../support/authors.js';

const NEW = 'battery staple';
const INVALID = problem(400, 'reset-token-invalid', '/token');

it('resets a limited number of passwords at once, and logs the rest', async () => {
  const lines: string[] = [];
  const logger = pino({}, { write: (line) => void lines.push(line) });
  const never = { readPlatform: () => new Promise(() => undefined) } as unknown as UnitOfWork;
  const unused = {} as never;
  const requests = new PasswordResetService(never, unused, unused, unused, unused, logger);
  await Promise.all(
    Array.from({ length: 1_002 }, () => requests.request('mira', 'https://declaree.example', NOWHERE)),
  );
  expect(lines).toHaveLength(2);
});

describe.each(databaseLanes())('a password that is reset by mail on $name', (lane) => {
  let app: TestApp;
  let outbox: Outbox;
  let acme: TestAccount;
  let userName: string;
  let userId: string;

  beforeAll(async () => {
    outbox = await openOutbox();
    app = await bootApp(lane, { TRUST_PROXY: 'true' });
  });

  afterAll(async () => {
    await app.close();
    await outbox.remove();
  });

  beforeEach(async () => {
    acme = await addAccount(app);
    userName = `mira@${acme.slug}.example`;
    userId = await addUser(app, acme, { userName, password: 'correct horse' });
  });

  const ask = (username: string, address = '192.0.2.1') =>
    new RestClient(app).post('/auth/password-reset', { username }, { 'x-forwarded-for': address });
  const confirm = (token: string, newPassword = NEW) =>
    new RestClient(app).post('/auth/password-reset/confirm', { token, newPassword });
  /** Resolves when no request is being processed any more, as a stopping server waits for that. */
  const delivered = () => app.get(PasswordResetService).beforeApplicationShutdown();
  /** Requests links, and returns the mails once they are sent, possibly after the answer. */
  const mailsAfterAsking = async (username: string, count = 1, address = userName) => {
    const before = (await outbox.mailsTo(address)).length;
    expect((await ask(username)).status).toBe(202);
    await until('the mails are sent', async () => (await outbox.mailsTo(address)).length >= before + count);
    await delivered();
    return (await outbox.mailsTo(address)).slice(before);
  };
  const tokenIn = (mail: Mail | undefined) =>
    /\/reset-password\?token=(dr_[\w-]{43})\n/.exec(mail?.text ?? '')?.[1] ?? '';
  /** Requests a link, and returns the token from the mail. */
  const token = async () => tokenIn((await mailsAfterAsking(userName))[0]);

  it('takes effect, and every session ends', async () => {
    const { accessToken } = stored(await logIn(app, acme, userName, 'correct horse'));
    const session = `Bearer ${String(accessToken)}`;
    expect((await confirm(await token())).status).toBe(204);
    expect((await whoAmI(app, session)).status).toBe(401);
    expect((await logIn(app, acme, userName, 'correct horse')).status).toBe(401);
    expect((await logIn(app, acme, userName, NEW)).status).toBe(200);
  });

  it('comes with a mail that names the user and the account, with the link on its own line', async () => {
    const [mail] = await mailsAfterAsking(userName);
    const link = `${app.url}/reset-password?token=${tokenIn(mail)}`;
    expect(mail?.subject).toContain(acme.slug);
    expect(mail?.text).toContain(userName);
    expect(mail?.text.split('\n')).toContain(link);
    expect(Object.keys(mail ?? {})).toEqual(['to', 'subject', 'text']);
  });

  it('accepts a link once, even if it is used many times at once', async () => {
    const used = await token();
    // Calls the service directly: without hashing first, the calls really overlap.
    const attempts = Array.from({ length: 8 }, (_, number) =>
      app
        .get(UnitOfWork)
        .writePlatform((tx) =>
          app.get(PasswordResetLinks).redeem(tx, { token: used, origin: NOWHERE }, `hash ${number}`),
        ),
    );
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await confirm(used)).toMatchObject(INVALID);
  });

  it('accepts a link for an hour', async () => {
    const late = await token();
    const rows = equal('userId', userId);
    const unitOfWork = app.get(UnitOfWork);
    const reset = await unitOfWork.read(acme.id, (tx) =>
      tx.find(PasswordReset, { columns: ['createdAt', 'expiresAt'], where: rows }),
    );
    const lasts = Date.parse(reset?.expiresAt ?? '') - Date.parse(reset?.createdAt ?? '');
    expect(lasts).toBe(3_600_000);
    const expiresAt = new Date(Date.now() - 1).toISOString();
    await unitOfWork.write(acme.id, (tx) => tx.update(PasswordReset, { expiresAt }, rows));
    expect(await confirm(late)).toMatchObject(INVALID);
    await token();
    expect(await unitOfWork.read(acme.id, (tx) => tx.count(PasswordReset, rows))).toBe(1);
  });

  it('accepts the earlier of two links, but none after the password has been changed', async () => {
    const [first, second] = [await token(), await token()];
    expect((await confirm(first)).status).toBe(204);
    expect(await confirm(second)).toMatchObject(INVALID);
    const third = await token();
    await restOf(app, acme).patch(`/users/${userId}`, { password: 'changed by the admin' });
    expect(await confirm(third)).toMatchObject(INVALID);
    expect((await logIn(app, acme, userName, 'changed by the admin')).status).toBe(200);
  });

  it('refuses the link of a user who has been deactivated or deleted since', async () => {
    const link = await token();
    await restOf(app, acme).patch(`/users/${userId}`, { active: false });
    expect(await confirm(link)).toMatchObject(INVALID);
    await restOf(app, acme).delete(`/users/${userId}`);
    expect(await confirm(link)).toMatchObject(INVALID);
  });

  it('answers alike for known and unknown users: after a fixed time, without waiting for the work for a known user', async () => {
    const answer = async (username: string) => {
      const started = performance.now();
      const { status, body } = await ask(username);
      // A timer may fire a millisecond early by this clock.
      return { status, body, atOnce: performance.now() - started < 249 };
    };
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    let writer = Promise.resolve();
    await new Promise<void>((locked) => {
      writer = app.get(UnitOfWork).write(acme.id, async (tx) => {
        await tx.update(User, { displayName: 'Held' }, equal('id', userId));
        locked();
        await released;
      });
    });
    const known = await answer(userName);
    expect(known).toEqual({
      status: 202,
      body: { message: expect.any(String) as string },
      atOnce: false,
    });
    expect(await answer('nobody@nowhere.example')).toEqual(known);
    expect(await outbox.mailsTo(userName)).toEqual([]);
    release();
    await writer;
    await until('the mail is sent', async () => (await outbox.mailsTo(userName)).length === 1);
  });

  it('does not wait in the write queue for an unknown name', async () => {
    app.statements.clear();
    expect((await ask('nobody@nowhere.example')).status).toBe(202);
    const { statements } = app.statements;
    expect(statements.length).toBeGreaterThan(0);
    expect(statements.filter((sql) => !sql.startsWith('SELECT'))).toEqual([]);
  });

  it('is sent to the work address, else to the user name if that is an address', async () => {
    const address = `m.vos@${acme.slug}.example`;
    await restOf(app, acme).patch(`/users/${userId}`, { email: address });
    expect(await mailsAfterAsking(userName, 1, address)).toHaveLength(1);
    expect(await outbox.mailsTo(userName)).toEqual([]);
    await addUser(app, acme, { userName: `no-address-${acme.slug}`, password: 'secret' });
    await ask(`no-address-${acme.slug}`);
    await delivered();
    expect(await outbox.mailsTo(`no-address-${acme.slug}`)).toEqual([]);
  });

  it('does not send mail to a deactivated user or an operator', async () => {
    await restOf(app, acme).patch(`/users/${userId}`, { active: false });
    await ask(userName);
    await delivered();
    expect(await outbox.mailsTo(userName)).toEqual([]);
    const [operator = ''] = Buffer.from((await addOperator(app)).slice('Basic '.length), 'base64')
      .toString()
      .split(':');
    await ask(operator);
    await delivered();
    expect(await outbox.mailsTo(operator)).toEqual([]);
  });

  it('sends one mail per account with the user name, or only one if a slug is given', async () => {
    const other = await addAccount(app);
    await addUser(app, other, { userName, password: 'other secret' });
    const subjects = (await mailsAfterAsking(userName, 2)).map(({ subject }) => subject);
    expect(subjects).toHaveLength(2);
    for (const { slug } of [acme, other]) expect(subjects.join()).toContain(slug);
    const [only, ...others] = await mailsAfterAsking(`${other.slug}/${userName}`);
    expect(others).toEqual([]);
    expect(only?.subject).toContain(other.slug);
    expect((await confirm(tokenIn(only))).status).toBe(204);
    expect((await whoAmI(app, basic(`${other.slug}/${userName}`, NEW))).status).toBe(200);
    expect((await whoAmI(app, basic(`${acme.slug}/${userName}`, 'correct horse'))).status).toBe(200);
  });

  it('can be requested ten times an hour from one address, counted apart from wrong passwords', async () => {
    const asked = await Promise.all(Array.from({ length: 11 }, () => ask(userName, '192.0.2.7')));
    expect(asked.filter(({ status }) => status === 202)).toHaveLength(10);
    const throttled = asked.find(({ status }) => status === 429);
    expect(throttled).toMatchObject(problem(429, 'too-many-attempts'));
    expect(Number(throttled?.headers.get('retry-after'))).toBeGreaterThan(3_000);
    expect((await ask(userName, '192.0.2.8')).status).toBe(202);
    expect((await logIn(app, acme, userName, 'correct horse')).status).toBe(200);
  });

  it.each([
    ['an invalid token', { token: 'dr_nothing' }, '/token'],
    ['no token', { token: undefined }, '/token'],
    ['a password that is too short', { newPassword: 'short' }, '/newPassword'],
    ['an unknown field', { userName: 'mira' }, '/userName'],
  ])('is refused with %s', async (_, fault, pointer) => {
    const link = await token();
    const body = { token: link, newPassword: NEW, ...fault };
    const answer = await new RestClient(app).post('/auth/password-reset/confirm', body);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
    expect((await confirm(link)).status).toBe(204);
  });
});
