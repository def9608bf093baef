import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LateWrites } from '../../src/platform/database/late-writes.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { ProvisioningActivity } from '../../src/provisioning/log/provisioning-activity.service.js';
import { bootWithCommands, json, type RunCommand } from '../cli/in-process.js';
import { restOf, RestClient, type Stored } from '../rest/rest-client.js';
import { addAccount, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { until } from '../support/condition.js';
import { databaseLanes } from '../support/lanes.js';
import { basic, OKTA, ScimClient } from '../support/scim-client.js';
import { whereFound } from '../support/table-dump.js';

const PASSWORD = 'a secret of twelve';
const MANY = 200;

describe.each(databaseLanes())('records in the memory of a server on $name', (lane) => {
  let app: TestApp;
  let declaree: RunCommand;
  let acme: TestAccount;
  let name: string;

  beforeAll(async () => {
    ({ app, declaree } = await bootWithCommands(lane));
    acme = await addAccount(app);
    name = `person${randomBytes(6).toString('hex')}`;
    const userName = `${name}@acme.example`;
    const { id } = await acme.scim.create('/Users', { userName, externalId: name });
    await restOf(app, acme).patch(`/users/${id}`, { role: 'admin', password: PASSWORD });

    const own = new ScimClient(acme.scim.baseUrl, basic(userName, PASSWORD), OKTA);
    await own.create('/Users', { userName: 'somebody@acme.example' });
    const mistaken = new ScimClient(acme.scim.baseUrl, basic(userName, 'wrong'), OKTA);
    for (let time = 0; time < 3; time++) {
      await restOf(app, acme).post('/auth/login', { username: userName, password: 'wrong' });
      await acme.scim.post('/Users', { userName, externalId: name });
      await own.post('/Users', { userName: 'somebody@acme.example' });
      await mistaken.get('/Users');
    }
    json(await declaree(['user', 'erase', acme.slug, userName, '--yes', '--json']));
    await app.get(LateWrites).flush();
  });

  afterAll(() => app.close());

  it('do not name a person whom another process has erased meanwhile', async () => {
    expect(await whereFound(app, [name])).toEqual([]);
  });

  it('still tell how often something failed', async () => {
    const rest = restOf(app, acme);
    const logins = (await rest.read('/audit?action=login.failed'))['items'] as Stored[];
    expect(logins).toMatchObject([{ actor: '(erased)' }, { actor: '(erased)' }]);
    const failures = (await rest.read('/provisioning/events?outcome=failure'))['items'] as Stored[];
    const told = failures.map(({ code, actor, count, subject }) => [code, actor, count, subject]);
    const named = { name: expect.any(String) as string };
    expect(told).toHaveLength(6);
    expect(told).toEqual(
      expect.arrayContaining([
        ['user-name-taken', acme.admin.userName, 1, expect.objectContaining(named)],
        ['user-name-taken', acme.admin.userName, 2, null],
        ['user-name-taken', '(erased)', 1, expect.objectContaining(named)],
        ['user-name-taken', '(erased)', 2, null],
        ['wrong-password', '(erased)', 1, null],
        ['wrong-password', '(erased)', 2, null],
      ]),
    );
  });

  it('name everybody else', async () => {
    const rest = restOf(app, acme);
    const wrong = { username: `${acme.slug}/${acme.admin.userName}`, password: 'wrong' };
    await rest.post('/auth/login', wrong);
    await acme.scim.create('/Users', { userName: 'another@acme.example' });
    await app.get(LateWrites).flush();
    const [login] = (await rest.read('/audit?action=login.failed'))['items'] as Stored[];
    expect(login).toMatchObject({ actor: acme.admin.userName });
    const { provider } = await app
      .get(UnitOfWork)
      .read(acme.id, (tx) => app.get(ProvisioningActivity).read(tx));
    expect(provider).toMatchObject({ actor: acme.admin.userName });
  });
});

describe.each(databaseLanes())('a running job of a person who is erased on $name', (lane) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  it('goes on, without the name', async () => {
    const acme = await addAccount(app);
    const rest = restOf(app, acme);
    const name = `person${randomBytes(6).toString('hex')}`;
    const userName = `${name}@acme.example`;
    const { id } = await rest.create('/users', { userName, role: 'admin', password: PASSWORD });
    const people = Array.from({ length: MANY }, (_, index) => `someone${index}@acme.example`);
    const ids = [];
    for (const each of people) ids.push((await rest.create('/users', { userName: each })).id);
    for (const each of ids) await acme.scim.delete(`/Users/${each}`);
    const [run] = (await rest.read('/provisioning/runs?via=scim'))['items'] as Stored[];
    const own = new RestClient(app, basic(userName, PASSWORD));
    const started = await own.post(`/provisioning/runs/${run?.id}/undo`, {});
    expect(started).toMatchObject({ status: 202 });
    const { job } = started.body as { job: string };
    expect((await rest.post(`/users/${id}/erase`, {})).status).toBe(204);
    const state = async () => (await rest.read(`/jobs/${job}`))['state'];
    await until('the undo has ended', async () => (await state()) !== 'running');
    await app.get(LateWrites).flush();
    expect(await rest.read(`/jobs/${job}`)).toMatchObject({
      state: 'done',
      result: { totals: { restore: MANY } },
    });
    expect(await whereFound(app, [name])).toEqual([]);
  });
});
