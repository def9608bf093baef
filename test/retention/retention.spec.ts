import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PasswordReset } from '../../src/auth/password-reset.entity.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { OperatorSession } from '../../src/operators/operator-session.entity.js';
import { Retention } from '../../src/retention/retention.service.js';
import { UserSession } from '../../src/auth/user-session.entity.js';
import { all } from '../../src/platform/database/sql/predicate.js';
import { UndoJob } from '../../src/provisioning/undo/undo-job.entity.js';
import { items, RestClient, restOf } from '../rest/rest-client.js';
import { resource } from '../support/scim-client.js';
import { ORDINARY } from '../../src/platform/database/account-queues.js';
import { addAccount, addOperator, logIn, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { until } from '../support/condition.js';
import { databaseLanes } from '../support/lanes.js';

const HOUR = 3_600_000;

/** How many units of work fill an account's queue and its share of the connections. */
const FULL = ORDINARY.ofOne.waiting + ORDINARY.ofOne.amongOthers;

describe.each(databaseLanes())('expired data on $name', (lane) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  const logInAs = async (account: TestAccount) => {
    const { userName, password } = account.admin;
    expect((await logIn(app, account, userName, password)).status).toBe(200);
  };
  const sessionsOf = ({ id }: TestAccount) => app.get(UnitOfWork).read(id, (tx) => tx.count(UserSession));
  const resetsOf = ({ id }: TestAccount) => app.get(UnitOfWork).read(id, (tx) => tx.count(PasswordReset));

  it('is deleted, even if the user never comes back, and nothing else is', async () => {
    const account = await addAccount(app);
    const operator = await addOperator(app);
    const [username = '', password = ''] = Buffer.from(operator.slice('Basic '.length), 'base64')
      .toString()
      .split(':');
    const rest = new RestClient(app);
    await logInAs(account);
    expect((await rest.post('/auth/login', { username, password })).status).toBe(200);
    await rest.post('/auth/password-reset', { username: account.admin.userName });
    await until('the reset is stored', async () => (await resetsOf(account)) === 1);
    const left = async (hours: number) => {
      await app.get(Retention).prune(new Date(Date.now() + hours * HOUR));
      return [await sessionsOf(account), await operators(), await resetsOf(account)];
    };
    const operators = () => app.get(UnitOfWork).readPlatform((tx) => tx.count(OperatorSession));
    expect(await left(0.5)).toEqual([1, 1, 1]);
    expect(await left(11)).toEqual([1, 1, 0]);
    expect(await left(13)).toEqual([0, 0, 0]);
  });

  it('includes an undo with the journal, but not one that is under way', async () => {
    const account = await addAccount(app);
    const rest = restOf(app, account);
    const mira = await rest.create('/users', { userName: 'mira@acme.example' });
    await account.scim.patch(`/Users/${mira.id}`, [{ op: 'replace', path: 'active', value: false }]);
    const [run] = items(await rest.get('/provisioning/runs?via=scim'));
    const started = await rest.post(`/provisioning/runs/${run?.id}/undo`, {});
    const job = `/jobs/${String(resource(started, 202)['job'])}`;
    await until('the undo has ended', async () => (await rest.read(job))['state'] === 'done');
    const after = (days: number) => app.get(Retention).prune(new Date(Date.now() + days * 24 * HOUR));
    await after(29);
    expect((await rest.get(job)).status).toBe(200);
    const state = (to: 'running' | 'done') =>
      app.get(UnitOfWork).write(account.id, (tx) => tx.update(UndoJob, { state: to }, all()));
    await state('running');
    await after(31);
    expect((await rest.get(job)).status).toBe(200);
    await state('done');
    await after(31);
    expect((await rest.get(job)).status).toBe(404);
  });

  // On SQLite, all accounts share one queue of writes, and reads do not block them.
  it.runIf(lane.name !== 'sqlite')('is deleted in all accounts except one that is too busy', async () => {
    const [busy, other] = [await addAccount(app), await addAccount(app)];
    for (const account of [busy, other]) await logInAs(account);
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const queued = Array.from({ length: FULL }, () => app.get(UnitOfWork).read(busy.id, () => released));
    await app.get(Retention).prune(new Date(Date.now() + 13 * HOUR));
    expect(await sessionsOf(other)).toBe(0);
    release();
    await Promise.all(queued);
    expect(await sessionsOf(busy)).toBe(1);
  });
});
