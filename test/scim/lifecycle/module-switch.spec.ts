import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, addOperator, logIn, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { scimError, ScimClient, send, SCIM_TYPE } from '../../support/scim-client.js';

describe.each(databaseLanes())('the SCIM module of an account on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let operator: string;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    operator = await addOperator(app);
  });

  afterAll(() => app.close());

  const switchScim = async ({ id }: TestAccount, enabled: boolean): Promise<void> => {
    const { status, body } = await send(`${app.url}/api/v1/support/accounts/${id}/modules/scim`, 'PUT', {
      headers: { authorization: operator, 'content-type': 'application/json' },
      body: { enabled, reason: 'Ticket 4711' },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ id, modules: { scim: enabled } });
  };

  const everything = (scim: ScimClient, userId: string) => [
    ...[
      '/Users',
      '/Groups',
      '/ServiceProviderConfig',
      '/ResourceTypes',
      '/ResourceTypes/User',
      '/Schemas',
      '/Me',
    ]
      .concat(['/Unknown', '/Users/unknown/and/more', '', '/', `/Users/${userId}`, `/Groups/${userId}`])
      .map((path) => scim.get(path)),
    scim.post('/Users', { userName: 'new@acme.example' }),
    scim.post('/Groups', { displayName: 'New' }),
    scim.post('/Users/.search', {}),
    scim.post('/.search', {}),
    scim.post('/Bulk', {}),
    scim.post('/Users', '{'),
    scim.put(`/Users/${userId}`, { userName: 'new@acme.example' }),
    scim.patch(`/Users/${userId}`, [{ op: 'replace', value: { active: false } }]),
    scim.delete(`/Users/${userId}`),
  ];

  it('that is off refuses every path, and says whom to contact', async () => {
    const globex = await addAccount(app, { scim: false });
    for (const { status, headers, body } of await Promise.all(everything(globex.scim, globex.admin.id))) {
      expect(status).toBe(403);
      expect(headers.get('content-type')).toContain(SCIM_TYPE);
      expect(body).toMatchObject(scimError(403));
      expect(body['detail']).toMatch(/SCIM module is not enabled for this account/);
      expect(body['detail']).toMatch(/contact Declaree support/i);
    }
  });

  it('that is off is checked after the credential', async () => {
    const globex = await addAccount(app, { scim: false });
    const stranger = new ScimClient(globex.scim.baseUrl, 'Bearer unknown');
    for (const { status } of await Promise.all(everything(stranger, globex.admin.id)))
      expect(status).toBe(401);
  });

  it('takes effect on the next request, and changes no data', async () => {
    const user = await acme.scim.create('/Users', { userName: 'mira@acme.example', password: 'secret' });
    const group = await acme.scim.create('/Groups', { displayName: 'Sales', members: [{ value: user.id }] });
    const before = [await acme.scim.list('/Users'), await acme.scim.list('/Groups')];

    await switchScim(acme, false);
    expect((await acme.scim.get(`/Groups/${group.id}`)).status).toBe(403);
    expect((await acme.scim.delete(`/Users/${user.id}`)).status).toBe(403);
    await switchScim(acme, true);
    expect([await acme.scim.list('/Users'), await acme.scim.list('/Groups')]).toEqual(before);
  });

  it('does not affect logging in to Declaree', async () => {
    await switchScim(acme, false);
    expect((await logIn(app, acme, 'mira@acme.example', 'secret')).status).toBe(200);
    await switchScim(acme, true);
  });

  it('does not affect other accounts', async () => {
    const globex = await addAccount(app);
    await switchScim(acme, false);
    expect((await globex.scim.get('/Users')).status).toBe(200);
    await switchScim(acme, true);
    expect((await acme.scim.get('/Users')).status).toBe(200);
  });
});
