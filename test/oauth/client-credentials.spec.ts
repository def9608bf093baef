import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ModulesService } from '../../src/accounts/modules.service.js';
import { LateWrites } from '../../src/platform/database/late-writes.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { addAccount, addUser, makeApiKey, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { TESTER } from '../support/authors.js';
import { databaseLanes } from '../support/lanes.js';
import { basic, CORE, resource, ScimClient, scimError, send } from '../support/scim-client.js';
import { items, problem, RestClient, restOf } from '../rest/rest-client.js';
import { accessToken, addClient, askToken, clientBasic, scimWith, sendForm, withSecret } from './oauth.js';

const user = (userName = `${randomUUID()}@acme.example`) => ({ schemas: [CORE], userName });

describe.each(databaseLanes())('a connection with a secret on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  it('gets a token with its secret in the header or in the form', async () => {
    const client = await addClient(app, acme);
    const grant = { grant_type: 'client_credentials' };
    for (const answer of [
      await askToken(app, grant, clientBasic(client)),
      await askToken(app, { ...grant, ...withSecret(client) }),
      await askToken(app, { ...grant, client_id: client.clientId, scope: 'scim' }, clientBasic(client)),
    ]) {
      expect(answer).toMatchObject({
        status: 200,
        body: { token_type: 'Bearer', expires_in: 3600, scope: 'scim', access_token: expect.any(String) },
      });
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('pragma')).toBe('no-cache');
      expect(answer.body).not.toHaveProperty('refresh_token');
    }
  });

  it('provisions as itself: the log names it, and new users join its organization', async () => {
    const client = await addClient(app, acme, {
      name: 'Entra of Acme',
      organizationId: acme.organizations.nl.id,
    });
    const scim = scimWith(app, await accessToken(app, client));
    const created = await scim.create('/Users', user());
    const { body } = await restOf(app, acme).get(`/users/${created.id}`);
    expect(body).toMatchObject({ organizationId: acme.organizations.nl.id });
    await scim.patch(`/Users/${created.id}`, [{ op: 'replace', path: 'active', value: false }]);
    expect((await scim.delete(`/Users/${created.id}`)).status).toBe(204);
    const events = items(await restOf(app, acme).get(`/provisioning/events?resource=${created.id}`));
    expect(events.map(({ actor, operation }) => [actor, operation])).toEqual([
      ['Entra of Acme', 'delete'],
      ['Entra of Acme', 'deactivate'],
      ['Entra of Acme', 'create'],
    ]);
  });

  it('is no user: no list has it, and it has no /Me', async () => {
    const scim = scimWith(app, await accessToken(app, await addClient(app, acme, { name: 'Nobody' })));
    const { totalResults } = await scim.list('/Users?count=0');
    expect(totalResults).toBe((await acme.scim.list('/Users?count=0')).totalResults);
    expect(await scim.search('/Users', 'userName co "Nobody" or displayName co "Nobody"')).toEqual([]);
    const refused = { status: 404, body: scimError(404, { detail: expect.stringContaining('not a user') }) };
    expect(await scim.get('/Me')).toMatchObject(refused);
    expect(await scim.put('/Me', user())).toMatchObject(refused);
    expect(await scim.patch('/Me', [{ op: 'replace', path: 'title', value: 'x' }])).toMatchObject(refused);
    expect(await scim.delete('/Me')).toMatchObject(refused);
  });

  it('may change and delete the administrator who made it, but not give or take the role admin', async () => {
    const scim = scimWith(app, await accessToken(app, await addClient(app, acme)));
    const renamed = await scim.patch(`/Users/${acme.admin.id}`, [
      { op: 'replace', path: 'title', value: 'Controller' },
    ]);
    expect(renamed.status).toBe(200);
    const last = await scim.patch(`/Users/${acme.admin.id}`, [
      { op: 'replace', path: 'active', value: false },
    ]);
    expect(last.status).toBe(409);
  });

  it('is refused on REST: its token is for SCIM', async () => {
    const token = await accessToken(app, await addClient(app, acme));
    for (const path of ['/users', '/auth/me', '/oauth-clients', '/support/accounts']) {
      const answer = await send(`${app.url}/api/v1${path}`, 'GET', {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(answer).toMatchObject(problem(403, 'insufficient-scope'));
      expect(answer.headers.get('www-authenticate')).toContain('error="insufficient_scope"');
    }
  });

  it('costs no more statements than an API key', async () => {
    const token = await accessToken(app, await addClient(app, acme));
    const key = await makeApiKey(app, acme.scim.authorization);
    const counts: Record<string, number> = {};
    for (const [name, credential] of Object.entries({ token, key })) {
      const scim = new ScimClient(`${app.url}/SCIM/v2`, `Bearer ${credential}`);
      await scim.get('/Users?count=1');
      app.statements.clear();
      await scim.get('/Users?count=1');
      await scim.create('/Users', user());
      counts[name] = app.statements.statements.length;
    }
    expect(counts['token']).toBe(counts['key']);
  });

  it('ends on the next request: with its token, its connection, its account or its module', async () => {
    const { id, ...client } = await addClient(app, acme);
    const scim = scimWith(app, await accessToken(app, { id, ...client }));
    const other = await accessToken(app, { id, ...client });
    expect((await scim.get('/Users?count=1')).status).toBe(200);
    const modules = app.get(ModulesService);
    const switchTo = (enabled: boolean) =>
      app
        .get(UnitOfWork)
        .write(acme.id, (tx) => modules.switchModule(tx.by(TESTER), 'scim', { enabled, reason: null }));
    await switchTo(false);
    expect(await scim.get('/Users?count=1')).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining('SCIM module is not enabled') },
    });
    await switchTo(true);
    const revoked = await sendForm(app, '/oauth/revoke', {
      token: scim.authorization.slice('Bearer '.length),
      ...withSecret({ id, ...client }),
    });
    expect(revoked).toMatchObject({ status: 200, body: {} });
    const answer = await scim.get('/Users?count=1');
    expect(answer).toMatchObject({ status: 401, body: scimError(401) });
    expect(answer.headers.get('www-authenticate')).toContain(
      'Bearer realm="Declaree", error="invalid_token"',
    );
    expect((await scimWith(app, other).get('/Users?count=1')).status).toBe(200);
    expect((await restOf(app, acme).delete(`/oauth-clients/${id}`)).status).toBe(204);
    expect((await scimWith(app, other).get('/Users?count=1')).status).toBe(401);
    const refused = await askToken(app, {
      grant_type: 'client_credentials',
      ...withSecret({ id, ...client }),
    });
    expect(refused).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });

  it('rotates secrets without a gap, up to five at a time', async () => {
    const client = await addClient(app, acme);
    const rest = restOf(app, acme);
    const secrets = [client.secret];
    const ids: string[] = [];
    for (let number = 2; number <= 5; number++) {
      const added = await rest.create(`/oauth-clients/${client.id}/secrets`, {
        expiresAt: new Date(Date.now() + number * 3_600_000).toISOString(),
      });
      secrets.push(String(added['secret']));
      ids.push(added.id);
    }
    expect(await rest.post(`/oauth-clients/${client.id}/secrets`, {})).toMatchObject(
      problem(409, 'too-many-secrets'),
    );
    for (const secret of secrets) await accessToken(app, { ...client, secret });
    expect((await rest.delete(`/oauth-clients/${client.id}/secrets/${ids[0]}`)).status).toBe(204);
    const refused = await askToken(app, {
      grant_type: 'client_credentials',
      ...withSecret({ ...client, secret: secrets[1] ?? '' }),
    });
    expect(refused).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    await accessToken(app, { ...client, secret: secrets[2] ?? '' });
    const listed = await rest.read(`/oauth-clients/${client.id}`);
    expect(listed['secrets']).toHaveLength(4);
    expect(JSON.stringify(listed)).not.toContain('dcs_');
  });

  it('shows its last use, to the minute', async () => {
    const client = await addClient(app, acme);
    const shown = () => restOf(app, acme).read(`/oauth-clients/${client.id}`);
    expect((await shown())['lastUsedAt']).toBeNull();
    await scimWith(app, await accessToken(app, client)).get('/Users?count=1');
    expect((await shown())['lastUsedAt']).not.toBeNull();
    await app.get(LateWrites).flush();
    expect((await shown())['lastUsedAt']).not.toBeNull();
  });

  it('leaves its making and its end in the audit trail, and a wrong secret in the provisioning log', async () => {
    const client = await addClient(app, acme, { name: 'Audited' });
    const wrong = { ...withSecret(client), client_secret: 'dcs_wrong' };
    await askToken(app, { grant_type: 'client_credentials', ...wrong });
    await app.get(LateWrites).flush();
    await restOf(app, acme).delete(`/oauth-clients/${client.id}`);
    const trail = items(await restOf(app, acme).get('/audit?limit=10'));
    const own = trail.filter(({ subject }) => (subject as { id?: string } | null)?.id === client.id);
    expect(own.map(({ action }) => action)).toEqual([
      'connection.revoked',
      'connection.secret-created',
      'connection.created',
    ]);
    const [event] = items(await restOf(app, acme).get('/provisioning/events?operation=authenticate&limit=1'));
    expect(event).toMatchObject({ actor: 'Audited', code: 'wrong-client-secret', outcome: 'failure' });
  });

  it('refuses a client of another account, which cannot see it either', async () => {
    const globex = await addAccount(app);
    const client = await addClient(app, acme);
    const theirs = restOf(app, globex);
    expect(items(await theirs.get('/oauth-clients'))).toEqual([]);
    for (const answer of [
      await theirs.get(`/oauth-clients/${client.id}`),
      await theirs.delete(`/oauth-clients/${client.id}`),
      await theirs.post(`/oauth-clients/${client.id}/secrets`, {}),
    ]) {
      expect(answer.status).toBe(404);
    }
    const scim = scimWith(app, await accessToken(app, client));
    expect((await scim.get(`/Users/${globex.admin.id}`)).status).toBe(404);
    const organizationId = globex.organizations.parent.id;
    const mixed = await restOf(app, acme).post('/oauth-clients', {
      name: 'x',
      kind: 'secret',
      organizationId,
    });
    expect(mixed).toMatchObject(problem(400, 'unknown-organization'));
  });

  it('goes on when the administrator who made it leaves', async () => {
    const leaver = { userName: `leaver@${acme.slug}.example`, password: 'a long password' };
    const id = await addUser(app, acme, { ...leaver, role: 'admin' });
    const rest = new RestClient(app, basic(leaver.userName, leaver.password));
    const made = await rest.create('/oauth-clients', { name: 'Left', kind: 'secret' });
    const client = { id: made.id, clientId: String(made['clientId']), secret: String(made['secret']) };
    const scim = scimWith(app, await accessToken(app, client));
    expect((await restOf(app, acme).delete(`/users/${id}`)).status).toBe(204);
    expect((await scim.get('/Users?count=1')).status).toBe(200);
    await accessToken(app, client);
    expect((await restOf(app, acme).read(`/oauth-clients/${made.id}`))['createdBy']).toBeNull();
  });

  it('ends for all requests that begin after its revocation, and fails none', async () => {
    const client = await addClient(app, acme);
    const scim = scimWith(app, await accessToken(app, client));
    const before = Array.from({ length: 20 }, () => scim.post('/Users', user()));
    const asking = Array.from({ length: 10 }, () =>
      askToken(app, { grant_type: 'client_credentials', ...withSecret(client) }),
    );
    const revoked = await restOf(app, acme).delete(`/oauth-clients/${client.id}`);
    expect(revoked.status).toBe(204);
    const after = Array.from({ length: 20 }, () => scim.get('/Users?count=1'));
    expect(new Set((await Promise.all(after)).map(({ status }) => status))).toEqual(new Set([401]));
    const during = await Promise.all([...before, ...asking]);
    expect(during.map(({ status }) => status).filter((status) => ![200, 201, 401].includes(status))).toEqual(
      [],
    );
  });

  it('keeps its organization from being deleted', async () => {
    const rest = restOf(app, acme);
    const { id: organizationId } = await rest.create('/organizations', { name: `Own ${randomUUID()}` });
    const client = await addClient(app, acme, { organizationId });
    expect(await rest.delete(`/organizations/${organizationId}`)).toMatchObject(
      problem(409, 'organization-in-use'),
    );
    await rest.delete(`/oauth-clients/${client.id}`);
    expect((await rest.delete(`/organizations/${organizationId}`)).status).toBe(204);
  });

  it('cannot be made with an API key', async () => {
    const key = await makeApiKey(app, acme.scim.authorization);
    const answer = await send(`${app.url}/api/v1/oauth-clients`, 'POST', {
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: { name: 'x', kind: 'secret' },
    });
    expect(answer).toMatchObject(problem(403, 'key-credential'));
  });

  it('stands in the ServiceProviderConfig', async () => {
    const { authenticationSchemes } = resource(await acme.scim.get('/ServiceProviderConfig'));
    expect((authenticationSchemes as { type: string }[]).map(({ type }) => type)).toEqual([
      'httpbasic',
      'oauthbearertoken',
      'oauth2',
    ]);
  });
});
