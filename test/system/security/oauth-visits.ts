import type { Markers } from './markers.js';
import type { Visitor } from './visitor.js';

const CALLBACK = 'https://app.example/callback';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** What the visits need: an administrator's and an operator's header, and the administrator's login. */
interface Logins {
  authorization: string;
  operator: string;
  admin: { username: string; password: string };
}

/** Secrets, assertions, codes and tokens of OAuth, right and wrong, wherever they can be sent. */
export async function visitOauth(
  { url, visitor, markers }: { url: string; visitor: Visitor; markers: Markers },
  { authorization, operator, admin }: Logins,
): Promise<void> {
  const form = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    visitor.send(`POST /oauth/${path}`, {
      headers: { ...FORM, ...headers },
      body: new URLSearchParams(fields).toString(),
    });
  const made = await visitor.send('POST /api/v1/oauth-clients', {
    headers: { authorization },
    body: { name: 'Marked', kind: 'secret' },
  });
  const client = {
    client_id: String(made.body['clientId']),
    client_secret: visitor.handedOut('client secret', made.body['secret']),
  };
  const grant = { grant_type: 'client_credentials' };
  for (const name of ['client_secret', 'client_assertion', 'code', 'refresh_token', 'password', 'token']) {
    const wrong = markers.make(`${name} of OAuth`);
    await form('token', { ...grant, client_id: client.client_id, [name]: wrong });
    await form('token', { grant_type: wrong, [name]: wrong });
    await form('revoke', { client_id: client.client_id, [name]: wrong });
    await visitor.send('POST /oauth/token', { body: { ...grant, [name]: wrong } });
  }
  await form('token', grant, { authorization: markers.basic(client.client_id, markers.make('client')) });
  const { body } = await form('token', { ...grant, ...client });
  const token = visitor.handedOut('access token', body['access_token']);
  const bearer = { authorization: `Bearer ${token}` };
  await visitor.send('GET /SCIM/v2/Users', { headers: bearer });
  await visitor.send('GET /api/v1/users', { headers: bearer });
  await form('revoke', { ...client, token });
  await visitor.send('GET /SCIM/v2/Users', { headers: bearer });
  await visitor.send('GET /api/v1/oauth-clients', { headers: { authorization } });

  const registered = await visitor.send('POST /api/v1/support/oauth-clients', {
    headers: { authorization: operator },
    body: { name: 'Marked app', redirectUris: [CALLBACK] },
  });
  const app = {
    client_id: String(registered.body['clientId']),
    client_secret: visitor.handedOut('secret of a catalogue client', registered.body['secret']),
  };
  const code = markers.add('authorization code', await allow(url, admin, app.client_id));
  const exchange = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, ...app };
  const first = await form('token', exchange);
  visitor.handedOut('access token of a code', first.body['access_token']);
  const refresh = visitor.handedOut('refresh token', first.body['refresh_token']);
  const again = { grant_type: 'refresh_token', refresh_token: refresh, ...app };
  const next = await form('token', again);
  visitor.handedOut('refreshed access token', next.body['access_token']);
  visitor.handedOut('next refresh token', next.body['refresh_token']);
  await form('token', exchange);
  await form('token', again);
}

/** Allows an app in the console; returns the code, which belongs into the redirect. */
async function allow(
  url: string,
  { username, password }: Logins['admin'],
  clientId: string,
): Promise<string> {
  const send = (path: string, cookie: string, fields?: Record<string, string>) =>
    fetch(url + path, {
      redirect: 'manual',
      headers: { cookie, accept: 'text/html' },
      ...(fields && { method: 'POST', body: new URLSearchParams(fields) }),
    });
  const login = await send('/login', '', { username, password });
  const cookie = login.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
  const query = { response_type: 'code', client_id: clientId, redirect_uri: CALLBACK };
  const path = `/oauth/authorize?${new URLSearchParams(query).toString()}`;
  const page = await send(path, cookie);
  const token = /name="_token" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
  const answered = await send(path, cookie, { _token: token, decision: 'allow' });
  return new URL(answered.headers.get('location') ?? '').searchParams.get('code') ?? '';
}
