import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LateWrites } from '../../src/platform/database/late-writes.js';
import { addAccount, addOperatorLogin, addUser, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { ConsoleClient, openConsole } from '../support/console.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { items, restOf } from '../rest/rest-client.js';
import {
  addCatalogueClient,
  askToken,
  authorizationQuery,
  authorize,
  decide,
  newPkce,
  OKTA_CALLBACK,
  openRequest,
  requestPath,
  scimWith,
  withSecret,
  type TestClient,
} from './oauth.js';

const COOKIE = 'declaree_session';

describe.each(sqliteAndOneServer())('the authorization endpoint on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let okta: TestClient;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    okta = await addCatalogueClient(app);
  });

  afterAll(() => app.close());

  it('asks an administrator who logs in first, and says what is allowed, for which account', async () => {
    const client = new ConsoleClient(app);
    const redirected = await openRequest(client, authorizationQuery(okta));
    expect(redirected.status).toBe(303);
    const login = await client.follow(redirected);
    expect(login.text).toContain('Log in');
    const next = new URL(redirected.headers.get('location') ?? '', app.url).searchParams.get('next') ?? '';
    const done = await client.postBare('/login', {
      username: acme.admin.userName,
      password: acme.admin.password,
      next,
    });
    const page = await client.follow(done);
    expect(page.status).toBe(200);
    for (const text of ['Okta', acme.slug, acme.admin.userName, 'system-admin.okta.com', 'New users join']) {
      expect(page.text).toContain(text);
    }
    expect(page.headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(page.headers.get('content-security-policy')).not.toContain('form-action');
  });

  it('connects the account: the state comes back, and new users join the chosen organization', async () => {
    const { nl } = acme.organizations;
    const answered = await decide(app, acme, authorizationQuery(okta), {
      decision: 'allow',
      organizationId: nl.id,
    });
    expect(answered.href.startsWith(`${OKTA_CALLBACK}?`)).toBe(true);
    expect(Object.fromEntries(answered.searchParams)).toEqual({
      code: expect.stringMatching(/^dac_/),
      state: 'state 1',
      iss: app.url,
    });
    const { body } = await askToken(app, {
      grant_type: 'authorization_code',
      code: answered.searchParams.get('code') ?? '',
      redirect_uri: OKTA_CALLBACK,
      ...withSecret(okta),
    });
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: 'scim' });
    const scim = scimWith(app, String(body['access_token']));
    const { id } = await scim.create('/Users', { userName: 'joined@acme.example' });
    const rest = restOf(app, acme);
    expect((await rest.get(`/users/${id}`)).body).toMatchObject({ organizationId: nl.id });
    expect(items(await rest.get('/oauth-clients'))).toMatchObject([
      { name: 'Okta', kind: 'catalogue', clientId: okta.clientId, createdBy: acme.admin.userName },
    ]);
    const [entry] = items(await rest.get('/audit?action=connection.allowed&limit=1'));
    expect(entry).toMatchObject({ actor: acme.admin.userName, via: 'console', subject: { name: 'Okta' } });
  });

  it('keeps one connection for an account, however often it is allowed, and one for each account', async () => {
    const globex = await addAccount(app);
    const first = await authorize(app, globex, okta);
    const second = await authorize(app, globex, okta);
    expect(items(await restOf(app, globex).get('/oauth-clients'))).toHaveLength(1);
    for (const { access_token } of [first, second]) {
      const users = await scimWith(app, access_token).search('/Users', 'userName pr');
      expect(users.map(({ userName }) => userName)).toEqual([globex.admin.userName]);
    }
  });

  it('stays in its organization when it is allowed again, unless another one is chosen', async () => {
    const globex = await addAccount(app);
    const { parent, nl, be } = globex.organizations;
    const rest = restOf(app, globex);
    const organization = async () => items(await rest.get('/oauth-clients'))[0]?.['organizationId'];
    const allow = (more: Record<string, string> = {}) =>
      decide(app, globex, authorizationQuery(okta), { decision: 'allow', ...more });
    const shown = async () => {
      const page = await openRequest(await openConsole(app, globex.admin), authorizationQuery(okta));
      return /<option[^>]* selected[^>]*>([^<]+)</.exec(page.html)?.[1];
    };
    expect(await shown()).toBe(parent.name);
    await allow({ organizationId: nl.id });
    expect(await shown()).toBe(nl.name);
    await allow();
    expect(await organization()).toBe(nl.id);
    await allow({ organizationId: be.id });
    expect(await organization()).toBe(be.id);
  });

  it('keeps the request if the session ends before the answer', async () => {
    const client = await openConsole(app, acme.admin);
    const path = requestPath(authorizationQuery(okta, { state: 'kept' }));
    await client.get(path);
    const elsewhere = new ConsoleClient(app);
    elsewhere.setCookie(COOKIE, client.cookie(COOKIE) ?? '');
    await elsewhere.get('/people');
    await elsewhere.post('/logout', {});
    const ended = await client.post(path, { decision: 'allow' });
    const login = new URL(ended.headers.get('location') ?? '', app.url);
    expect([login.pathname, login.searchParams.get('notice')]).toEqual(['/login', 'session-ended']);
    const next = login.searchParams.get('next') ?? '';
    const { userName: username, password } = acme.admin;
    const again = await client.follow(await client.postBare('/login', { username, password, next }));
    expect(again.text).toContain('Allow Okta to provision');
    const answered = await client.post(next, { decision: 'allow' });
    expect(new URL(answered.headers.get('location') ?? '').searchParams.get('state')).toBe('kept');
  });

  it('may be opened in a popup, with the login on the way, and nothing else may', async () => {
    const client = new ConsoleClient(app);
    const path = requestPath(authorizationQuery(okta));
    const next = encodeURIComponent(path);
    const { userName: username, password } = acme.admin;
    const answers = [
      await client.get(path),
      await client.get(`/login?next=${next}`),
      await client.postBare('/login', { username, password: 'wrong', next: path }),
      await client.postBare('/login', { username, password, next: path }),
      await client.get(`/login?next=${next}`),
      await client.get(path),
      await client.post(path, { decision: 'refuse' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([303, 200, 401, 303, 303, 200, 303]);
    const policies = new Set(answers.map(({ headers }) => headers.get('cross-origin-opener-policy')));
    expect(policies).toEqual(new Set(['unsafe-none']));
    // Chromium applies it to the redirects after the form, which lead to the app.
    for (const { headers } of answers)
      expect(headers.get('content-security-policy')).not.toContain('form-action');
    for (const other of ['/people', '/login', '/login?next=/people', `/login?next=//other.example${path}`]) {
      for (const visitor of [client, new ConsoleClient(app)]) {
        const { headers } = await visitor.get(other);
        expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      }
    }
  });

  it('tells the app that the administrator refused', async () => {
    const answered = await decide(app, acme, authorizationQuery(okta), { decision: 'refuse' });
    expect(answered.searchParams.get('error')).toBe('access_denied');
    expect(answered.searchParams.get('state')).toBe('state 1');
    expect(answered.searchParams.has('code')).toBe(false);
  });

  it.each([
    ['unsupported_response_type', { response_type: 'token' }],
    ['unsupported_response_type', { response_type: '' }],
    ['invalid_scope', { scope: 'admin' }],
    ['invalid_request', { code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' }],
    ['invalid_request', { code_challenge: 'short', code_challenge_method: 'S256' }],
    ['invalid_request', { code_challenge_method: 'S256' }],
  ])('tells the app %s for %o', async (error, more) => {
    const client = await openConsole(app, acme.admin);
    const answer = await openRequest(client, authorizationQuery(okta, more));
    const location = new URL(answer.headers.get('location') ?? '');
    expect(answer.status).toBe(303);
    expect(location.origin).toBe('https://system-admin.okta.com');
    expect(location.searchParams.get('error')).toBe(error);
    expect(location.searchParams.get('error_description')).toMatch(/^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/);
    expect(location.searchParams.get('iss')).toBe(app.url);
  });

  it('requires PKCE of a client without a secret, and then needs nothing else', async () => {
    const bare = await addCatalogueClient(app, { name: 'Bare', public: true });
    const client = await openConsole(app, acme.admin);
    const refused = await openRequest(client, authorizationQuery(bare));
    expect(new URL(refused.headers.get('location') ?? '').searchParams.get('error')).toBe('invalid_request');
    const { verifier, challenge } = newPkce();
    const pkce = { code_challenge: challenge, code_challenge_method: 'S256' };
    const answered = await decide(app, acme, authorizationQuery(bare, pkce));
    const form = {
      grant_type: 'authorization_code',
      code: answered.searchParams.get('code') ?? '',
      redirect_uri: OKTA_CALLBACK,
      client_id: bare.clientId,
    };
    expect((await askToken(app, { ...form, code_verifier: newPkce().verifier })).status).toBe(400);
    expect((await askToken(app, { ...form, code_verifier: verifier })).status).toBe(200);
  });

  it.each([
    ['an unknown client', { client_id: 'dc_unknown' }],
    ['no redirect_uri', { redirect_uri: '' }],
    ['a longer redirect_uri', { redirect_uri: `${OKTA_CALLBACK}/more` }],
    ['a redirect_uri with a query', { redirect_uri: `${OKTA_CALLBACK}?more=1` }],
    ['another host', { redirect_uri: OKTA_CALLBACK.replace('okta.com', 'okta.com.evil.example') }],
    ['another scheme', { redirect_uri: OKTA_CALLBACK.replace('https:', 'http:') }],
    ['another letter case', { redirect_uri: OKTA_CALLBACK.toUpperCase() }],
  ])('shows a page and redirects nowhere with %s', async (_, more) => {
    const client = await openConsole(app, acme.admin);
    const asked = await openRequest(client, authorizationQuery(okta, more));
    expect(asked.status).toBe(400);
    expect(asked.headers.get('location')).toBeNull();
    await client.get('/connections/new');
    const sent = await client.post(requestPath(authorizationQuery(okta, more)), { decision: 'allow' });
    expect(sent.status).toBe(400);
    expect(sent.headers.get('location')).toBeNull();
  });

  it('lets only administrators decide, and only in a form of their own session', async () => {
    const employee = { userName: `employee@${acme.slug}.example`, password: 'a long password' };
    await addUser(app, acme, { ...employee, role: 'employee' });
    const path = requestPath(authorizationQuery(okta));
    const form = { decision: 'allow' };
    for (const login of [employee, await addOperatorLogin(app)]) {
      const client = await openConsole(app, login);
      expect((await openRequest(client, authorizationQuery(okta))).status).toBe(403);
      const sent = await client.postBare(path, form);
      expect(sent.status).toBe(403);
    }
    const admin = await openConsole(app, acme.admin);
    expect((await admin.postBare(path, form)).status).toBe(403);
    await openRequest(admin, authorizationQuery(okta));
    const foreign = await admin.post(path, form, { origin: 'https://evil.example' });
    expect(foreign.status).toBe(403);
    const other = await addAccount(app);
    await openRequest(admin, authorizationQuery(okta));
    const organizationId = other.organizations.parent.id;
    const mixed = await admin.post(path, { ...form, organizationId });
    expect(mixed.status).toBe(400);
  });

  it('revokes what a code gave if the code is used twice, and the log says so', async () => {
    const { access_token, refresh_token, code } = await authorize(app, acme, okta);
    const again = await askToken(app, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: OKTA_CALLBACK,
      ...withSecret(okta),
    });
    expect(again).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect((await scimWith(app, access_token).get('/Users?count=1')).status).toBe(401);
    const refreshed = await askToken(app, {
      grant_type: 'refresh_token',
      refresh_token,
      ...withSecret(okta),
    });
    expect(refreshed.body).toMatchObject({ error: 'invalid_grant' });
    await app.get(LateWrites).flush();
    const [event] = items(await restOf(app, acme).get('/provisioning/events?operation=authenticate&limit=1'));
    expect(event).toMatchObject({ actor: 'Okta', code: 'code-reused' });
  });

  it('ends with the connection, which an administrator revokes like any other', async () => {
    const globex = await addAccount(app);
    const { access_token, refresh_token } = await authorize(app, globex, okta);
    const [connection] = items(await restOf(app, globex).get('/oauth-clients'));
    expect((await restOf(app, globex).delete(`/oauth-clients/${connection?.id}`)).status).toBe(204);
    expect((await scimWith(app, access_token).get('/Users?count=1')).status).toBe(401);
    const refreshed = await askToken(app, {
      grant_type: 'refresh_token',
      refresh_token,
      ...withSecret(okta),
    });
    expect(refreshed.body).toMatchObject({ error: 'invalid_grant' });
  });
});
