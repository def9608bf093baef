import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GroupSighting } from '../../../src/provisioning/ownership/group-sighting.entity.js';
import { Owners } from '../../../src/provisioning/ownership/ownership.service.js';
import { UserSighting } from '../../../src/provisioning/ownership/user-sighting.entity.js';
import type { AccountTransaction } from '../../../src/platform/database/account-transaction.js';
import { LateWrites } from '../../../src/platform/database/late-writes.js';
import { present } from '../../../src/platform/database/sql/predicate.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { accessToken, addClient, scimWith } from '../../oauth/oauth.js';
import { items, problem, restOf, type RestClient } from '../../rest/rest-client.js';
import { addAccount, addUsers, makeApiKey, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { restoreClock, setClock } from '../../support/clock.js';
import { databaseLanes } from '../../support/lanes.js';
import { basic, ScimClient } from '../../support/scim-client.js';

const INSTANT = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;
const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';
const DAY = 86_400_000;

describe.each(databaseLanes())('who manages users and groups on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let rest: RestClient;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    acme = await addAccount(app);
    rest = restOf(app, acme);
  });

  const stored = () => app.get(LateWrites).flush();
  const inAccount = <T>(work: (tx: AccountTransaction) => Promise<T>) =>
    app.get(UnitOfWork).write(acme.id, work);
  const namesOf = async (path: string) =>
    items(await rest.get(path)).map((each) => each['userName'] ?? each['displayName']);
  const daysAgo = (days: number) => new Date(Date.now() - days * DAY).toISOString();

  it('says which user writes, and when it was', async () => {
    const user = await acme.scim.create('/Users', { userName: 'noor@acme.example' });
    const group = await acme.scim.create('/Groups', { displayName: 'Payroll' });
    expect(await rest.read(`/users/${user.id}`)).toMatchObject({ managedBy: null, lastSeenAt: null });
    await stored();
    const owned = {
      managedBy: { id: acme.admin.id, name: acme.admin.userName, kind: 'user' },
      lastSeenAt: INSTANT,
    };
    expect(await rest.read(`/users/${user.id}`)).toMatchObject(owned);
    expect(await rest.read(`/groups/${group.id}`)).toMatchObject(owned);
    expect(items(await rest.get('/users?search=noor'))).toMatchObject([owned]);
    expect(items(await rest.get('/groups'))).toMatchObject([owned]);
    expect((await rest.patch(`/users/${user.id}`, { title: 'Controller' })).body).toMatchObject(owned);
    expect((await rest.patch(`/groups/${group.id}`, { displayName: 'Pay' })).body).toMatchObject(owned);
  });

  it('says so for an API key and for an OAuth connection, and the last that writes manages', async () => {
    const { id } = await acme.scim.create('/Users', { userName: 'noor@acme.example' });
    const key = await makeApiKey(app, basic(acme.admin.userName, acme.admin.password));
    const replace = { op: 'replace', path: 'title', value: 'Controller' };
    await new ScimClient(`${app.url}/SCIM/v2`, `Bearer ${key}`).patch(`/Users/${id}`, [replace]);
    await stored();
    const managedBy = { id: acme.admin.id, name: acme.admin.userName, kind: 'api-key' };
    expect(await rest.read(`/users/${id}`)).toMatchObject({ managedBy });

    const client = await addClient(app, acme, { name: 'Entra ID' });
    await scimWith(app, await accessToken(app, client)).patch(`/Users/${id}`, [replace]);
    await stored();
    const connection = { id: client.id, name: 'Entra ID', kind: 'connection' };
    expect(await rest.read(`/users/${id}`)).toMatchObject({ managedBy: connection });

    // Who manages stays known when the connection is revoked.
    await rest.delete(`/oauth-clients/${client.id}`);
    expect(await rest.read(`/users/${id}`)).toMatchObject({ managedBy: connection });
  });

  it('counts the people whom it manages, and no further than it is asked to', async () => {
    await addUsers(app, acme, 2);
    for (const name of ['noor', 'mira', 'jan'])
      await acme.scim.create('/Users', { userName: `${name}@acme.example` });
    await acme.scim.list('/Users');
    await stored();
    const count = (most: number) => inAccount((tx) => app.get(Owners).countPeople(tx, most));
    expect([await count(2), await count(3), await count(100)]).toEqual([2, 3, 3]);
  });

  it.each([
    ['its id', (id: string) => `/Users/${id}`],
    ['a filter', () => '/Users?filter=userName eq "person0001@many.example"'],
    ['a list', () => '/Users?count=100&excludedAttributes=emails'],
    ['a list by cursor', () => '/Users?cursor='],
  ])('has seen a user who is looked up by %s, without managing it', async (_, path) => {
    const [id = ''] = await addUsers(app, acme, 2);
    expect((await acme.scim.get(path(id))).status).toBe(200);
    await stored();
    expect(await rest.read(`/users/${id}`)).toMatchObject({ managedBy: null, lastSeenAt: INSTANT });
  });

  it('has seen what a search of all resources returns', async () => {
    const [id = ''] = await addUsers(app, acme, 1);
    const group = await rest.create('/groups', { displayName: 'Payroll' });
    await acme.scim.post('/.search', { schemas: [SEARCH], count: 100 });
    await stored();
    expect(await rest.read(`/users/${id}`)).toMatchObject({ managedBy: null, lastSeenAt: INSTANT });
    expect(await rest.read(`/groups/${group.id}`)).toMatchObject({ managedBy: null, lastSeenAt: INSTANT });
  });

  it('has seen a group that is looked up, not its members', async () => {
    const [member = ''] = await addUsers(app, acme, 1);
    const group = await rest.create('/groups', { displayName: 'Payroll' });
    await rest.put(`/groups/${group.id}/members/${member}`);
    await acme.scim.read(`/Groups/${group.id}`);
    await stored();
    expect(await rest.read(`/groups/${group.id}`)).toMatchObject({ managedBy: null, lastSeenAt: INSTANT });
    expect(await rest.read(`/users/${member}`)).toMatchObject({ lastSeenAt: null });
  });

  it('is kept from a refused write and an unknown id', async () => {
    const [id = ''] = await addUsers(app, acme, 1);
    await acme.scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'userName', value: '' }]);
    await acme.scim.get('/Users/0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e91');
    await stored();
    expect(await rest.read(`/users/${id}`)).toMatchObject({ managedBy: null, lastSeenAt: null });
  });

  it('costs requests nothing, and a batch as many statements for one user as for a hundred', async () => {
    const ids = await addUsers(app, acme, 120);
    const batchOf = async (path: string) => {
      await acme.scim.get(path);
      app.statements.clear();
      await stored();
      return app.statements.statements.filter((sql) => sql.includes('sightings'));
    };
    const one = await batchOf(`/Users/${ids[119]}`);
    const hundred = await batchOf('/Users?count=100');
    expect(one.length).toBeGreaterThan(0);
    expect(hundred.length).toBe(one.length);
    // Within the hour, nothing is written again.
    expect(await batchOf('/Users?count=100')).toEqual([]);

    app.statements.clear();
    await acme.scim.get('/Users?count=100');
    await acme.scim.patch(`/Users/${ids[0]}`, [{ op: 'replace', path: 'title', value: 'Controller' }]);
    expect(app.statements.statements.join('\n')).not.toContain('sightings');
  });

  it('is written again after an hour, and not before', async () => {
    const { id } = await acme.scim.create('/Users', { userName: 'noor@acme.example' });
    await stored();
    const seen = async () => String((await rest.read(`/users/${id}`))['lastSeenAt']);
    const first = await seen();
    const lookUpLater = async (minutes: number) => {
      setClock(Date.now() + minutes * 60_000);
      try {
        await acme.scim.read(`/Users/${id}`);
        await stored();
        return await seen();
      } finally {
        restoreClock();
      }
    };
    expect(await lookUpLater(59)).toBe(first);
    const later = await lookUpLater(61);
    expect(Date.parse(later) - Date.parse(first)).toBeGreaterThanOrEqual(3_600_000);
    expect(await rest.read(`/users/${id}`)).toMatchObject({ managedBy: { id: acme.admin.id } });
  });

  it('filters lists', async () => {
    await addUsers(app, acme, 2);
    await acme.scim.create('/Users', { userName: 'managed@acme.example' });
    await acme.scim.list('/Users?filter=userName eq "person0001@many.example"');
    await acme.scim.create('/Groups', { displayName: 'Managed' });
    for (const displayName of ['Seen', 'Local']) await rest.create('/groups', { displayName });
    await acme.scim.list('/Groups?filter=displayName eq "Seen"');
    await stored();
    expect(await namesOf('/users?managed=managed')).toEqual(['managed@acme.example']);
    expect(await namesOf('/users?managed=seen')).toEqual(['person0001@many.example']);
    expect(await namesOf('/users?managed=local')).toEqual([acme.admin.userName, 'person0002@many.example']);
    expect(await namesOf('/users?managed=local&search=person')).toEqual(['person0002@many.example']);
    expect(await namesOf('/groups?managed=managed')).toEqual(['Managed']);
    expect(await namesOf('/groups?managed=seen')).toEqual(['Seen']);
    expect(await namesOf('/groups?managed=local')).toEqual(['Local']);
    expect(await namesOf('/users?notSeenDays=1')).toEqual([]);
    await inAccount(async (tx) => {
      await tx.update(UserSighting, { lastSeenAt: daysAgo(3) }, present('managedById'));
    });
    expect(await namesOf('/users?notSeenDays=2')).toEqual(['managed@acme.example']);
    expect(await namesOf('/users?notSeenDays=4')).toEqual([]);
  });

  it.each(['managed=all', 'notSeenDays=0', 'notSeenDays=many', 'notSeenDays=3651'])(
    'refuses the filter %s',
    async (query) => {
      expect(await rest.get(`/users?${query}`)).toMatchObject(problem(400, 'invalid-input'));
    },
  );

  it('goes with deleted groups, and with users once they are erased', async () => {
    const user = await acme.scim.create('/Users', { userName: 'noor@acme.example' });
    const group = await acme.scim.create('/Groups', { displayName: 'Payroll' });
    await stored();
    const rows = () => inAccount(async (tx) => [await tx.count(UserSighting), await tx.count(GroupSighting)]);
    expect(await rows()).toEqual([1, 1]);
    await acme.scim.delete(`/Users/${user.id}`);
    await rest.delete(`/groups/${group.id}`);
    await stored();
    // Somebody who is restored has the same manager again.
    expect(await rows()).toEqual([1, 0]);
    expect((await rest.post(`/users/${user.id}/erase`, {})).status).toBe(204);
    expect(await rows()).toEqual([0, 0]);
  });
});
