import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LateWrites } from '../../../src/platform/database/late-writes.js';
import { bootWithCommands, json, STAFF, type RunCommand } from '../../cli/in-process.js';
import { RestClient, stored, type Stored } from '../rest-client.js';
import { addAccount, addOperatorLogin } from '../../support/accounts.js';
import type { TestApp } from '../../support/app.js';
import { until } from '../../support/condition.js';
import { databaseLanes } from '../../support/lanes.js';
import { basic } from '../../support/scim-client.js';

describe.each(databaseLanes())('operators on $name', (lane) => {
  let app: TestApp;
  let declaree: RunCommand;
  let boss: RestClient;
  let bossName: string;

  beforeAll(async () => {
    ({ app, declaree } = await bootWithCommands(lane));
    const { userName, password } = await addOperatorLogin(app);
    [boss, bossName] = [new RestClient(app, basic(userName, password)), userName];
  });

  afterAll(() => app.close());

  const add = async () => {
    const username = `${randomUUID()}@declaree.example`;
    const created = stored(await boss.post('/support/operators', { username }), 201);
    const password = String(created['password']);
    const login = stored(await new RestClient(app).post('/auth/login', { username, password }));
    const token = `Bearer ${String(login['accessToken'])}`;
    return { id: created.id, userName: username, password, credentials: [basic(username, password), token] };
  };
  const statuses = (credentials: readonly string[]) =>
    Promise.all(
      credentials.map(
        async (credential) => (await new RestClient(app, credential).get('/support/accounts')).status,
      ),
    );
  const trail = async () => (await boss.read('/support/audit'))['items'] as Stored[];
  /** The newest entry about an operator. */
  const latest = async (subjectName: string) =>
    (await trail()).find(
      (entry) => entry['subjectName'] === subjectName && !String(entry['action']).startsWith('login'),
    );
  const idOf = async (userName: string) =>
    ((await boss.read('/support/operators?limit=100'))['items'] as Stored[]).find(
      (operator) => operator['userName'] === userName,
    )?.id ?? '';

  it('are disabled at once, with their sessions, and enabled again', async () => {
    const { id, userName, credentials } = await add();
    expect(await statuses(credentials)).toEqual([200, 200]);
    const disabled = stored(await boss.patch(`/support/operators/${id}`, { disabled: true }));
    expect(disabled).toMatchObject({ id, userName, disabledAt: expect.stringMatching(/Z$/) as string });
    expect(await statuses(credentials)).toEqual([401, 401]);
    expect(await latest(userName)).toMatchObject({
      action: 'operator.disabled',
      actor: bossName,
      actorKind: 'operator',
      via: 'rest',
      address: expect.stringContaining('127.0.0.1') as string,
      subjectId: id,
    });
    await boss.patch(`/support/operators/${id}`, { disabled: false });
    expect(await statuses(credentials)).toEqual([200, 401]);
  });

  it('get a new password, which ends their sessions', async () => {
    const { id, userName, credentials } = await add();
    const { password } = stored(await boss.patch(`/support/operators/${id}`, { resetPassword: true }));
    expect(await statuses([...credentials, basic(userName, String(password))])).toEqual([401, 401, 200]);
  });

  it('are removed, and the record of their actions stays', async () => {
    const { id, userName, credentials } = await add();
    const account = await addAccount(app);
    const own = new RestClient(app, credentials[0]);
    await own.patch(`/support/operators/${id}`, {});
    expect((await boss.delete(`/support/operators/${id}`)).status).toBe(204);
    expect(await statuses(credentials)).toEqual([401, 401]);
    expect(await latest(userName)).toMatchObject({ action: 'operator.removed' });
    expect((await boss.delete(`/support/operators/${id}`)).status).toBe(404);
    expect(
      (
        await new RestClient(app, basic(account.admin.userName, account.admin.password)).get(
          '/support/operators',
        )
      ).status,
    ).toBe(403);
  });

  it('are recorded when they log in, fail to log in, change their password and log out', async () => {
    const { id, userName, password, credentials } = await add();
    const session = new RestClient(app, credentials[1]);
    const entries = async () => (await trail()).filter(({ subjectName }) => subjectName === userName);
    for (const wrong of ['wrong', 'wronger', 'wrongest'])
      await new RestClient(app).post('/auth/login', { username: userName, password: wrong });
    // It is written a while after the answer, and the others are only counted.
    await until('the failed login is in the trail', async () =>
      (await entries()).some(({ action }) => action === 'login.failed'),
    );
    const newPassword = 'another secret of twelve';
    const changed = await session.post('/auth/change-password', { currentPassword: password, newPassword });
    expect(changed.status).toBe(204);
    expect((await session.post('/auth/logout', {})).status).toBe(204);
    await app.get(LateWrites).flush();
    const failed = { action: 'login.failed', actor: userName, actorId: null, subjectId: id };
    expect((await entries()).toReversed()).toMatchObject([
      { action: 'operator.created', actor: bossName },
      { action: 'login.succeeded', actor: userName, actorKind: 'operator', actorId: id, via: 'rest' },
      { ...failed, detail: 'The user name or password is wrong.' },
      { action: 'operator.password-changed', actorId: id },
      { action: 'session.ended', actorId: id },
      { ...failed, detail: '2 times more within a minute' },
    ]);
  });

  it('cannot disable or remove themselves over REST', async () => {
    const own = await idOf(bossName);
    for (const answer of [
      await boss.patch(`/support/operators/${own}`, { disabled: true }),
      await boss.delete(`/support/operators/${own}`),
    ]) {
      expect(answer).toMatchObject({ status: 403, body: { code: 'own-operator' } });
    }
  });

  it('are listed, disabled, enabled, given a password and removed on the command line', async () => {
    const { userName, credentials } = await add();
    expect(json(await declaree(['operator', 'disable', userName.toUpperCase(), '--json']))).toMatchObject({
      operator: { userName, disabledAt: expect.any(String) as string },
    });
    expect(await statuses(credentials)).toEqual([401, 401]);
    expect((await declaree(['operator', 'list'])).stdout).toMatch(
      new RegExp(`${userName} +disabled +\\d+ \\w{3} \\d{4}, \\d\\d:\\d\\d UTC`),
    );
    expect((await declaree(['operator', 'enable', userName])).stdout).toBe(`Operator ${userName} enabled.\n`);
    const reset = json(await declaree(['operator', 'reset-password', userName, '--json'])) as {
      password: string;
    };
    expect(await statuses([basic(userName, reset.password)])).toEqual([200]);
    expect((await declaree(['operator', 'remove', userName])).exitCode).toBe(0);
    expect(json(await declaree(['operator', 'list', '--json']))).not.toContainEqual(
      expect.objectContaining({ userName }),
    );
    expect(await latest(userName)).toMatchObject({ action: 'operator.removed', actor: STAFF, via: 'cli' });
    expect(await declaree(['operator', 'remove', userName])).toMatchObject({ exitCode: 1, stdout: '' });
  });
});
