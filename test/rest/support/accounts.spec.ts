import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LateWrites } from '../../../src/platform/database/late-writes.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { UserBlocks } from '../../../src/users/user-blocks.service.js';
import { all } from '../../../src/platform/database/sql/predicate.js';
import { ActivityRecord } from '../../../src/provisioning/log/activity-record.entity.js';
import { fillAccount } from '../../bench/seed.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { addAccount, addOperator, addUser, addUsers } from '../../support/accounts.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { basic, resource, send } from '../../support/scim-client.js';
import { restOf } from '../rest-client.js';
import { items, SupportClient } from './support-client.js';

describe.each(sqliteAndOneServer())("support's view of accounts on $name", (lane) => {
  let app: TestApp;
  let operator: string;
  let support: SupportClient;

  beforeAll(async () => {
    app = await bootApp(lane);
    operator = await addOperator(app);
    support = new SupportClient(app, operator);
  });

  afterAll(() => app.close());

  it('shows the size of an account, with deactivated and without deleted users', async () => {
    const account = await addAccount(app);
    await addUser(app, account, { userName: 'left@acme.example', active: false });
    const [id] = await addUsers(app, account, 2);
    await account.scim.create('/Groups', { displayName: 'Approvers' });
    await account.scim.delete(`/Users/${id}`);
    const { status, body } = await support.get(`/${account.id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: account.id,
      slug: account.slug,
      name: account.slug,
      modules: { scim: true },
      counts: { organizations: 3, users: 3, groups: 1 },
    });
  });

  it('finds accounts by part of the name or the slug in any letter case, and by id', async () => {
    const { body } = await support.create({
      name: 'Ölmühle Süd',
      slug: 'needle-7',
      admin: { username: 'admin' },
    });
    for (const search of ['ÖLMÜHLE', 'mühle s', 'EEDLE-', String(body['id'])]) {
      const found = items(await support.get(`?search=${encodeURIComponent(search)}`));
      expect(found.map(({ slug }) => slug)).toEqual(['needle-7']);
    }
    expect((await support.get('?search=%25')).body).toMatchObject({ items: [], total: 0 });
  });

  it('finds accounts by the login or e-mail domain of an administrator, not of other users', async () => {
    const account = await addAccount(app);
    await addUser(app, account, { userName: 'mira@employees.example' });
    await addUser(app, account, {
      userName: `second of ${account.slug}`,
      role: 'admin',
    });
    const found = async (search: string) =>
      items(await support.get(`?search=${encodeURIComponent(search)}`)).map(({ slug }) => slug);
    expect(await found(account.admin.userName.toUpperCase())).toEqual([account.slug]);
    expect(await found(`@${account.slug}.example`)).toEqual([account.slug]);
    expect(await found(`second of ${account.slug}`)).toEqual([account.slug]);
    expect(await found('@employees.example')).toEqual([]);
  });

  it('shows failures today and the last call, and sorts by them, by size and by age', async () => {
    const [quiet, small, large] = [await addAccount(app), await addAccount(app), await addAccount(app)];
    const others = [quiet, small, large].map(({ slug }) => slug);
    await addUsers(app, large, 3);
    await large.scim.get('/Users');
    await small.scim.post('/Users', {});
    await small.scim.post('/Users', { userName: small.admin.userName });
    await app.get(LateWrites).flush();
    const sorted = async (sort: string) => {
      const answer = await support.get(`?limit=100&search=acme-&sort=${sort}`);
      return items(answer)
        .map(({ slug }) => String(slug))
        .filter((slug) => others.includes(slug));
    };
    expect(await sorted('name')).toEqual(others.toSorted());
    expect(await sorted('created')).toEqual([large.slug, small.slug, quiet.slug]);
    expect((await sorted('users'))[0]).toBe(large.slug);
    expect((await sorted('failures'))[0]).toBe(small.slug);
    expect(await sorted('lastCall')).toEqual([small.slug, large.slug, quiet.slug]);
    expect((await support.get(`/${small.id}`)).body).toMatchObject({ failuresToday: 2 });
    expect((await support.get(`/${quiet.id}`)).body).toMatchObject({
      failuresToday: 0,
      lastProvisioningActivity: null,
    });
  });

  it('finds the accounts with alarms, with failures and with silence, and sorts by them', async () => {
    const [alarmed, failing, silent] = [await addAccount(app), await addAccount(app), await addAccount(app)];
    const some = new Set([alarmed, failing, silent].map(({ slug }) => slug));
    const found = async (query: string) =>
      items(await support.get(`?limit=100&search=acme-&${query}`))
        .map(({ slug }) => String(slug))
        .filter((slug) => some.has(slug));
    const rest = restOf(app, alarmed);
    await rest.patch('/provisioning/settings', { alarmAbove: 1, alarmPercent: 1 });
    for (const id of await addUsers(app, alarmed, 2)) await alarmed.scim.delete(`/Users/${id}`);
    await failing.scim.post('/Users', {});
    await silent.scim.get('/Users');
    await app.get(LateWrites).flush();
    const lastCallAt = new Date(Date.now() - 3 * 86_400_000).toISOString();
    await app.get(UnitOfWork).write(silent.id, (tx) => tx.update(ActivityRecord, { lastCallAt }, all()));

    expect(await found('state=alarms')).toEqual([alarmed.slug]);
    expect(await found('state=failures')).toEqual([failing.slug]);
    expect(await found('state=silent')).toEqual([silent.slug]);
    expect((await found('sort=alarms'))[0]).toBe(alarmed.slug);
    expect((await found('sort=failures'))[0]).toBe(failing.slug);
    expect((await found('sort=silence'))[0]).toBe(silent.slug);
    expect((await support.get(`/${alarmed.id}`)).body).toMatchObject({ openAlarms: 1 });
    const [alarm] = items(await rest.get('/provisioning/alarms'));
    await rest.post(`/provisioning/alarms/${String(alarm?.['id'])}/acknowledge`, undefined);
    expect(await found('state=alarms')).toEqual([]);
    expect((await support.get('?state=fine')).status).toBe(400);
  });

  it('counts users exactly with the help of blocks', async () => {
    const account = await addAccount(app);
    await fillAccount(
      app.get(UnitOfWork),
      { accountId: account.id, organizationId: account.organizations.parent.id },
      { users: 2_500, groups: [] },
    );
    const count = async () => (await support.get(`/${account.id}`)).body['counts'] as { users: number };
    expect((await count()).users).toBe(2_501);
    await app.get(UnitOfWork).write(account.id, (tx) => app.get(UserBlocks).close(tx));
    app.statements.clear();
    expect((await count()).users).toBe(2_501);
    expect(app.statements.statements.join('\n')).toContain('user_blocks');
    const [first] = (await account.scim.list('/Users?count=1&startIndex=10')).Resources;
    await account.scim.delete(`/Users/${first?.id}`);
    expect((await count()).users).toBe(2_500);
  });

  it('pages through accounts sorted by name', async () => {
    for (const name of ['paged C', 'Paged a', 'paged B']) {
      await support.create({ name, admin: { username: 'admin' } });
    }
    const names = async (query: string) => {
      const answer = await support.get(`?search=paged&${query}`);
      expect(answer.body['total']).toBe(3);
      return items(answer).map(({ name }) => name);
    };
    expect(await names('limit=2')).toEqual(['Paged a', 'paged B']);
    expect(await names('limit=2&page=2')).toEqual(['paged C']);
    expect(await names('limit=2&page=3')).toEqual([]);
  });

  it('sends as many statements for many accounts as for one', async () => {
    for (let number = 0; number < 6; number++) await addAccount(app);
    const statements = async (limit: number) => {
      app.statements.clear();
      expect(items(await support.get(`?limit=${limit}`))).toHaveLength(limit);
      return app.statements.statements.length;
    };
    await statements(1);
    expect(await statements(6)).toBe(await statements(1));
  });

  it.each(['page=0', 'page=x', 'limit=0', 'limit=101', 'limit=2.5', 'order=name', 'sort=colour'])(
    'refuses ?%s',
    async (query) => {
      expect((await support.get(`?${query}`)).status).toBe(400);
    },
  );

  it.each(['', '/audit'])('answers 404 for an unknown account, at /id%s', async (path) => {
    expect((await support.get(`/nobody${path}`)).status).toBe(404);
  });

  it('is refused to an account’s own admin, and without a credential with a challenge', async () => {
    const { id, admin } = await addAccount(app);
    const outsider = new SupportClient(app, basic(admin.userName, admin.password));
    const answers = [
      await outsider.get(),
      await outsider.get(`/${id}`),
      await outsider.get(`/${id}/audit`),
      await outsider.create({ name: 'Mine', admin: { username: 'me' } }),
      await outsider.switchScim(id, { enabled: false, reason: 'Mine' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    const stranger = await new SupportClient(app, basic('nobody', 'secret')).get();
    expect(stranger.status).toBe(401);
    expect(stranger.headers.has('www-authenticate')).toBe(true);
  });

  it('does not extend to an account’s own data', async () => {
    const scim = await send(`${app.url}/SCIM/v2/Users`, 'GET', { headers: { authorization: operator } });
    expect([401, 403]).toContain(scim.status);
    const keys = await send(`${app.url}/api/v1/api-keys`, 'GET', { headers: { authorization: operator } });
    expect(keys.status).toBe(403);
  });

  it('also accepts the session token of a login', async () => {
    const [userName = '', password = ''] = Buffer.from(operator.slice('Basic '.length), 'base64')
      .toString()
      .split(':');
    const login = await send(`${app.url}/api/v1/auth/login`, 'POST', {
      headers: { 'content-type': 'application/json' },
      body: { username: userName, password },
    });
    const token = String(resource(login)['accessToken']);
    expect((await new SupportClient(app, `Bearer ${token}`).get()).status).toBe(200);
  });
});
