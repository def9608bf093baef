import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LateWrites } from '../../../src/platform/database/late-writes.js';
import { bootWithCommands, json, type RunCommand } from '../../cli/in-process.js';
import { UserLists } from '../../cli/user-lists.js';
import { items, problem, restOf, RestClient, type Stored } from '../../rest/rest-client.js';
import {
  addAccount,
  addOperator,
  addUser,
  addUsers,
  logIn,
  type TestAccount,
} from '../../support/accounts.js';
import type { TestApp } from '../../support/app.js';
import { until } from '../../support/condition.js';
import { openConsole } from '../../support/console.js';
import { databaseLanes } from '../../support/lanes.js';
import { basic, ENTRA, EXPENSE, OKTA, resource, ScimClient } from '../../support/scim-client.js';

const SETTINGS = '/provisioning/settings';
const PASSWORD = 'correct horse battery';

describe.each(databaseLanes())('locking what an identity provider manages on $name', (lane) => {
  let app: TestApp;
  let declaree: RunCommand;
  let acme: TestAccount;
  let rest: RestClient;
  let noor: Stored;
  let payroll: Stored;

  beforeAll(async () => {
    ({ app, declaree } = await bootWithCommands(lane));
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    acme = await addAccount(app);
    rest = restOf(app, acme);
    const scim = acme.scim.as(OKTA);
    const user = await scim.create('/Users', {
      userName: 'noor@acme.example',
      title: 'Clerk',
      [EXPENSE]: { organization: 'Acme NL' },
    });
    const group = await scim.create('/Groups', { displayName: 'Payroll', members: [{ value: user.id }] });
    await app.get(LateWrites).flush();
    await rest.patch(SETTINGS, { lockManaged: true });
    noor = await rest.read(`/users/${user.id}`);
    payroll = await rest.read(`/groups/${group.id}`);
  });

  it.each([
    ['title', { title: 'Head' }],
    ['userName', { userName: 'n@acme.example' }],
    ['email', { email: 'n@acme.example' }],
    ['role', { role: 'controller' }],
    ['externalId', { externalId: 'x' }],
    ['title', { active: false, title: null }],
  ])('refuses to change the %s of a user, and says who does', async (field, change) => {
    const refused = await rest.patch(`/users/${noor.id}`, change);
    expect(refused).toMatchObject(problem(409, 'managed', `/${field}`));
    expect(refused.body['detail']).toContain(
      `Okta (${acme.admin.userName}) manages this user, and your account only lets the identity provider change what it manages. Change ${field} there.`,
    );
    expect(await rest.read(`/users/${noor.id}`)).toEqual(noor);
  });

  it('refuses to delete a user, to move it where its organization is sent, and to reactivate it', async () => {
    expect(await rest.delete(`/users/${noor.id}`)).toMatchObject(problem(409, 'managed'));
    const { be } = acme.organizations;
    expect(await rest.patch(`/users/${noor.id}`, { organizationId: be.id })).toMatchObject(
      problem(409, 'managed', '/organizationId'),
    );
    await rest.patch(`/users/${noor.id}`, { active: false });
    expect(await rest.patch(`/users/${noor.id}`, { active: true })).toMatchObject(
      problem(409, 'managed', '/active'),
    );
  });

  it('never refuses to deactivate, to reset a password, or to end sessions', async () => {
    expect((await rest.patch(`/users/${noor.id}`, { password: PASSWORD })).status).toBe(200);
    expect((await logIn(app, acme, 'noor@acme.example', PASSWORD)).status).toBe(200);
    expect((await rest.patch(`/users/${noor.id}`, { active: false })).status).toBe(200);
    expect((await logIn(app, acme, 'noor@acme.example', PASSWORD)).status).toBe(401);
    expect((await rest.patch(`/users/${noor.id}`, { role: 'admin' })).status).toBe(200);
    const client = await openConsole(app, acme.admin);
    await client.get(`/people/${noor.id}/password`);
    expect((await client.post(`/people/${noor.id}/password`, {})).status).toBe(303);
  });

  it('accepts a request that changes nothing', async () => {
    expect((await rest.patch(`/users/${noor.id}`, { title: 'Clerk', active: true })).status).toBe(200);
    expect((await rest.patch(`/groups/${payroll.id}`, { displayName: 'Payroll' })).status).toBe(200);
  });

  it('refuses to change, fill and delete a managed group', async () => {
    const [other = ''] = await addUsers(app, acme, 1);
    const path = `/groups/${payroll.id}`;
    for (const answer of [
      await rest.patch(path, { displayName: 'Pay' }),
      await rest.patch(path, { externalId: 'x' }),
      await rest.put(`${path}/members/${other}`),
      await rest.delete(`${path}/members/${noor.id}`),
      await rest.delete(path),
    ]) {
      expect(answer).toMatchObject(problem(409, 'managed'));
      expect(answer.body['detail']).toContain('Change the group there.');
    }
    expect(await rest.read(path)).toEqual(payroll);
    const client = await openConsole(app, acme.admin);
    const page = await client.get(`/groups/${payroll.id}`);
    expect(page.text).toContain('Your account only lets the identity provider change what it manages.');
    expect(page.html).not.toContain('Rename the group');
    const renamed = await client.post(`/groups/${payroll.id}`, { displayName: 'Pay', former: 'Payroll' });
    expect(renamed.status).toBe(409);
  });

  it('leaves others alone, and the identity provider itself', async () => {
    const [local = ''] = await addUsers(app, acme, 1);
    const group = await rest.create('/groups', { displayName: 'Sales' });
    await acme.scim.read(`/Users/${local}`);
    await app.get(LateWrites).flush();
    expect((await rest.patch(`/users/${local}`, { title: 'Head' })).status).toBe(200);
    expect((await rest.put(`/groups/${group.id}/members/${local}`)).status).toBe(204);
    await acme.scim.patch(`/Users/${noor.id}`, [{ op: 'replace', path: 'title', value: 'Head' }]);
    expect(await rest.read(`/users/${noor.id}`)).toMatchObject({ title: 'Head' });
    expect((await rest.post(`/users/${noor.id}/erase`, {})).status).toBe(204);
  });

  it('holds for those whom another connection has deleted, once they are restored', async () => {
    const userName = `entra@${acme.slug}.example`;
    await addUser(app, acme, { userName, role: 'admin', password: PASSWORD });
    const entra = new ScimClient(acme.scim.baseUrl, basic(userName, PASSWORD), ENTRA);
    await entra.delete(`/Users/${noor.id}`);
    await entra.delete(`/Groups/${payroll.id}`);
    await app.get(LateWrites).flush();
    const [run] = items(await rest.get('/provisioning/runs?via=scim'));
    const undone = resource(await rest.post(`/provisioning/runs/${run?.id}/undo`, {}), 202);
    const job = `/jobs/${String(undone['job'])}`;
    await until('the undo has ended', async () => (await rest.read(job))['state'] !== 'running');
    for (const [path, { managedBy, lastSeenAt }] of [
      [`/users/${noor.id}`, noor],
      [`/groups/${payroll.id}`, payroll],
    ] as const) {
      expect(managedBy).toMatchObject({ name: acme.admin.userName });
      expect(await rest.read(path)).toMatchObject({ managedBy, lastSeenAt });
    }
    expect(await rest.patch(`/users/${noor.id}`, { title: 'Head' })).toMatchObject(problem(409, 'managed'));
    const renamed = await rest.patch(`/groups/${payroll.id}`, { displayName: 'Pay' });
    expect(renamed).toMatchObject(problem(409, 'managed'));
    const local = items(await rest.get('/users?managed=local')).map(({ id }) => id);
    expect(local).not.toContain(noor.id);
  });

  it('ends when it is switched off, and while SCIM is off', async () => {
    const operator = await addOperator(app);
    await fetch(`${app.url}/api/v1/support/accounts/${acme.id}/modules/scim`, {
      method: 'PUT',
      headers: { authorization: operator, 'content-type': 'application/json' },
      body: JSON.stringify({ enabled: false, reason: 'ticket 4711' }),
    });
    expect((await rest.patch(`/users/${noor.id}`, { title: 'Head' })).status).toBe(200);
    await rest.patch(SETTINGS, { lockManaged: false });
    expect((await rest.patch(`/groups/${payroll.id}`, { displayName: 'Pay' })).status).toBe(200);
  });

  it('holds for lists, line by line, unless support gives a reason', async () => {
    const files = await UserLists.create(declaree);
    const list = 'userName,title\nnew@acme.example,Clerk\nnoor@acme.example,Head\n';
    const checked = JSON.parse((await files.check(acme, list)).stdout) as Record<string, unknown>;
    expect(checked).toMatchObject({ applied: false, problems: [{ line: 3, column: 'title' }] });
    await files.check(acme, list, ['--apply']);
    expect(items(await rest.get('/users?search=new@acme'))).toEqual([]);
    json(await files.check(acme, list, ['--apply', '--override-lock', 'ticket 4711']));
    expect(await rest.read(`/users/${noor.id}`)).toMatchObject({ title: 'Head' });
    expect(items(await rest.get('/audit?action=users.imported'))).toMatchObject([
      { detail: '1 created, 1 updated; managed users too: ticket 4711' },
    ]);
    await files.remove();
  });
});
