import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Alarm } from '../../../src/provisioning/alarms/alarm.entity.js';
import { ModulesService } from '../../../src/accounts/modules.service.js';
import { newId } from '../../../src/common/identifier.js';
import { LateWrites } from '../../../src/platform/database/late-writes.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { Retention } from '../../../src/retention/retention.service.js';
import { servedRoutes } from '../openapi/served-routes.js';
import { restOf, RestClient, stored, type Stored } from '../rest-client.js';
import { addAccount, addOperator, addUser, logIn, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { until } from '../../support/condition.js';
import { openConsole } from '../../support/console.js';
import { databaseLanes } from '../../support/lanes.js';
import { TESTER } from '../../support/authors.js';
import { basic, send } from '../../support/scim-client.js';
import { SupportClient } from '../support/support-client.js';
import { expenseVisits } from './expense-visits.js';

interface Entry extends Record<string, unknown> {
  id: string;
  action: string;
  detail: string | null;
  subject: { type: string; id: string | null; name: string | null } | null;
  changes: { path: string; old: unknown; new: unknown }[];
}

const DAY = 86_400_000;
const IBAN = 'NL91ABNA0417164300';

describe.each(databaseLanes())('the audit trail on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let rest: RestClient;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    rest = restOf(app, acme);
  });

  afterAll(() => app.close());

  const trail = async (query = '', client = rest): Promise<Entry[]> =>
    (await client.read(`/audit?limit=100${query}`))['items'] as Entry[];
  const newest = async (): Promise<Entry | undefined> => (await trail())[0];

  /** The entries that a request added, newest first. */
  const recordedBy = async <T>(work: () => Promise<T>): Promise<{ result: T; entries: Entry[] }> => {
    const before = await newest();
    const result = await work();
    const after = await trail();
    return {
      result,
      entries: after.slice(
        0,
        after.findIndex(({ id }) => id === before?.id),
      ),
    };
  };

  it('records who changed whom over REST, from where, with old and new values', async () => {
    const { result: mira } = await recordedBy(() =>
      rest.create('/users', {
        userName: 'mira@acme.example',
        email: 'mira@acme.example',
        title: 'Clerk',
        iban: IBAN,
        password: 'a secret of twelve',
      }),
    );
    const { entries } = await recordedBy(() =>
      rest.patch(`/users/${mira.id}`, {
        title: 'Lead',
        iban: null,
        role: 'approver',
        password: 'another secret',
      }),
    );
    expect(entries).toEqual([
      {
        id: expect.any(String),
        time: expect.stringMatching(/Z$/),
        actor: acme.admin.userName,
        actorKind: 'user',
        actorId: acme.admin.id,
        via: 'rest',
        address: expect.stringContaining('127.0.0.1'),
        action: 'user.changed',
        subject: { type: 'user', id: mira.id, name: 'mira@acme.example' },
        changes: expect.any(Array),
        detail: null,
      },
    ]);
    expect(entries[0]?.changes).toHaveLength(4);
    expect(entries[0]?.changes).toEqual(
      expect.arrayContaining([
        { path: 'title', old: 'Clerk', new: 'Lead' },
        { path: 'role', old: 'employee', new: 'approver' },
        { path: 'iban', old: IBAN, new: null },
        { path: 'password', old: null, new: null },
      ]),
    );
    const { entries: none } = await recordedBy(() => rest.patch(`/users/${mira.id}`, { title: 'Lead' }));
    expect(none).toEqual([]);
    const created = (await trail(`&user=${mira.id}&action=user.created`))[0];
    expect(created?.changes).toContainEqual({ path: 'emails', old: null, new: ['mira@acme.example (work)'] });
    expect(JSON.stringify(await trail())).not.toMatch(/secret|argon2/);
  });

  it('records only fields that somebody can set', async () => {
    const { entries } = await recordedBy(() => rest.create('/users', { userName: 'plain@acme.example' }));
    const paths = entries.map(({ changes }) => changes.map(({ path }) => path));
    expect(paths).toEqual([['userName', 'active', 'role', 'organizationId']]);
  });

  it('records every write over REST', async () => {
    const boss = restOf(app, acme);
    const person = await boss.create('/users', {
      userName: 'every@acme.example',
      password: 'every secret 12',
    });
    const group = await boss.create('/groups', { displayName: 'Every' });
    const organization = await boss.create('/organizations', { name: 'Every' });
    const session = stored(await logIn(app, acme, acme.admin.userName, acme.admin.password));
    const bearer = new RestClient(app, `Bearer ${String(session['accessToken'])}`);
    const sessions = (await bearer.read('/auth/sessions'))['items'] as Stored[];
    const key = stored(await bearer.post('/api-keys', { name: 'Every' }), 201);
    const client = await boss.create('/oauth-clients', { name: 'Every', kind: 'secret' });
    const [secret] = (await boss.read(`/oauth-clients/${client.id}`))['secrets'] as Stored[];
    const hook = await boss.create('/notifications/webhooks', {
      url: 'https://acme.example/',
      kinds: ['alarm'],
    });
    const [run] = (await boss.read('/provisioning/runs'))['items'] as Stored[];
    const alarm = newId();
    await app
      .get(UnitOfWork)
      .write(acme.id, (tx) =>
        tx.insert(Alarm, [{ id: alarm, kind: 'silence', at: new Date().toISOString() }]),
      );
    await acme.scim.create('/Users', { userName: 'managed@acme.example' });
    await app.get(LateWrites).flush();
    const switchScim = (enabled: boolean) =>
      app
        .get(UnitOfWork)
        .write(acme.id, (tx) =>
          app.get(ModulesService).switchModule(tx.by(TESTER), 'scim', { enabled, reason: null }),
        );
    await switchScim(false);
    const authorization = basic(acme.admin.userName, acme.admin.password);
    const login = { username: `${acme.slug}/every@acme.example`, password: 'every secret 12' };
    const { id } = person;
    const visits: Record<string, () => Promise<unknown>> = {
      'PATCH /users/{}': () => boss.patch(`/users/${id}`, { title: 'Every' }),
      'PUT /groups/{}/members/{}': () => boss.put(`/groups/${group.id}/members/${id}`),
      'DELETE /groups/{}/members/{}': () => boss.delete(`/groups/${group.id}/members/${id}`),
      'PATCH /groups/{}': () => boss.patch(`/groups/${group.id}`, { displayName: 'Everybody' }),
      'DELETE /groups/{}': () => boss.delete(`/groups/${group.id}`),
      'POST /groups': () => boss.post('/groups', { displayName: 'Some' }),
      'PATCH /organizations/{}': () => boss.patch(`/organizations/${organization.id}`, { name: 'Some' }),
      'DELETE /organizations/{}': () => boss.delete(`/organizations/${organization.id}`),
      'POST /organizations': () => boss.post('/organizations', { name: 'Any' }),
      'POST /users': () => boss.post('/users', { userName: 'any@acme.example' }),
      'POST /auth/login': () => new RestClient(app).post('/auth/login', login),
      'POST /auth/change-password': () =>
        new RestClient(app, basic(login.username, login.password)).post('/auth/change-password', {
          currentPassword: login.password,
          newPassword: 'every secret 34',
        }),
      'POST /auth/password-reset': async () => {
        await new RestClient(app).post('/auth/password-reset', { username: login.username });
        await until('the link is on record', async () => (await newest())?.action === 'password.link-sent');
      },
      ...(await expenseVisits(app, acme, id)),
      'DELETE /users/{}': () => boss.delete(`/users/${id}`),
      'POST /users/{}/erase': () => boss.post(`/users/${id}/erase`, {}),
      'POST /api-keys': () => bearer.post('/api-keys', { name: 'Other' }),
      'DELETE /api-keys/{}': () => bearer.delete(`/api-keys/${key.id}`),
      'POST /oauth-clients': () => boss.post('/oauth-clients', { name: 'Any', kind: 'secret' }),
      'POST /oauth-clients/{}/secrets': () => boss.post(`/oauth-clients/${client.id}/secrets`, {}),
      'DELETE /oauth-clients/{}/secrets/{}': () =>
        boss.delete(`/oauth-clients/${client.id}/secrets/${secret?.id}`),
      'PATCH /oauth-clients/{}': () => boss.patch(`/oauth-clients/${client.id}`, { name: 'Some' }),
      'DELETE /oauth-clients/{}': () => boss.delete(`/oauth-clients/${client.id}`),
      'PATCH /notifications/preferences': () => boss.patch('/notifications/preferences', { failures: true }),
      'POST /notifications/webhooks': () =>
        boss.post('/notifications/webhooks', { url: 'https://any.example/', kinds: ['alarm'] }),
      'PATCH /notifications/webhooks/{}': () =>
        boss.patch(`/notifications/webhooks/${hook.id}`, { enabled: false }),
      'POST /notifications/webhooks/{}/secret': () =>
        boss.post(`/notifications/webhooks/${hook.id}/secret`, {}),
      'DELETE /notifications/webhooks/{}': () => boss.delete(`/notifications/webhooks/${hook.id}`),
      'PATCH /provisioning/settings': () => boss.patch('/provisioning/settings', { alarmAbove: 30 }),
      'POST /provisioning/drift': () =>
        send(`${app.url}/api/v1/provisioning/drift`, 'POST', {
          headers: { authorization, 'content-type': 'text/csv' },
          body: 'userName\nany@acme.example\n',
        }),
      'POST /provisioning/runs/{}/undo': () =>
        boss.post(`/provisioning/runs/${run?.id}/undo`, { users: [id] }),
      'POST /provisioning/managed/deactivate': () => boss.post('/provisioning/managed/deactivate', {}),
      'POST /provisioning/managed/make-local': async () => {
        // One at a time: it is refused while those managed are being deactivated.
        await until(
          'it has begun',
          async () => (await boss.post('/provisioning/managed/make-local', {})).status === 202,
        );
      },
      'POST /provisioning/alarms/{}/acknowledge': () =>
        boss.post(`/provisioning/alarms/${alarm}/acknowledge`, undefined),
      'DELETE /auth/sessions/{}': () => bearer.delete(`/auth/sessions/${sessions[0]?.id}`),
    };
    for (const [line, visit] of Object.entries(visits)) {
      const { entries } = await recordedBy(visit);
      expect([line, entries.length > 0]).toEqual([line, true]);
    }
    await switchScim(true);
    const served = servedRoutes(app).flatMap((route) => {
      const [, method, path] = /^(POST|PUT|PATCH|DELETE) \/api\/v1(\/.*)$/.exec(route) ?? [];
      return path === undefined || path.startsWith('/support') ? [] : [`${method} ${path}`];
    });
    const elsewhere = new Set([
      'POST /auth/logout',
      'POST /auth/password-reset/confirm',
      // They send a message again, or a test, and change nothing.
      'POST /notifications/webhooks/{}/test',
      'POST /notifications/test',
      'POST /notifications/deliveries/{}/resend',
    ]);
    expect(served.filter((line) => !(line in visits) && !elsewhere.has(line))).toEqual([]);
  });

  it('records successful and failed logins: the first at once, repeated ones combined', async () => {
    await addUser(app, acme, { userName: 'login@acme.example', password: 'right', role: 'admin' });
    const loginsOf = async () =>
      (await trail('&actor=login@acme.example')).map(({ action, via, address }) => [action, via, address]);
    for (let number = 0; number < 3; number++) await logIn(app, acme, 'login@acme.example', 'wrong');
    for (let number = 0; number < 3; number++) await logIn(app, acme, 'login@acme.example', 'right');
    await until('the failure is on record', async () => (await loginsOf()).length === 2);
    const address = expect.stringContaining('127.0.0.1') as string;
    expect(new Set(await loginsOf())).toEqual(
      new Set([
        ['login.failed', 'rest', address],
        ['login.succeeded', 'rest', address],
      ]),
    );
    await openConsole(app, { userName: 'login@acme.example', password: 'right' });
    expect((await loginsOf())[0]).toEqual(['login.succeeded', 'console', address]);
  });

  it('does not contain changes over SCIM', async () => {
    const { entries } = await recordedBy(async () => {
      const { id } = await acme.scim.create('/Users', { userName: 'scim@acme.example' });
      await acme.scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'title', value: 'Lead' }]);
      await acme.scim.delete(`/Users/${id}`);
    });
    expect(entries).toEqual([]);
  });

  it('is read page by page, and filtered', async () => {
    const other = await addAccount(app);
    const client = restOf(app, other);
    for (const name of ['One', 'Two', 'Three']) await client.create('/groups', { displayName: name });
    const names = (entries: Entry[]) => entries.map(({ subject }) => subject?.name);
    const first = await client.read('/audit?limit=2');
    expect(names(first['items'] as Entry[])).toEqual(['Three', 'Two']);
    const second = await client.read(`/audit?limit=2&cursor=${String(first['nextCursor'])}`);
    expect(names(second['items'] as Entry[])).toEqual(['One', undefined]);
    expect(names(await trail('&action=group.created', client))).toEqual(['Three', 'Two', 'One']);
    expect(await trail('&actor=nobody', client)).toEqual([]);
    const all = await trail('', client);
    const two = all.find(({ subject }) => subject?.name === 'Two');
    expect(await trail(`&since=${encodeURIComponent(String(two?.['time']))}`, client)).toContainEqual(two);
    expect(await trail(`&until=${encodeURIComponent(String(two?.['time']))}`, client)).not.toContainEqual(
      two,
    );
    for (const query of ['action=odd', 'since=yesterday', 'user=me', 'cursor=1', 'limit=0']) {
      const { status } = await client.get(`/audit?${query}`);
      expect([query, status]).toEqual([query, 400]);
    }
  });

  it('is for administrators of the account; masked for support', async () => {
    const password = 'employee';
    await addUser(app, acme, { userName: 'employee@acme.example', password });
    const employee = new RestClient(app, basic('employee@acme.example', password));
    expect((await employee.get('/audit')).status).toBe(403);
    const operator = await addOperator(app);
    expect((await new RestClient(app, operator).get('/audit')).status).toBe(403);
    const { id } = await rest.create('/users', { userName: 'masked@acme.example', iban: IBAN });
    const own = (await trail(`&user=${id}`))[0];
    expect(own?.changes).toContainEqual({ path: 'iban', old: null, new: IBAN });
    const { body } = await new SupportClient(app, operator).get(`/${acme.id}/audit?limit=1`);
    expect(body).toMatchObject({ items: [{ id: own?.id }] });
    expect(JSON.stringify(body)).toContain('•••4300');
    expect(JSON.stringify(body)).not.toContain(IBAN);
  });

  it("is a page of the administrator's console", async () => {
    await rest.create('/groups', { displayName: 'Shown' });
    const client = await openConsole(app, acme.admin);
    expect((await client.get('/connection')).html).toContain('href="/audit"');
    const { text } = await client.get('/audit?action=group.created');
    expect(text).toContain(`${acme.admin.userName} (REST, `);
    expect(text).toMatch(/Added a group Shown displayName to Shown/);
    expect((await client.get('/audit?since=now')).text).toContain('Enter a date as year-month-day');
  });

  it('is kept 400 days', async () => {
    const other = await addAccount(app);
    const client = restOf(app, other);
    await app.get(Retention).prune(new Date(Date.now() + 399 * DAY));
    expect((await trail('', client)).length).toBeGreaterThan(0);
    await app.get(Retention).prune(new Date(Date.now() + 401 * DAY));
    expect(await trail('', client)).toEqual([]);
  });
});
