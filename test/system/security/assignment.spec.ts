import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { restOf } from '../../rest/rest-client.js';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { basic } from '../../support/scim-client.js';

/** What a client may not decide, by the names of columns, and of what answers hold. */
const NOT_THEIRS = {
  accountId: '0199f3a6-0000-7000-8000-000000000000',
  passwordHash: '$argon2id$v=19$m=8,t=1,p=1$AAAAAAAA$AAAA',
  organizationId: '0199f3a6-0000-7000-8000-000000000001',
  deletedAt: '2026-01-01T00:00:00Z',
  version: 4_711,
  createdAt: '2001-01-01T00:00:00Z',
  role: 'admin',
};

describe.each(databaseLanes())('a field that is not the client’s to set, on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let other: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    [acme, other] = [await addAccount(app), await addAccount(app)];
  });

  afterAll(() => app.close());

  it('changes nothing over SCIM, where what is unknown is ignored', async () => {
    const { role, ...unknown } = NOT_THEIRS;
    const foreign = { ...unknown, accountId: other.id, organizationId: other.organizations.parent.id };
    // The expense extension's, which needs no URN.
    const asAdmin = await acme.scim.post('/Users', { userName: 'mira@acme.example', role });
    expect(asAdmin.status).toBe(403);
    const meta = { created: '2001-01-01T00:00:00Z', version: 'W/"4711"', resourceType: 'Group' };
    const body = {
      id: acme.admin.id,
      userName: 'mira@acme.example',
      meta,
      groups: [{ value: 'x' }],
      ...foreign,
    };
    const { id } = await acme.scim.create('/Users', body);
    expect(id).not.toBe(acme.admin.id);
    await acme.scim.put(`/Users/${id}`, body);
    await acme.scim.patch(`/Users/${id}`, [{ op: 'replace', value: foreign }]);

    const user = await acme.scim.read(`/Users/${id}`);
    expect(user.meta).toMatchObject({ resourceType: 'User', created: expect.stringMatching(/^20(?!01)/) });
    expect(user.meta.version).not.toContain('4711');
    expect(user).not.toHaveProperty('groups');
    expect(await restOf(app, acme).read(`/users/${id}`)).toMatchObject({
      role: 'employee',
      organizationId: acme.organizations.parent.id,
    });
    expect(await other.scim.search('/Users', 'userName eq "mira@acme.example"')).toEqual([]);
    const withAnyPassword = await fetch(`${app.url}/api/v1/auth/me`, {
      headers: { authorization: basic('mira@acme.example', 'x') },
    });
    expect(withAnyPassword.status).toBe(401);
  });

  it.each(['accountId', 'passwordHash', 'deletedAt', 'version', 'createdAt', 'id'])(
    'is refused over REST, where what is unknown is named: %s',
    async (field) => {
      const rest = restOf(app, acme);
      const value = NOT_THEIRS[field as keyof typeof NOT_THEIRS] ?? acme.admin.id;
      const unknown = { status: 400, body: { code: 'invalid-input', errors: [{ pointer: `/${field}` }] } };
      const created = await rest.post('/users', { userName: 'new@acme.example', [field]: value });
      expect(created).toMatchObject(unknown);
      expect(await rest.patch(`/users/${acme.admin.id}`, { [field]: value })).toMatchObject(unknown);
    },
  );
});
