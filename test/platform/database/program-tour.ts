import { LateWrites } from '../../../src/platform/database/late-writes.js';
import { all, idIs } from '../../../src/platform/database/sql/predicate.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { PasswordResetLinks } from '../../../src/auth/password-reset-links.service.js';
import { loadSettings } from '../../../src/config/load-settings.js';
import { DemoDataService } from '../../../src/demo/demo-data.service.js';
import { LastCalls } from '../../../src/metrics/last-calls.service.js';
import { ApiKey } from '../../../src/auth/api-key.entity.js';
import { Sightings } from '../../../src/provisioning/ownership/sightings.service.js';
import { UserSighting } from '../../../src/provisioning/ownership/user-sighting.entity.js';
import { User } from '../../../src/users/user.entity.js';
import { UserLists } from '../../cli/user-lists.js';
import { json, type RunCommand } from '../../cli/in-process.js';
import { items, RestClient, restOf, stored } from '../../rest/rest-client.js';
import { addAccount, addUser, logIn, makeApiKey } from '../../support/accounts.js';
import type { TestApp } from '../../support/app.js';
import { TESTER } from '../../support/authors.js';
import { until } from '../../support/condition.js';
import { openConsole } from '../../support/console.js';
import { basic, ENTERPRISE, EXPENSE, resource, send } from '../../support/scim-client.js';
import { expenses } from './expenses-tour.js';
import { notifications } from './notifications-tour.js';
import { oauth } from './oauth-tour.js';
import { manyRoles, roles } from './roles-tour.js';
import { undos } from './undo-tour.js';
import { accounts, blocks, erasure, operators, retention, type Tour } from './staff-tour.js';

const DAY = 86_400_000;

/** Has the program send each statement that it can, at least once. A new site of a statement gets its step here. */
export async function tour(app: TestApp, declaree: RunCommand): Promise<void> {
  await start(app);
  const acme = await addAccount(app);
  const here = { app, declaree, acme, rest: restOf(app, acme) };
  await users(here);
  await groups(here);
  await searches(here);
  await sightings(here);
  await overviews(here);
  await organizations(here);
  await logins(here);
  await keys(here);
  await oauth(here);
  await notifications(here);
  await undos(here);
  await expenses(here);
  await lists(here);
  await roles(here);
  await manyRoles(here);
  await examinations(here);
  await blocks(here);
  await operators(here);
  await accounts(here);
  await erasure(here);
  await retention(here);
}

/** A first start on an empty database, and what the metrics read from time to time. */
async function start(app: TestApp): Promise<void> {
  const settings = loadSettings({ NODE_ENV: 'test', DEMO: 'on', LOG_LEVEL: 'silent' });
  await app.get(DemoDataService).seedIfWanted(settings);
  await app.get(LastCalls).refresh();
}

async function users({ app, acme: { scim, ...acme }, rest }: Tour): Promise<void> {
  const ims = Array.from({ length: 50 }, (_, number) => ({ value: `${number}` }));
  const boss = { userName: 'boss@acme.example', externalId: 'boss', ims };
  const report = await scim.create('/Users', {
    userName: 'report@acme.example',
    emails: [{ value: 'report@acme.example', type: 'work', primary: true }],
    [ENTERPRISE]: { manager: { value: 'boss' } },
    [EXPENSE]: { organization: 'Acme NL' },
  });
  const { id } = await scim.create('/Users', boss);
  await scim.create('/Users', {
    userName: 'late@acme.example',
    [ENTERPRISE]: { manager: { value: 'boss' } },
  });
  await scim.post('/Users', boss);
  const { headers } = await scim.get(`/Users/${report.id}`);
  await scim.get(`/Users/${report.id}`, { 'if-none-match': headers.get('etag') ?? '' });
  await scim.patch(`/Users/${report.id}`, [
    { op: 'replace', path: 'title', value: 'Clerk' },
    { op: 'replace', path: 'emails', value: [{ value: 'new@acme.example' }] },
    { op: 'replace', path: 'active', value: false },
    { op: 'replace', path: `${ENTERPRISE}:manager.value`, value: 'nobody-yet' },
  ]);
  await scim.put('/Users', { userName: 'report@acme.example', externalId: 'report', active: true });
  await scim.put('/Users', { userName: 'report@acme.example', externalId: 'unknown', active: true });
  const made = await rest.create('/users', { userName: 'rest@acme.example', managerId: id, role: 'admin' });
  await rest.patch(`/users/${made.id}`, { role: 'employee', organizationId: acme.organizations.be.id });
  await rest.get('/users?search=rest&active=true&role=employee');
  await rest.delete(`/users/${made.id}`);
  await scim.delete(`/Users/${id}`);
  const named = { userName: 'manager@acme.example', externalId: 'manager' };
  await addUser(app, { ...acme, scim }, named);
  // As if the manager had arrived while the report was made.
  await addUser(app, { ...acme, scim }, { userName: 'same-time@acme.example', managerReference: 'manager' });
  await addUser(
    app,
    { ...acme, scim },
    { userName: 'admin2@acme.example', role: 'admin', password: 'secret' },
  );
}

