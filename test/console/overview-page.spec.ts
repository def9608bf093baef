import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../src/common/identifier.js';
import { openDataSource } from '../../src/platform/database/connections/migrate.js';
import { DatabaseConnections } from '../../src/platform/database/connections/database-connections.js';
import { LateWrites } from '../../src/platform/database/late-writes.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { ProvisioningEvent } from '../../src/provisioning/log/provisioning-event.entity.js';
import { addAccount, addOperatorLogin, addUsers, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { openConsole, type ConsoleClient } from '../support/console.js';
import { restOf } from '../rest/rest-client.js';
import { databaseLanes } from '../support/lanes.js';
import { basic, EXPENSE, OKTA, resource, ScimClient } from '../support/scim-client.js';
import { plansOf } from '../platform/database/query-plans.js';

describe.each(databaseLanes())("the console's first page on $name", (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let okta: ScimClient;
  let client: ConsoleClient;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    acme = await addAccount(app);
    okta = oktaOf(acme);
    client = await openConsole(app, acme.admin);
  });

  const oktaOf = ({ admin: { userName, password }, scim }: TestAccount, secret = password) =>
    new ScimClient(scim.baseUrl, basic(userName, secret), OKTA);
  /** The first page with all that has happened, which is counted about a second later. */
  const home = async (of: ConsoleClient = client) => {
    await app.get(LateWrites).flush();
    return of.get('/');
  };
  const addPerson = async (name: string) =>
    resource(await okta.post('/Users', { userName: `${name}@acme.example`, externalId: name }), 201).id;

  describe('until the first user arrives', () => {
    it('leads through the set-up, with the values of the chosen identity provider', async () => {
      const { text } = await home();
      expect(text).toContain('Connect your identity provider');
      expect(text).not.toContain('Tenant URL');
      expect((await client.get('/?provider=okta')).text).toContain(`SCIM connector base URL ${app.url}`);
      expect((await client.get('/?provider=entra')).text).toContain(`Tenant URL ${app.url}/SCIM/v2`);
      expect((await client.get('/?provider=other')).text).toContain('OneLogin');
      expect((await client.get('/?provider=constructor')).text).not.toContain('2. Enter these values');
    });

    it('ticks each step that the identity provider has done', async () => {
      const steps = async () =>
        [...(await client.get('/setup')).text.matchAll(/(Test|First) (\w+) (Done|Waiting|Refused)/g)].map(
          ([, , what, state]) => `${what} ${state}`,
        );
      expect(await steps()).toEqual([
        'passed Waiting',
        'user Waiting',
        'group Waiting',
        'deactivation Waiting',
      ]);
      await oktaOf(acme, 'mistyped').get('/Users?startIndex=1&count=2');
      expect((await steps())[0]).toBe('passed Refused');
      expect((await client.get('/setup')).text).toContain('The user name or password is wrong.');
      await okta.get('/Users?startIndex=1&count=2');
      expect((await steps())[0]).toBe('passed Done');
      expect((await home()).text).toContain('SCIM connector base URL');

      const id = await addPerson('mira');
      expect((await home()).text).toContain('Finish the set-up');
      expect(await steps()).toEqual(['passed Done', 'user Done', 'group Waiting', 'deactivation Waiting']);
      await okta.post('/Groups', { displayName: 'Sales', members: [{ value: id }] });
      await okta.patch(`/Users/${id}`, [{ op: 'replace', path: 'active', value: false }]);
      expect((await home()).text).not.toContain('Finish the set-up');
      expect(await steps()).toEqual(['passed Done', 'user Done', 'group Done', 'deactivation Done']);
    });

    it('ticks the user and the group that the identity provider takes over', async () => {
      const rest = restOf(app, acme);
      const person = await rest.create('/users', { userName: 'mira@acme.example' });
      const group = await rest.create('/groups', { displayName: 'Sales' });
      await okta.get('/Users?filter=userName eq "mira@acme.example"');
      expect((await home()).text).toContain('Connect your identity provider');
      await okta.put(`/Users/${person.id}`, { userName: 'mira@acme.example', externalId: '00u1' });
      const { text } = await home();
      expect(text).toContain('Finish the set-up');
      expect(text).toMatch(/First user Done .* First group Waiting /);
      await okta.patch(`/Groups/${group.id}`, [
        { op: 'add', path: 'members', value: [{ value: person.id }] },
      ]);
      expect((await home()).text).toMatch(/First group Done .* First deactivation Waiting /);
    });

    it('is not taken for set up by people whom the customer adds', async () => {
      await client.get('/people/new');
      const person = { userName: 'jan@acme.example', role: 'employee', organizationId: 'Acme NL' };
      expect((await client.post('/people', person)).status).toBe(303);
      await restOf(app, acme).create('/users', { userName: 'ann@acme.example', externalId: 'e-1' });
      expect((await home()).text).toContain('Connect your identity provider');
    });

    it('says if provisioning is paused', async () => {
      await restOf(app, acme).patch('/provisioning/settings', { paused: true });
      expect((await home()).text).toContain(`Provisioning is paused by ${acme.admin.userName}`);
    });

    it('says if SCIM is off', async () => {
      const off = await addAccount(app, { scim: false });
      expect((await home(await openConsole(app, off.admin))).text).toContain('SCIM is off for your account.');
    });
  });

  describe('afterwards', () => {
    it('says whether provisioning works, and how many people and groups there are', async () => {
      const [mira, jan] = [await addPerson('mira'), await addPerson('jan')];
      await okta.post('/Groups', { displayName: 'Sales', members: [{ value: mira }] });
      await okta.patch(`/Users/${mira}`, [{ op: 'replace', path: 'active', value: false }]);
      const { text, html } = await home();
      expect(text).toMatch(
        new RegExp(`Okta is connected\\. Last call: .* UTC \\. Logs in as ${acme.admin.userName}`),
      );
      expect(text).toContain('People 3 Managed 2 Active 2 Deactivated 1 Groups 1');
      expect(html).toContain('href="/people?state=deactivated"');
      expect(html).toContain('href="/people?managed=managed"');
      await okta.patch(`/Users/${jan}`, [{ op: 'remove', path: 'externalId' }]);
      await restOf(app, acme).create('/users', { userName: 'own@acme.example', externalId: 'own' });
      expect((await home()).text).toContain('People 4 Managed 2 Active 3');
      await okta.delete(`/Users/${mira}`);
      expect((await home()).text).toContain('People 3 Managed 1 Active 3 Deactivated 0');
    });

    it('counts what happened by day, and tells it to screen readers', async () => {
      const mira = await addPerson('mira');
      await okta.patch(`/Users/${mira}`, [{ op: 'replace', path: 'title', value: 'Lead' }]);
      await okta.delete(`/Users/${mira}`);
      await okta.post('/Users', {});
      const { text, html } = await home();
      for (const metric of ['Created', 'Changed', 'Deactivated', 'Failed']) {
        expect(text).toMatch(new RegExp(`${metric} 1 today .* 7 days: 1 30 days: 1`));
        expect(text).toMatch(
          new RegExp(`${metric} per day over the last 30 days\\. Most: 1 on \\d+ \\w+\\.`),
        );
      }
      expect(html.match(/<rect/g)).toHaveLength(4 * 30);
      expect(text).toMatch(/Day \(UTC\) Created Changed Deactivated Failed \d+ \w+ 1 1 1 1 /);
    });

    it('groups failures by cause, with one advice and those whom it concerns', async () => {
      const [mira, jan] = [await addPerson('mira'), await addPerson('jan')];
      for (const id of [mira, jan])
        await okta.put(`/Users/${id}`, { userName: acme.admin.userName, displayName: 'Taken' });
      const { text, html } = await home();
      expect(text).toContain('Okta is connected, but some requests failed.');
      expect(text).toMatch(
        /Failures in the last 7 days The user name is taken by another active user 2 requests for 2 users and groups, last: .* UTC If both are the same person: in Okta, /,
      );
      expect(html.match(/href="\/log\/[\da-f-]{36}"/g)).toHaveLength(2);
      expect(html).toContain('href="/log/causes"');
    });

    it('leaves out who is solved, and is content once everybody is', async () => {
      const [ann, ben] = ['ann', 'ben'].map((name) => ({ userName: `${name}@acme.example` }));
      for (const person of [ann, ben]) await okta.post('/Users', { ...person, [EXPENSE]: { role: 'x' } });
      resource(await okta.post('/Users', ann), 201);
      const { text } = await home();
      expect(text).toContain('Okta is connected, but some requests failed.');
      expect(text).toMatch(
        /There is no such role \(role "x"\) 2 requests for 2 users and groups, 1 solved since, last: /,
      );
      const failures = (of: string) =>
        / Failures in the last 7 days .* The last 30 days /.exec(of)?.[0] ?? '';
      expect(failures(text)).toContain('ben@acme.example');
      expect(failures(text)).not.toContain('ann@acme.example');
      expect(text).not.toContain('more Show all');

      resource(await okta.post('/Users', ben), 201);
      const solved = (await home()).text;
      expect(solved).toContain('Okta is connected. Last call');
      expect(failures(solved)).toMatch(
        /7 days 1 cause is solved: a later request succeeded for everybody\. Show/,
      );
      await okta.get('/Users?filter=nonsense');
      const unnamed = (await home()).text;
      expect(unnamed).toContain('some requests failed');
      expect(failures(unnamed)).toContain('The filter cannot be read 1 request, last: ');
    });

    it('says that the identity provider cannot connect, or that SCIM is off', async () => {
      await addPerson('mira');
      await oktaOf(acme, 'mistyped').get('/Users?startIndex=1&count=2');
      expect((await home()).text).toContain('Okta cannot connect.');
    });

    it('says that provisioning is paused, by whom and since when, before the provider calls again', async () => {
      await addPerson('mira');
      const settings = restOf(app, acme);
      await settings.patch('/provisioning/settings', { paused: true });
      const support = await openConsole(app, await addOperatorLogin(app));
      const { text, html } = await home();
      expect(text).toMatch(
        new RegExp(
          `Provisioning is paused: all requests of the identity provider are refused\\. Last call: .*Paused by ${acme.admin.userName}, since .* UTC \\. Once the cause is fixed, resume it under Provisioning settings`,
        ),
      );
      expect(html).toContain('href="/provisioning-settings"');
      expect(text).not.toContain('is connected');
      const seen = await support.get(`/accounts/${acme.id}`);
      expect(seen.text).toContain('Provisioning is paused: all requests');
      expect(seen.text).toContain('Only an administrator of the account can resume it');
      expect(seen.text).not.toContain('is connected');
      await settings.patch('/provisioning/settings', { paused: false });
      expect((await home()).text).toContain('Okta is connected.');
      expect((await support.get(`/accounts/${acme.id}`)).text).toContain('Okta is connected.');
    });

    it('lists the last runs in words, and keys that end soon', async () => {
      await addPerson('mira');
      await client.get('/keys');
      await client.post('/keys', { name: 'Okta', lifetime: 'month' });
      const { text, html } = await home();
      expect(text).toMatch(new RegExp(`Okta ${acme.admin.userName} 1 created`));
      expect(html).toMatch(/href="\/runs\/[\da-f-]{36}"/);
      expect(text).toMatch(new RegExp(`The API key Okta of ${acme.admin.userName} ends on .* UTC \\.`));
    });
  });

  it('takes as many statements for a large account as for a small one, each by an index', async () => {
    const large = await addAccount(app);
    const statementsOf = async (of: TestAccount) => {
      const reader = await openConsole(app, of.admin);
      resource(await oktaOf(of).post('/Users', { userName: 'mira@acme.example', externalId: 'e' }), 201);
      await oktaOf(of).post('/Users', {});
      await home(reader);
      app.statements.clear();
      await reader.get('/');
      return [...app.statements.runs];
    };
    await addUsers(app, large, 1_200);
    const events = Array.from({ length: 3_000 }, () => newEvent());
    await app.get(UnitOfWork).write(large.id, (tx) => tx.insert(ProvisioningEvent, events));
    const [few, many] = [await statementsOf(acme), await statementsOf(large)];
    expect(many.length).toBe(few.length);
    expect(many.length).toBeLessThanOrEqual(16);

    // With libsql, after an EXPLAIN a connection neither sees new rows nor commits.
    const dataSource = await openDataSource(app.get(DataSource).options);
    const planner = new DatabaseConnections(dataSource, dataSource);
    // An administrator has twenty keys at most, so that sorting them costs nothing.
    const growing = many.filter(({ sql }) => !/`(?:api_keys|oauth_client_secrets)`/.test(sql));
    const plans = await plansOf(planner, growing);
    await dataSource.destroy();
    expect(plans.flatMap(({ costly }) => costly)).toEqual([]);
    const counts = growing.filter(({ sql }) => sql.includes('COUNT('));
    expect(counts.map(({ sql }) => /FROM `(\w+)`/.exec(sql)?.[1])).toEqual(['user_sightings']);
    expect(counts[0]?.sql).toMatch(/ LIMIT \? ?\) counted$/);
  });

  const newEvent = () => ({
    id: newId(),
    time: new Date().toISOString(),
    actor: 'okta',
    operation: 'patch' as const,
    resourceType: 'User' as const,
    resourceId: null,
    outcome: 'success' as const,
    status: 200,
    detail: null,
    code: null,
    durationMs: 1,
    count: 1,
    client: null,
    changes: null,
  });

  describe('for support', () => {
    it('shows the same of an account, without links to its people', async () => {
      const mira = await addPerson('mira');
      await okta.put(`/Users/${mira}`, { userName: acme.admin.userName });
      await app.get(LateWrites).flush();
      const support = await openConsole(app, await addOperatorLogin(app));
      const { text, html } = await support.get(`/accounts/${acme.id}`);
      expect(text).toContain('Okta is connected, but some requests failed.');
      expect(text).toContain('People 2 Managed 1 Active 2 Deactivated 0 Groups 0');
      expect(text).toContain('The user name is taken by another active user');
      expect(html).toMatch(new RegExp(`href="/accounts/${acme.id}/log/[\\da-f-]{36}"`));
      expect(html).toMatch(new RegExp(`href="/accounts/${acme.id}/runs/[\\da-f-]{36}"`));
      expect(html).not.toMatch(/href="\/(?:people|groups|runs|log|setup)/);
    });

    it('lists the accounts with failures, and those that are silent', async () => {
      const support = await openConsole(app, await addOperatorLogin(app));
      const listed = async (query: string) =>
        (await support.get(`/accounts?search=${acme.slug}&${query}`)).html.includes(`/accounts/${acme.id}"`);
      await okta.get('/Users');
      await app.get(LateWrites).flush();
      expect([await listed('state='), await listed('state=failures'), await listed('state=silent')]).toEqual([
        true,
        false,
        false,
      ]);
      await okta.post('/Users', {});
      expect(await listed('state=failures&sort=failures')).toBe(true);
      await app.get(LateWrites).flush();
      await app
        .get(DataSource)
        .query('UPDATE `provisioning_activity` SET `lastCallAt` = ? WHERE `accountId` = ?', [
          '2026-01-01 00:00:00.000',
          acme.id,
        ]);
      expect(await listed('state=silent&sort=silence')).toBe(true);
      expect((await support.get('/accounts?state=odd')).status).toBe(400);
    });
  });
});
