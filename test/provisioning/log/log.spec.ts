import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, addOperator, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { basic, EXPENSE, send } from '../../support/scim-client.js';

interface Event {
  id: string;
  actor: string;
  operation: string;
  resourceType: string | null;
  resourceId: string | null;
  outcome: string;
  status: number;
  detail: string | null;
  durationMs: number;
  changes: { path: string; old: unknown; new: unknown }[];
}

describe.each(databaseLanes())('the provisioning log on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane, { TRUST_PROXY: 'true' });
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  const credentials = () => basic(`${acme.slug}/${acme.admin.userName}`, acme.admin.password);

  const read = async (query = '', authorization = credentials()) => {
    const response = await fetch(`${app.url}/api/v1/provisioning/events?${query}`, {
      headers: { authorization },
    });
    expect(response.status).toBe(200);
    return (await response.json()) as { items: Event[]; nextCursor: string | null };
  };

  const latest = async (resource: string): Promise<Event | undefined> =>
    (await read(`resource=${resource}`)).items[0];

  it('records what a create has set, but never the password', async () => {
    const user = await acme.scim.create('/Users', {
      userName: 'log.one',
      title: 'Clerk',
      password: 'marker-secret-1',
    });
    const event = await latest(user.id);
    expect(event).toMatchObject({
      actor: acme.admin.userName,
      operation: 'create',
      resourceType: 'User',
      outcome: 'success',
      status: 201,
    });
    expect(event?.changes).toContainEqual({ path: 'title', old: null, new: 'Clerk' });
    expect(event?.changes).toContainEqual({ path: 'password', old: null, new: null });
    expect(JSON.stringify(await read('limit=100'))).not.toContain('marker-secret-1');
  });

  it('has operations of their own for deactivation, reactivation and a new password', async () => {
    const { id } = await acme.scim.create('/Users', { userName: 'log.two' });
    const operations = [];
    for (const value of [
      { active: false },
      { active: true },
      { password: 'marker-secret-2' },
      { title: 'x' },
    ]) {
      await acme.scim.patch(`/Users/${id}`, [{ op: 'replace', value }]);
      operations.push((await latest(id))?.operation);
    }
    expect(operations).toEqual(['deactivate', 'reactivate', 'password', 'patch']);
  });

  it('shows old and new values, and added and removed members', async () => {
    const { id } = await acme.scim.create('/Users', { userName: 'log.three', title: 'Old' });
    await acme.scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'title', value: 'New' }]);
    expect((await latest(id))?.changes).toEqual([{ path: 'title', old: 'Old', new: 'New' }]);
    const group = await acme.scim.create('/Groups', { displayName: 'Logged', members: [{ value: id }] });
    await acme.scim.patch(`/Groups/${group.id}`, [{ op: 'remove', path: `members[value eq "${id}"]` }]);
    expect((await latest(group.id))?.changes).toEqual([{ path: 'members', old: [id], new: null }]);
  });

  it('warns about an organization that does not exist', async () => {
    const user = await acme.scim.create('/Users', {
      userName: 'log.four',
      [EXPENSE]: { organization: 'Nowhere' },
    });
    expect((await latest(user.id))?.detail).toContain('"Nowhere"');
  });

  it('records every failure, and keeps nothing else of a refused request', async () => {
    await acme.scim.create('/Users', { userName: 'log.taken' });
    const answer = await acme.scim.post('/Users', { userName: 'LOG.taken' });
    expect(answer.status).toBe(409);
    await acme.scim.get('/Users/unknown-id');
    const { items } = await read('outcome=failure&limit=2');
    expect(items[0]).toMatchObject({ operation: 'read', resourceId: 'unknown-id', status: 404 });
    expect(items[1]).toMatchObject({ operation: 'create', resourceType: 'User', status: 409 });
    expect(items[1]?.detail).toContain('LOG.taken');
  });

  it('records a wrong password in the account that has a user with that name', async () => {
    const other = await addAccount(app);
    const authorization = basic(`${other.slug}/${other.admin.userName}`, 'wrong');
    expect((await send(`${app.url}/SCIM/v2/Users`, 'GET', { headers: { authorization } })).status).toBe(401);
    const { items } = await read('', basic(`${other.slug}/${other.admin.userName}`, other.admin.password));
    expect(items).toMatchObject([{ operation: 'authenticate', outcome: 'failure', status: 401 }]);
  });

  it('records each operation of a bulk request', async () => {
    await acme.scim.post('/Bulk', {
      Operations: [
        { method: 'POST', path: '/Users', bulkId: 'a', data: { userName: 'log.bulk' } },
        { method: 'DELETE', path: '/Users/nobody' },
      ],
    });
    const { items } = await read('limit=2');
    expect(items.map(({ operation, outcome }) => [operation, outcome])).toEqual([
      ['delete', 'failure'],
      ['create', 'success'],
    ]);
  });

  it('is read in pages that neither skip nor repeat', async () => {
    const { items } = await read('limit=100');
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await read(`limit=3${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(items.map(({ id }) => id));
  });

  it('is visible to its own account and to support', async () => {
    const other = await addAccount(app);
    const stranger = basic(`${other.slug}/${other.admin.userName}`, other.admin.password);
    expect((await read('limit=100', stranger)).items).toEqual([]);
    const authorization = await addOperator(app);
    const path = `/api/v1/support/accounts/${acme.id}/events?limit=1`;
    const answer = await fetch(app.url + path, { headers: { authorization } });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ items: [{ actor: acme.admin.userName }] });
  });

  it('gives one event by its id, masked for support, and not to other accounts', async () => {
    const iban = 'NL91ABNA0417164300';
    const user = await acme.scim.create('/Users', { userName: 'log.five', [EXPENSE]: { iban } });
    const event = await latest(user.id);
    const get = async (path: string, authorization: string) => {
      const { status, body } = await send(app.url + path, 'GET', { headers: { authorization } });
      return { status, body };
    };
    const own = `/api/v1/provisioning/events/${event?.id}`;
    expect(await get(own, credentials())).toEqual({ status: 200, body: event });

    const operator = await addOperator(app);
    const masked = await get(`/api/v1/support/accounts/${acme.id}/events/${event?.id}`, operator);
    expect(masked).toMatchObject({ status: 200, body: { id: event?.id, resourceId: user.id } });
    expect(JSON.stringify(masked.body)).toContain('•••4300');
    expect(JSON.stringify(masked.body)).not.toContain(iban);

    const other = await addAccount(app);
    expect((await get(own, other.scim.authorization)).status).toBe(404);
    const elsewhere = `/api/v1/support/accounts/${other.id}/events/${event?.id}`;
    expect((await get(elsewhere, operator)).status).toBe(404);
    expect((await get(own, operator)).status).toBe(403);
  });
});
