import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, makeApiKey, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { ENTERPRISE, EXPENSE, ScimClient, scimError, SCIM_TYPE } from '../../support/scim-client.js';
import { idOf, postBulk, sendBulk, statusesOf } from './send-bulk.js';

describe.each(databaseLanes())('the scope of a bulk request on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let globex: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    globex = await addAccount(app);
  });

  afterAll(() => app.close());

  const replace = (value: object) => ({ Operations: [{ op: 'replace', value }] });

  it("does not include deactivating or deleting the credential's own user, but the rest continues", async () => {
    const path = `/Users/${acme.admin.id}`;
    const admin = await acme.scim.read(path);
    const results = await sendBulk(acme.scim, [
      { method: 'PATCH', path, data: replace({ active: 'False' }) },
      { method: 'PUT', path, data: { ...admin, active: false } },
      { method: 'PATCH', path, data: replace({ [EXPENSE]: { role: 'employee' } }) },
      { method: 'DELETE', path },
      { method: 'POST', path: '/Users', bulkId: 'a', data: { userName: 'after@acme.example' } },
    ]);
    expect(statusesOf(results)).toEqual(['403', '403', '403', '403', '201']);
    expect(results[0]?.response).toMatchObject(
      scimError(403, { detail: expect.stringContaining('own user') }),
    );
    expect(await acme.scim.read(path)).toEqual(admin);
  });

  it("is its own account: another account's resources are unknown", async () => {
    const { id } = await globex.scim.create('/Users', { userName: 'same@twin.example', externalId: 'e-1' });
    const group = await globex.scim.create('/Groups', { displayName: 'Same', members: [{ value: id }] });
    const user = await globex.scim.read(`/Users/${id}`);
    const results = await sendBulk(acme.scim, [
      { method: 'DELETE', path: `/Users/${user.id}` },
      { method: 'PATCH', path: `/Users/${user.id}`, data: replace({ active: false }) },
      { method: 'PUT', path: `/Groups/${group.id}`, data: { displayName: 'Ours' } },
      { method: 'POST', path: '/Users', bulkId: 'u', data: { userName: 'same@twin.example' } },
      { method: 'POST', path: '/Groups', bulkId: 'g', data: { displayName: 'Same' } },
      {
        method: 'POST',
        path: '/Groups',
        bulkId: 'h',
        data: { displayName: 'Theirs', members: [{ value: user.id }] },
      },
      {
        method: 'POST',
        path: '/Users',
        bulkId: 'v',
        data: { userName: 'report@twin.example', [ENTERPRISE]: { manager: { value: user.id } } },
      },
    ]);
    expect(statusesOf(results)).toEqual(['404', '404', '404', '201', '201', '400', '201']);
    const { [ENTERPRISE]: enterprise } = await acme.scim.read(`/Users/${idOf(results[6])}`);
    expect(enterprise).toEqual({ manager: { value: user.id } });
    expect(await globex.scim.read(`/Users/${user.id}`)).toEqual(user);
    expect(await globex.scim.read(`/Groups/${group.id}`)).toEqual(group);
  });

  it('requires a credential and the module before anything is read', async () => {
    const off = await addAccount(app, { scim: false });
    const stranger = new ScimClient(acme.scim.baseUrl, 'Bearer unknown');
    const add = { method: 'POST', path: '/Users', bulkId: 'a', data: { userName: 'never@acme.example' } };
    for (const [scim, status] of [
      [stranger, 401],
      [off.scim, 403],
    ] as const) {
      const answer = await postBulk(scim, [add]);
      expect(answer.status).toBe(status);
      expect(answer.body).toMatchObject(scimError(status));
      expect((await scim.post('/Bulk', '{')).status).toBe(status);
    }
    expect(await acme.scim.search('/Users', 'userName eq "never@acme.example"')).toEqual([]);
  });

  it('is open to API keys too, but only to POST', async () => {
    const byKey = new ScimClient(acme.scim.baseUrl, await makeApiKey(app, acme.scim.authorization));
    const add = { method: 'POST', path: '/Users', bulkId: 'a', data: { userName: 'by-key@acme.example' } };
    const json = { 'content-type': 'application/json' };
    expect((await byKey.post('/Bulk', { Operations: [add] }, json)).status).toBe(200);
    expect(await acme.scim.search('/Users', 'userName eq "by-key@acme.example"')).toHaveLength(1);
    for (const answer of [
      await byKey.get('/Bulk'),
      await byKey.put('/Bulk', {}),
      await byKey.delete('/Bulk'),
    ]) {
      expect(answer.status).toBe(405);
      expect(answer.headers.get('allow')).toBe('POST');
      expect(answer.headers.get('content-type')).toContain(SCIM_TYPE);
      expect(answer.body).toMatchObject(scimError(405));
    }
  });
});