async function groups({ app, acme, rest }: Tour): Promise<void> {
  const { scim } = acme;
  const ids = (await scim.list('/Users?count=3')).Resources.map(({ id }) => id);
  const [first = '', second = ''] = ids;
  const group = await scim.create('/Groups', { displayName: 'Finance', members: [{ value: first }] });
  await scim.post('/Groups', { displayName: 'finance' });
  const of = `/Groups/${group.id}`;
  const { headers } = await scim.get(of);
  await scim.get(of, { 'if-none-match': headers.get('etag') ?? '' });
  await scim.patch(of, [{ op: 'add', path: 'members', value: [{ value: second }] }]);
  await scim.patch(of, [{ op: 'add', path: 'members', value: [{ value: group.id }] }]);
  await scim.patch(of, [{ op: 'remove', path: 'members[display co "@"]' }]);
  await scim.patch(of, [{ op: 'replace', path: 'members', value: [{ value: first }, { value: second }] }]);
  await scim.patch(of, [{ op: 'replace', path: 'members', value: [{ value: first }] }]);
  await scim.patch(of, [{ op: 'replace', path: 'displayName', value: 'Money' }]);
  await scim.put(of, { displayName: 'Money', externalId: 'money' });
  await rest.put(`/groups/${group.id}/members/${second}`);
  await (await openConsole(app, acme.admin)).get(`/groups/${group.id}?search=acme`);
  await rest.delete(`/groups/${group.id}/members/${second}`);
  await rest.get('/groups?search=mon');
  const { id } = await rest.create('/groups', { displayName: 'Sales' });
  await rest.delete(`/groups/${id}`);
}

async function searches({ acme: { scim } }: Tour): Promise<void> {
  const asked = (filter: string, more = '') => `filter=${encodeURIComponent(filter)}${more}`;
  const page = await scim.list('/Users?count=1&cursor=&sortBy=displayName');
  const { nextCursor } = page as { nextCursor?: string };
  await scim.get(`/Users?count=1&sortBy=displayName&cursor=${String(nextCursor)}`);
  for (const filter of [
    'userName eq "report@acme.example"',
    'emails[type eq "work" and value ew ".example"] or groups.display sw "m"',
    `not (title pr) and ${ENTERPRISE}:manager.displayName co "o"`,
    `${EXPENSE}:organization eq "acme nl" and meta.created gt "2020-01-01T00:00:00Z"`,
  ])
    await scim.get(`/Users?${asked(filter)}`);
  await scim.get(`/Groups?${asked('displayName eq "money" or members.value pr', '&count=0')}`);
  await scim.post('/.search', {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
    filter: 'displayName pr',
    count: 1,
    startIndex: 1,
  });
  await scim.post('/Bulk', {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
    Operations: [{ method: 'POST', bulkId: 'a', path: '/Users', data: { userName: 'bulk@acme.example' } }],
  });
}

/** What a provider sees and writes, now and after an hour. */
async function sightings({ app, declaree, acme, rest }: Tour): Promise<void> {
  const { id } = await acme.scim.create('/Users', { userName: 'seen@acme.example' });
  const title = [{ op: 'replace', path: 'title', value: 'Seen' }];
  for (const client of [acme.scim, acme.scim.as('Another')]) {
    await client.patch(`/Users/${id}`, title);
    await app.get(LateWrites).flush();
    const longAgo = { lastSeenAt: '2026-01-01T00:00:00.000Z', lastWrittenAt: '2026-01-01T00:00:00.000Z' };
    await app.get(UnitOfWork).write(acme.id, (tx) => tx.update(UserSighting, longAgo, all()));
    app.get(Sightings).forget(acme.id);
  }
  await acme.scim.list('/Users?count=100');
  await app.get(LateWrites).flush();
  await madeLocal({ app, declaree, acme, rest });
  for (const alarmAbove of [30, 25]) await rest.patch('/provisioning/settings', { alarmAbove });
  const list = 'userName,externalId,title\nseen@acme.example,00u1,Head\nnobody@acme.example,,\n';
  const authorization = basic(acme.admin.userName, acme.admin.password);
  const csv = { authorization, 'content-type': 'text/csv' };
  await send(`${app.url}/api/v1/provisioning/drift`, 'POST', { headers: csv, body: list });
  await rest.get('/provisioning/drift');
  for (const managed of ['managed', 'seen', 'local'])
    await rest.get(`/users?managed=${managed}&notSeenDays=1`);
}

