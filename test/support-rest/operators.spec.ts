import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootWithCommands, json, STAFF, type RunCommand } from '../cli/in-process.js';
import { RestClient, stored, type Stored } from '../rest/rest-client.js';
import { addAccount, addOperatorLogin } from '../support/accounts.js';
import type { TestApp } from '../support/app.js';
import { databaseLanes } from '../support/lanes.js';
import { basic } from '../support/scim-client.js';

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
    const made = stored(await boss.post('/support/operators', { username }), 201);
    const password = String(made['password']);
    const login = stored(await new RestClient(app).post('/auth/login', { username, password }));
    const token = `Bearer ${String(login['accessToken'])}`;
    return { id: made.id, userName: username, password, credentials: [basic(username, password), token] };
  };
  const statuses = (credentials: readonly string[]) =>
    Promise.all(
      credentials.map(async (one) => (await new RestClient(app, one).get('/support/accounts')).status),
    );
  const trail = async () => (await boss.read('/support/audit'))['items'] as Stored[];
  const idOf = async (userName: string) =>
    ((await boss.read('/support/operators?limit=100'))['items'] as Stored[]).find(
      (one) => one['userName'] === userName,
    )?.id ?? '';

  it('are disabled at once, with their sessions, and enabled again', async () => {
    const { id, userName, credentials } = await add();
    expect(await statuses(credentials)).toEqual([200, 200]);
    const disabled = stored(await boss.patch(`/support/operators/${id}`, { disabled: true }));
    expect(disabled).toMatchObject({ id, userName, disabledAt: expect.stringMatching(/Z$/) as string });
    expect(await statuses(credentials)).toEqual([401, 401]);
    expect((await trail())[0]).toMatchObject({
      action: 'operator.disabled',
      actor: bossName,
      actorKind: 'operator',
      via: 'rest',
      address: expect.stringContaining('127.0.0.1') as string,
      subjectId: id,
      subjectName: userName,
    });
    await boss.patch(`/support/operators/${id}`, { disabled: false });
    expect(await statuses(credentials)).toEqual([200, 401]);
  });

  it('get another password, which ends what they had', async () => {
    const { id, userName, credentials } = await add();
    const { password } = stored(await boss.patch(`/support/operators/${id}`, { resetPassword: true }));
    expect(await statuses([...credentials, basic(userName, String(password))])).toEqual([401, 401, 200]);
  });

  it('are removed, and what they did stays', async () => {
    const { id, userName, credentials } = await add();
    const account = await addAccount(app);
    const own = new RestClient(app, credentials[0]);
    await own.patch(`/support/operators/${id}`, {});
    expect((await boss.delete(`/support/operators/${id}`)).status).toBe(204);
    expect(await statuses(credentials)).toEqual([401, 401]);
    expect((await trail())[0]).toMatchObject({ action: 'operator.removed', subjectName: userName });
    expect((await boss.delete(`/support/operators/${id}`)).status).toBe(404);
    expect(
      (
        await new RestClient(app, basic(account.admin.userName, account.admin.password)).get(
          '/support/operators',
        )
      ).status,
    ).toBe(403);
  });

  it('neither disable nor remove themselves over REST', async () => {
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
    expect((await declaree(['operator', 'list'])).stdout).toMatch(new RegExp(`${userName} +disabled`));
    expect((await declaree(['operator', 'enable', userName])).exitCode).toBe(0);
    const reset = json(await declaree(['operator', 'reset-password', userName, '--json'])) as {
      password: string;
    };
    expect(await statuses([basic(userName, reset.password)])).toEqual([200]);
    expect((await declaree(['operator', 'remove', userName])).exitCode).toBe(0);
    expect(json(await declaree(['operator', 'list', '--json']))).not.toContainEqual(
      expect.objectContaining({ userName }),
    );
    expect((await trail())[0]).toMatchObject({ action: 'operator.removed', actor: STAFF, via: 'cli' });
    expect(await declaree(['operator', 'remove', userName])).toMatchObject({ exitCode: 1, stdout: '' });
  });
});
