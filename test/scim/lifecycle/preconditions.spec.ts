import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { restOf } from '../../rest/rest-client.js';
import { ENTERPRISE, resource, scimError, type Resource } from '../../support/scim-client.js';

describe.each(databaseLanes())('entity tags on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let number = 0;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  const KINDS = [
    ['/Users', () => ({ userName: `person${++number}@acme.example` })],
    ['/Groups', () => ({ displayName: `Group ${++number}` })],
  ] as const;

  describe.each(KINDS)('%s', (path, facts) => {
    const nameOf = ({ userName, displayName }: Record<string, unknown>) =>
      userName === undefined ? { displayName } : { userName };
    const rename = (value: Record<string, unknown>) => [{ op: 'replace', value }];

    it('are in the header and in meta, the same in every answer', async () => {
      const created = await acme.scim.post(path, facts());
      const { id, meta, ...rest } = resource(created, 201);
      expect(meta.version).toMatch(/^W\/"[^"]+"$/);
      const others = [
        await acme.scim.get(`${path}/${id}`),
        await acme.scim.put(`${path}/${id}`, nameOf(rest)),
        await acme.scim.patch(`${path}/${id}`, rename(nameOf(rest))),
      ];
      for (const { headers } of [created, ...others]) expect(headers.get('etag')).toBe(meta.version);
    });

    it('change with every change of the resource, as lastModified does', async () => {
      const created = await acme.scim.create(path, facts());
      await acme.scim.patch(`${path}/${created.id}`, rename(facts()));
      const changed = await acme.scim.read(`${path}/${created.id}`);
      expect(changed.meta.version).not.toBe(created.meta.version);
      expect(changed.meta.created).toBe(created.meta.created);
      expect(Date.parse(changed.meta.lastModified)).toBeGreaterThanOrEqual(Date.parse(created.meta.created));
    });

    it('allow a change only if If-Match matches', async () => {
      const first = await acme.scim.create(path, facts());
      const at = `${path}/${first.id}`;
      const stale = { 'if-match': first.meta.version };
      expect((await acme.scim.put(at, facts(), stale)).status).toBe(200);
      const second = await acme.scim.read(at);

      const refused = [
        await acme.scim.put(at, facts(), stale),
        await acme.scim.patch(at, rename(facts()), stale),
        await acme.scim.delete(at, stale),
      ];
      for (const { status, body } of refused) {
        expect(status).toBe(412);
        expect(body).toMatchObject(scimError(412, { detail: expect.stringContaining('If-Match') }));
      }
      expect(await acme.scim.read(at)).toEqual(second);

      const anyOf = { 'if-match': `W/"0", ${second.meta.version}` };
      expect((await acme.scim.patch(at, rename(facts()), anyOf)).status).toBeLessThan(300);
      expect((await acme.scim.delete(at, { 'if-match': '*' })).status).toBe(204);
    });

    it('are accepted in If-Match without quotes, and refused with a reason if invalid', async () => {
      const { id, meta } = await acme.scim.create(path, facts());
      const bare = /"(.+)"/.exec(meta.version)?.[1] ?? '';
      for (const ifMatch of ['', '""', '"']) {
        const refused = await acme.scim.patch(`${path}/${id}`, rename(facts()), { 'if-match': ifMatch });
        expect(refused.body).toMatchObject(
          scimError(400, { detail: expect.stringMatching(/^If-Match must be the ETag/) }),
        );
      }
      const changed = await acme.scim.patch(`${path}/${id}`, rename(facts()), { 'if-match': bare });
      expect(changed.status).toBeLessThan(300);
      const late = await acme.scim.patch(`${path}/${id}`, rename(facts()), { 'if-match': bare });
      expect(late.status).toBe(412);
    });

    it('save the body of a GET if If-None-Match names the current version', async () => {
      const { id, meta } = await acme.scim.create(path, facts());
      const hit = await acme.scim.get(`${path}/${id}`, { 'if-none-match': meta.version });
      expect({ status: hit.status, body: hit.body }).toEqual({ status: 304, body: {} });
      expect(hit.headers.get('etag')).toBe(meta.version);
      const miss = await acme.scim.get(`${path}/${id}`, { 'if-none-match': 'W/"0"' });
      expect(resource(miss).id).toBe(id);
    });
  });

  describe('do not hide changes of other resources that a resource shows', () => {
    /** Whether a GET with the tag of the previous one answers 304. */
    const isKept = async (at: string, query = '') => {
      const { headers } = await acme.scim.get(at + query);
      return async () => {
        const ifNoneMatch = { 'if-none-match': headers.get('etag') ?? '' };
        const { status, body } = await acme.scim.get(at + query, ifNoneMatch);
        if (status === 304) return true;
        expect(body).toEqual(await acme.scim.read(at + query));
        return false;
      };
    };
    const newName = () => `person${++number}@acme.example`;
    const replace = (at: string, value: Record<string, unknown>) =>
      acme.scim.patch(at, [{ op: 'replace', value }]);

    it('the groups of a user, and their names', async () => {
      const user = await acme.scim.create('/Users', { userName: newName() });
      const at = `/Users/${user.id}`;
      const members = [{ value: user.id }];
      let kept = await isKept(at);
      const group = await acme.scim.create('/Groups', { displayName: newName(), members });
      expect(await kept()).toBe(false);
      kept = await isKept(at);
      expect(await kept()).toBe(true);
      await replace(`/Groups/${group.id}`, { displayName: newName() });
      expect(await kept()).toBe(false);
      kept = await isKept(at);
      await acme.scim.patch(`/Groups/${group.id}`, [
        { op: 'remove', path: `members[value eq "${user.id}"]` },
      ]);
      expect(await kept()).toBe(false);
      expect((await acme.scim.read(at)).meta).toEqual(user.meta);
    });

    it('the name of the manager', async () => {
      const manager = await acme.scim.create('/Users', { userName: newName() });
      const user = await acme.scim.create('/Users', {
        userName: newName(),
        [ENTERPRISE]: { manager: { value: manager.id } },
      });
      const kept = await isKept(`/Users/${user.id}`);
      expect(await kept()).toBe(true);
      await sleep(2);
      await replace(`/Users/${manager.id}`, { displayName: 'Another name' });
      expect(await kept()).toBe(false);
    });

    it('the name of the organization', async () => {
      const user = await acme.scim.create('/Users', { userName: newName() });
      const kept = await isKept(`/Users/${user.id}`);
      expect(await kept()).toBe(true);
      await sleep(2);
      const { id } = acme.organizations.parent;
      await restOf(app, acme).patch(`/organizations/${id}`, { name: newName() });
      expect(await kept()).toBe(false);
    });

    it('the names of the members of a group, if they are shown', async () => {
      const user = await acme.scim.create('/Users', { userName: newName() });
      const members = [{ value: user.id }];
      const { id } = await acme.scim.create('/Groups', { displayName: newName(), members });
      const kept = await isKept(`/Groups/${id}`);
      const keptWithout = await isKept(`/Groups/${id}`, '?excludedAttributes=members');
      expect([await kept(), await keptWithout()]).toEqual([true, true]);
      await sleep(2);
      await replace(`/Users/${user.id}`, { displayName: 'Another name' });
      expect([await kept(), await keptWithout()]).toEqual([false, true]);
    });

    it('but a change of groups does not affect If-Match or a filter by version', async () => {
      const user = await acme.scim.create('/Users', { userName: newName() });
      await acme.scim.create('/Groups', { displayName: newName(), members: [{ value: user.id }] });
      const { meta } = await acme.scim.read(`/Users/${user.id}`);
      expect(meta.version).not.toBe(user.meta.version);
      const filter = `userName eq "${user['userName'] as string}" and meta.version eq ${JSON.stringify(meta.version)}`;
      expect(await acme.scim.search('/Users', filter)).toMatchObject([{ id: user.id, meta }]);
      for (const version of [user.meta.version, `W/"2${meta.version.slice(4)}`]) {
        const title = [{ op: 'replace', value: { title: version } }];
        const changed = await acme.scim.patch(`/Users/${user.id}`, title, { 'if-match': version });
        expect(changed.status).toBe(200);
      }
    });
  });

  it('keep two writers from overwriting each other: one of them is refused', async () => {
    const user: Resource = await acme.scim.create('/Users', { userName: `person${++number}@acme.example` });
    const ifMatch = { 'if-match': user.meta.version };
    const titles = ['Controller', 'Auditor', 'Director', 'Clerk'];
    const answers = await Promise.all(
      titles.map((title) => acme.scim.put(`/Users/${user.id}`, { ...user, title }, ifMatch)),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412, 412, 412]);
    const winner = answers.find(({ status }) => status === 200);
    expect(await acme.scim.read(`/Users/${user.id}`)).toEqual(winner?.body);
  });
});
