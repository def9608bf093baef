import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { databaseLanes } from '../support/lanes.js';
import { resource, scimError, type Resource } from '../support/scim-client.js';

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

    it('come as header and in meta, the same on every answer', async () => {
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

    it('move with every change, and lastModified with them', async () => {
      const created = await acme.scim.create(path, facts());
      await acme.scim.patch(`${path}/${created.id}`, rename(facts()));
      const changed = await acme.scim.read(`${path}/${created.id}`);
      expect(changed.meta.version).not.toBe(created.meta.version);
      expect(changed.meta.created).toBe(created.meta.created);
      expect(Date.parse(changed.meta.lastModified)).toBeGreaterThanOrEqual(Date.parse(created.meta.created));
    });

    it('let a change pass only on the version that If-Match names', async () => {
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

    it('save the body of a GET where If-None-Match names the current version', async () => {
      const { id, meta } = await acme.scim.create(path, facts());
      const hit = await acme.scim.get(`${path}/${id}`, { 'if-none-match': meta.version });
      expect({ status: hit.status, body: hit.body }).toEqual({ status: 304, body: {} });
      expect(hit.headers.get('etag')).toBe(meta.version);
      const miss = await acme.scim.get(`${path}/${id}`, { 'if-none-match': 'W/"0"' });
      expect(resource(miss).id).toBe(id);
    });
  });

  it('keep two writers from overwriting each other: one of them is told', async () => {
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
