import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accessToken, addClient, askToken, scimWith, withSecret } from '../oauth/oauth.js';
import { addAccount, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { openConsole, type ConsoleClient, type PageAnswer } from '../support/console.js';
import { sqliteAndOneServer } from '../support/lanes.js';

async function newKey(kid: string): Promise<object> {
  const { publicKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(publicKey)), kid };
}

describe.each(sqliteAndOneServer())('the pages of connections on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let client: ConsoleClient;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    acme = await addAccount(app);
    client = await openConsole(app, acme.admin);
  });

  const create = async (purpose: string, fields: Record<string, string>) => {
    await client.get(`/connections/new?for=${purpose}`);
    return client.post('/connections', { for: purpose, ...fields });
  };

  /** What a person copies from the page. */
  const copied = (page: PageAnswer, label: string) =>
    new RegExp(`<span class="copy-label">${label}</span><code class="copy-value">([^<]+)<`).exec(
      page.html,
    )?.[1];

  const idIn = (answer: PageAnswer) =>
    /^\/connections\/([^?]+)/.exec(answer.headers.get('location') ?? '')?.[1] ?? '';

  it('lead from nothing to a working client, with the values alone', async () => {
    const empty = await client.get('/connections');
    expect(empty.text).toContain('does not have any connections yet');
    expect(empty.html).toContain('href="/connections/new?for=other"');
    const made = await create('other', { name: 'My client', kind: 'secret' });
    const page = await client.follow(made);
    const [tokenUrl, clientId, secret, baseUrl] = [
      'Token URL \\(access token endpoint\\)',
      'Client ID',
      'Client secret',
      'SCIM 2.0 base URL',
    ].map((label) => copied(page, label) ?? '');
    const response = await fetch(tokenUrl ?? '', {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId ?? '',
        client_secret: secret ?? '',
      }),
    });
    const { access_token: token } = (await response.json()) as { access_token: string };
    const users = await fetch(`${baseUrl}/Users`, { headers: { authorization: `Bearer ${token}` } });
    expect(users.status).toBe(200);
    expect(copied(page, 'Get an access token')).toBe(
      `curl -u '${clientId}:SECRET' -d grant_type=client_credentials ${tokenUrl}`,
    );
    expect(copied(page, 'List users')).toBe(
      `curl -H 'Authorization: Bearer TOKEN' '${baseUrl}/Users?count=1'`,
    );
    expect(page.text).toMatch(/In any other client.*In Microsoft Entra ID/s);
    const again = await client.get(`/connections/${idIn(made)}`);
    expect(again.text).toMatch(/In Microsoft Entra ID.*In any other client/s);
    expect(again.text).toContain('My client');
    expect(again.html).not.toContain(secret);
  });

  it('have the values of Entra ID under its own labels, with a secret and without', async () => {
    const withOne = await client.follow(await create('entra-secret', { name: 'Entra ID', kind: 'secret' }));
    expect(withOne.text).toMatch(/OAuth2 client credentials grant.*In any other client/s);
    expect(copied(withOne, 'Tenant URL')).toBe(`${app.url}/SCIM/v2`);
    expect(copied(withOne, 'Token endpoint')).toBe(`${app.url}/oauth/token`);
    expect(copied(withOne, 'Client identifier')).toMatch(/^dc_/);
    const without = await client.follow(
      await create('entra-federated', {
        name: 'Entra ID without a secret',
        kind: 'assertion',
        issuer: 'https://login.microsoftonline.com/ce5f061f-abe6-4e40-9615-301f87bcb7f0/v2.0',
        jwksUrl: 'https://login.microsoftonline.com/ce5f061f-abe6-4e40-9615-301f87bcb7f0/discovery/v2.0/keys',
        subject: 'd2f8ee76-c549-45b8-a143-f5b640669704',
        audience: 'api://b5ba7a93-4452-4522-aeb4-a2b5da870c16/.default',
      }),
    );
    expect(without.text).toContain('Workload Identity Federation');
    expect(copied(without, 'Client ID')).toMatch(/^dc_/);
    expect(copied(without, 'Token URL')).toBe(`${app.url}/oauth/token`);
    expect(copied(without, 'SCIM URL')).toBe(`${app.url}/SCIM/v2`);
    expect(without.text).toContain('Audience (aud) api://b5ba7a93');
    expect(without.text).not.toContain('Client secrets');
  });

  it('offer for change only what a connection has', async () => {
    const { id } = await addClient(app, acme);
    const page = await client.get(`/connections/${id}/change`);
    expect(page.text).toContain('New users join');
    expect(page.text).not.toMatch(/JWKS|Key set/);
  });

  it('show that the name is taken', async () => {
    await create('entra-secret', { name: 'Entra ID', kind: 'secret' });
    const page = await create('entra-secret', { name: 'ENTRA ID', kind: 'secret' });
    expect(page.status).toBe(409);
    expect(page.text).toContain('A connection named "ENTRA ID" already exists');
    expect(page.html).toContain('value="ENTRA ID"');
  });

  it.each([
    [{ name: '', kind: 'secret' }, 'Enter a name'],
    [{ name: 'x', kind: 'assertion', jwksUrl: 'http://login.example/keys' }, 'must be an https URL'],
    [{ name: 'x', kind: 'assertion' }, 'Enter the URL of a JSON Web Key Set'],
    [{ name: 'x', kind: 'secret', organizationId: 'nowhere' }, 'There is no organization'],
    [{ name: 'x', kind: 'other' }, 'Choose how it authenticates'],
  ])('show what is wrong with %o', async (fields, text) => {
    const page = await create('other', fields);
    expect(page.status).toBe(400);
    expect(page.text).toContain(text);
  });

  it('add a second secret before the first ends, and revoke one, or all with the connection', async () => {
    const made = await addClient(app, acme);
    const token = await accessToken(app, made);
    const details = await client.get(`/connections/${made.id}`);
    const added = await client.post(`/connections/${made.id}/secrets`, { lifetime: 'three' });
    const page = await client.follow(added);
    const second = copied(page, 'Client secret') ?? '';
    expect(second).toMatch(/^dcs_/);
    const grant = { grant_type: 'client_credentials' };
    expect((await askToken(app, { ...grant, ...withSecret({ ...made, secret: second }) })).status).toBe(200);
    const [, first = ''] = /href="(\/connections\/[^"]+\/secrets\/[^"]+\/revoke)"/.exec(details.html) ?? [];
    expect((await client.get(first)).text).toContain('cannot get new access tokens');
    await client.post(first, {});
    expect((await askToken(app, { ...grant, ...withSecret(made) })).status).toBe(401);
    expect((await client.get(`/connections/${made.id}/revoke`)).text).toContain('locked out immediately');
    const gone = await client.follow(await client.post(`/connections/${made.id}/revoke`, {}));
    expect(gone.text).toContain('The connection was revoked');
    expect((await scimWith(app, token).get('/Users?count=1')).status).toBe(401);
  });

  it('take a pasted key set, and then a new one under the same client id', async () => {
    const [old, next] = [await newKey('k1'), await newKey('k2')];
    const set = (...keys: object[]) => JSON.stringify({ keys });
    const made = await create('other-assertion', { name: 'Signs', kind: 'assertion', jwks: set(old) });
    const details = await client.follow(made);
    expect(details.text).toContain('Key set 1 key');
    const path = `/connections/${idIn(made)}/change`;
    expect(details.html).toContain(`href="${path}"`);
    const fields = async () => {
      const { html } = await client.get(path);
      const version = /name="version" value="(\d+)"/.exec(html)?.[1] ?? '';
      return { html, sent: { version, name: 'Signs', audience: 'api://x' } };
    };
    const first = await fields();
    expect(first.html).toMatch(/<textarea [^>]*name="jwks"[^>]*>\{\n {2}&quot;keys&quot;/);
    const saved = await client.follow(await client.post(path, { ...first.sent, jwks: set(old, next) }));
    expect(saved.text).toContain('The connection was changed');
    expect(saved.text).toContain('Key set 2 keys');
    expect(saved.text).toContain('Audience (aud) api://x');
    const late = await client.post(path, { ...first.sent, jwks: set(next) });
    expect([late.status, late.text.includes('Somebody else has changed this')]).toEqual([412, true]);
    const { sent } = await fields();
    const wrong = await client.post(path, { ...sent, jwks: '{"keys": [' });
    expect([wrong.status, wrong.text.includes('The key set is not JSON')]).toEqual([400, true]);
    expect(wrong.html).toContain('{&quot;keys&quot;: [</textarea>');
    const none = await client.post(path, sent);
    expect([none.status, none.text.includes('Enter the URL of a JSON Web Key Set')]).toEqual([400, true]);
    expect((await client.get('/audit')).text).toContain('Changed a connection');
  });

  it('rename a connection with a secret, which has no fields for keys', async () => {
    const made = await addClient(app, acme, { name: 'Entra ID' });
    const path = `/connections/${made.id}/change`;
    const form = await client.get(path);
    expect(form.html).not.toContain('name="jwks');
    const fields = { version: '1', name: 'Entra', organizationId: acme.organizations.be.id };
    const saved = await client.follow(await client.post(path, fields));
    expect(saved.text).toContain('New users join Acme BE');
    await addClient(app, acme, { name: 'Taken' });
    const taken = await client.post(path, { ...fields, version: '2', name: 'taken' });
    expect([taken.status, taken.text.includes('A connection named "taken" already exists')]).toEqual([
      409,
      true,
    ]);
  });

  it('do not show or change the connections of other accounts', async () => {
    const theirs = await addClient(app, await addAccount(app));
    for (const path of ['', '/change', '/revoke', '/secrets/x/revoke']) {
      expect((await client.get(`/connections/${theirs.id}${path}`)).status).toBe(404);
    }
    await client.get('/connections/new');
    for (const path of ['/change', '/revoke', '/secrets/x/revoke']) {
      expect(
        (await client.post(`/connections/${theirs.id}${path}`, { name: 'x', version: '1' })).status,
      ).toBe(404);
    }
    await accessToken(app, theirs);
  });
});
