import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { items, problem, restOf, stored, type RestClient } from '../rest-client.js';

describe.each(databaseLanes())('organizations over REST on $name', (lane) => {
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

  const at = (id: string) => `/organizations/${id}`;

  it('are created, read, renamed, moved and deleted', async () => {
    const { parent, nl, be } = acme.organizations;
    const answer = await rest.post('/organizations', { name: ' Acme Ghent ', parentId: be.id });
    const ghent = stored(answer, 201);
    expect(ghent).toMatchObject({ name: 'Acme Ghent', parentId: be.id, version: 1 });
    expect(answer.headers.get('location')).toBe(`${app.url}/api/v1${at(ghent.id)}`);
    expect(await rest.read(at(ghent.id))).toEqual(ghent);

    const renamed = stored(await rest.patch(at(ghent.id), { name: 'Acme Gent' }));
    expect(renamed).toMatchObject({ name: 'Acme Gent', parentId: be.id, version: 2 });
    const moved = stored(await rest.patch(at(ghent.id), { parentId: nl.id }));
    expect(moved).toMatchObject({ name: 'Acme Gent', parentId: nl.id, version: 3 });
    const topped = stored(await rest.patch(at(ghent.id), { parentId: null }));
    expect(topped).toMatchObject({ parentId: null, createdAt: ghent['createdAt'] });
    expect(stored(await rest.patch(at(ghent.id), {}))).toEqual(topped);

    expect((await rest.delete(at(ghent.id))).status).toBe(204);
    expect(await rest.get(at(ghent.id))).toMatchObject(problem(404, 'not-found'));
    expect((await rest.read(at(parent.id)))['name']).toBe('Acme Group');
  });

  it('are listed by name, in pages, and found by part of the name', async () => {
    const names = async (query: string) => items(await rest.get(`/organizations${query}`)).map(nameOf);
    expect(stored(await rest.get('/organizations'))).toMatchObject({ total: 3, page: 1, limit: 25 });
    expect(await names('')).toEqual(['Acme BE', 'Acme Group', 'Acme NL']);
    expect(await names('?limit=2')).toEqual(['Acme BE', 'Acme Group']);
    expect(await names('?limit=2&page=2')).toEqual(['Acme NL']);
    expect(await names('?search=%20aCME%20b')).toEqual(['Acme BE']);
    expect(stored(await rest.get('/organizations?search=nothing'))).toMatchObject({ items: [], total: 0 });
  });

  it('have names that are unique in the account, in any letter case', async () => {
    const taken = problem(409, 'organization-name-taken', '/name');
    expect(await rest.post('/organizations', { name: 'ACME nl' })).toMatchObject(taken);
    expect(await rest.patch(at(acme.organizations.be.id), { name: 'acme NL' })).toMatchObject(taken);
    expect((await rest.patch(at(acme.organizations.nl.id), { name: 'ACME NL' })).status).toBe(200);
  });

  it('stay a tree', async () => {
    const { parent, nl } = acme.organizations;
    const cycle = problem(400, 'organization-cycle', '/parentId');
    expect(await rest.patch(at(nl.id), { parentId: nl.id })).toMatchObject(cycle);
    expect(await rest.patch(at(parent.id), { parentId: nl.id })).toMatchObject(cycle);
    const unknown = problem(400, 'unknown-parent', '/parentId');
    expect(await rest.patch(at(nl.id), { parentId: 'nobody' })).toMatchObject(unknown);
    expect(await rest.post('/organizations', { name: 'Lost', parentId: 'nobody' })).toMatchObject(unknown);
  });

  it('stay a tree when two are moved below each other’s children at once', async () => {
    for (let round = 0; round < 5; round++) {
      const add = (name: string, parentId: string | null) =>
        rest.create('/organizations', { name: `${name} ${round}`, parentId });
      const [left, right] = [await add('Left', null), await add('Right', null)];
      const belowLeft = await add('Below left', left.id);
      const belowRight = await add('Below right', right.id);
      const moves = await Promise.all([
        rest.patch(at(left.id), { parentId: belowRight.id }),
        rest.patch(at(right.id), { parentId: belowLeft.id }),
      ]);
      expect(moves.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 400]);
    }
  });

  it('are not deleted while they have children, users, or records of deleted users', async () => {
    const { parent, nl } = acme.organizations;
    const children = problem(409, 'organization-has-children');
    const inUse = problem(409, 'organization-in-use');
    expect(await rest.delete(at(parent.id))).toMatchObject(children);

    const mira = await rest.create('/users', { userName: 'mira@acme.example', organizationId: nl.id });
    expect(await rest.delete(at(nl.id))).toMatchObject(inUse);
    expect((await rest.delete(`/users/${mira.id}`)).status).toBe(204);
    expect(await rest.delete(at(nl.id))).toMatchObject(inUse);
  });

  it('do not cause a server error when users join one while it is deleted', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await rest.create('/organizations', { name: `Short-lived ${round}` });
      const user = { userName: `late${round}@acme.example`, organizationId: id };
      const [joined, ended] = await Promise.all([rest.post('/users', user), rest.delete(at(id))]);
      expect([
        [201, 409],
        [400, 204],
      ]).toContainEqual([joined.status, ended.status]);
    }
  });

  it('are changed and deleted only at the version that If-Match names', async () => {
    const { id } = acme.organizations.nl;
    const stale = { 'if-match': (await rest.get(at(id))).headers.get('etag') ?? '' };
    const changed = await rest.patch(at(id), { name: 'Acme Nederland' }, stale);
    expect(changed.headers.get('etag')).toBe('W/"2"');
    expect(await rest.patch(at(id), { name: 'Acme Holland' }, stale)).toMatchObject(problem(412, 'stale'));
    expect(await rest.delete(at(id), stale)).toMatchObject(problem(412, 'stale'));
    expect((await rest.delete(at(id), { 'if-match': 'W/"2"' })).status).toBe(204);
  });

  it.each([
    ['no name', {}, '/name'],
    ['a blank name', { name: ' ' }, '/name'],
    ['a number as the name', { name: 5 }, '/name'],
    ['a name of 321 characters', { name: 'n'.repeat(321) }, '/name'],
    ['an unknown field', { name: 'Acme FR', colour: 'blue' }, '/colour'],
  ])('are refused with %s', async (_, body, pointer) => {
    const { status, body: refusal } = await rest.post('/organizations', body);
    expect({ status, refusal }).toMatchObject({ status: 400, refusal: { errors: [{ pointer }] } });
  });

  it.each(['page=0', 'limit=0', 'limit=101', 'order=name'])('are not listed with ?%s', async (query) => {
    expect((await rest.get(`/organizations?${query}`)).status).toBe(400);
  });
});

const nameOf = ({ name }: Record<string, unknown>) => name;