/** Everybody is made local, and managed again. */
async function madeLocal({ app, declaree, acme, rest }: Tour): Promise<void> {
  const ended = (job: unknown) =>
    until('the job has ended', async () => (await rest.read(`/jobs/${String(job)}`))['state'] !== 'running');
  const path = '/provisioning/managed/make-local';
  await rest.post(path, { dryRun: true });
  await ended(resource(await rest.post(path, {}), 202)['job']);
  const [run] = items(await rest.get('/provisioning/runs'));
  await (await openConsole(app, acme.admin)).get(`/runs/${run?.id}`);
  for (const user of ['seen@acme.example', 'nobody'])
    await declaree(['runs', 'undo', acme.slug, run?.id ?? '', '--dry-run', '--user', user]);
  await ended(resource(await rest.post(`/provisioning/runs/${run?.id}/undo`, {}), 202)['job']);
}

/** The first page and a run whose changes mention people, organizations and members. */
async function overviews({ app }: Tour): Promise<void> {
  const acme = await addAccount(app);
  const { scim } = acme;
  const chief = await scim.create('/Users', { userName: 'chief@acme.example', externalId: 'chief' });
  await app.get(LateWrites).flush();
  const { id } = await scim.create('/Users', { userName: 'clerk@acme.example', externalId: 'clerk' });
  await scim.create('/Groups', { displayName: 'Clerks', members: [{ value: id }] });
  await scim.patch(`/Users/${id}`, [
    { op: 'replace', path: `${ENTERPRISE}:manager`, value: { value: chief.id } },
    { op: 'replace', path: `${EXPENSE}:organization`, value: 'Acme BE' },
    { op: 'replace', path: 'active', value: false },
  ]);
  await scim.post('/Users', { userName: 'chief@acme.example' });
  await app.get(LateWrites).flush();
  const console = await openConsole(app, acme.admin);
  const { html } = await console.get('/');
  await console.get(/href="(\/runs\/[^"]+)"/.exec(html)?.[1] ?? '');
}

async function organizations({ app, acme, rest }: Tour): Promise<void> {
  const { nl, be } = acme.organizations;
  const { id } = await rest.create('/organizations', { name: 'New', parentId: nl.id });
  await rest.patch(`/organizations/${id}`, { name: 'Newer', parentId: be.id });
  await rest.get('/organizations?search=new');
  await rest.delete(`/organizations/${be.id}`);
  await rest.delete(`/organizations/${id}`);
  const console = await openConsole(app, acme.admin);
  await console.get('/organizations');
  await console.get(`/organizations/${be.id}`);
  await console.get('/people');
  await console.get('/people/new');
  await console.post('/people', {
    userName: 'console@acme.example',
    role: 'employee',
    organizationId: 'Acme BE',
  });
}

async function logins({ app, acme, rest }: Tour): Promise<void> {
  const { userName, password } = acme.admin;
  const other = await addAccount(app);
  await addUser(app, other, { userName, password: 'other' });
  for (let host = 1; host <= 22; host++) {
    const headers = { authorization: basic(userName, password), 'x-forwarded-for': `10.${host}.0.1` };
    await send(`${app.url}/api/v1/auth/me`, 'GET', { headers });
    await app.get(LateWrites).flush();
  }
  const wrong = { authorization: basic(userName, 'wrong'), 'x-forwarded-for': '10.1.0.1' };
  await send(`${app.url}/api/v1/auth/me`, 'GET', { headers: wrong });
  const traveller = { userName: 'traveller@acme.example', role: 'admin', password: 'secret' } as const;
  const travellerId = await addUser(app, acme, traveller);
  for (const name of [traveller.userName, 'renamed@acme.example']) {
    await rest.patch(`/users/${travellerId}`, { userName: name });
    await logIn(app, acme, name, traveller.password);
    await app.get(LateWrites).flush();
  }
  const { body } = await logIn(app, acme, userName, password);
  const session = new RestClient(app, `Bearer ${String(body['accessToken'])}`);
  for (let more = 0; more < 101; more++) await logIn(app, acme, userName, password);
  const open = items(await rest.get('/auth/sessions?limit=2'));
  await rest.delete(`/auth/sessions/${open[0]?.id ?? ''}`);
  await session.get('/auth/me');
  await session.post('/auth/logout', undefined);
  await rest.post('/auth/change-password', { currentPassword: password, newPassword: 'a few random words' });
  const { id: userId } = acme.admin;
  const unitOfWork = app.get(UnitOfWork);
  const { passwordHash = null } =
    (await unitOfWork.read(acme.id, (tx) =>
      tx.find(User, { columns: ['passwordHash'], where: idIs(userId) }),
    )) ?? {};
  const token = await unitOfWork.write(acme.id, (tx) =>
    app.get(PasswordResetLinks).issue(tx.by(TESTER), { userId, userName, passwordHash }),
  );
  const confirm = { token, newPassword: password };
  stored(await new RestClient(app).post('/auth/password-reset/confirm', confirm), 204);
}

async function keys({ app, acme, rest }: Tour): Promise<void> {
  const key = await makeApiKey(app, basic(acme.admin.userName, acme.admin.password));
  await send(`${acme.scim.baseUrl}/Users?count=1`, 'GET', { headers: { authorization: `Bearer ${key}` } });
  await app.get(LateWrites).flush();
  const id = items(await rest.get('/api-keys'))[0]?.id ?? '';
  const soon = { expiresAt: new Date(Date.now() + DAY).toISOString() };
  await app.get(UnitOfWork).write(acme.id, (tx) => tx.update(ApiKey, soon, idIs(id)));
  await rest.get('/provisioning/doctor');
  await rest.delete(`/api-keys/${id}`);
}

async function lists({ declaree, acme }: Tour): Promise<void> {
  const files = await UserLists.create(declaree);
  const list = `userName,displayName,manager\nnew@acme.example,New,report@acme.example\nreport@acme.example,Report,admin2@acme.example\n`;
  await files.check(acme, list);
  json(await files.check(acme, list, ['--apply']));
  json(await declaree(['users', 'export', acme.slug, '--json']));
  await files.remove();
}

async function examinations({ app, acme: { scim, admin }, rest }: Tour): Promise<void> {
  // An OAuth connection was the last to call.
  await (await openConsole(app, admin)).get('/connection');
  const one = await scim.create('/Users', { userName: 'one@acme.example', externalId: 'one' });
  const two = await scim.create('/Users', {
    userName: 'two@acme.example',
    [ENTERPRISE]: { manager: { value: one.id } },
    [EXPENSE]: { organization: 'Acme Nowhere' },
  });
  await scim.patch(`/Users/${one.id}`, [
    { op: 'replace', path: `${ENTERPRISE}:manager.value`, value: two.id },
  ]);
  const gone = await scim.create('/Users', { userName: 'gone@acme.example', externalId: 'gone' });
  await scim.create('/Users', { userName: 'waits', [ENTERPRISE]: { manager: { value: 'gone' } } });
  await scim.delete(`/Users/${gone.id}`);
  await scim.patch(`/Users/${two.id}`, [{ op: 'replace', path: 'active', value: 'perhaps' }]);
  const off = [{ op: 'replace', path: 'active', value: false }];
  await scim.patch(`/Users/${two.id}`, off, { 'if-match': 'W/"99"' });
  await scim.patch(`/Users/${admin.id}`, off);
  await app.get(LateWrites).flush();
  await rest.get('/provisioning/doctor');
  await rest.get('/provisioning/events?outcome=failure&operation=patch&resource=User&limit=2');
  await rest.get(`/provisioning/events?resource=${two.id}&since=2020-01-01T00:00:00Z`);
  await rest.get('/provisioning/events?user=boss@acme.example&limit=2');
  await rest.get('/provisioning/events?search=boss&user=boss@acme.example');
  await rest.get('/provisioning/events?search=somewhere%20in%20a%20text');
  await rest.get('/provisioning/events.csv?code=unknown-role&client=Okta');
  const [cause] = items(await rest.get('/provisioning/failures'));
  await rest.get(`/provisioning/events?cause=${String(cause?.['eventId'])}`);
  await rest.get(`/audit?action=user.created&user=${admin.id}&actor=${admin.userName}`);
}
