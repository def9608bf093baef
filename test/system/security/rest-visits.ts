import type { Markers } from './markers.js';
import type { Visitor } from './visitor.js';

type Body = Record<string, unknown>;

/** Passwords in every shape that REST takes or refuses; `authorization` is an admin's, `password` that admin's. */
export async function visitUsers(visitor: Visitor, markers: Markers, authorization: string): Promise<void> {
  const rest = (line: `${string} /${string}`, body: unknown) =>
    visitor.send(line.replace(' ', ' /api/v1') as `${string} /${string}`, {
      headers: { authorization },
      body,
    });
  const shapes = [
    markers.make('password of a user'),
    'shorT-8f',
    { value: markers.make('password of a user in an object') },
    [markers.make('password of a user in a list')],
    markers.make('password of a user, too long').repeat(60),
  ];
  markers.add('short password of a user', 'shorT-8f');
  const { body } = await rest('POST /users', { userName: 'rest', password: shapes[0] });
  for (const password of shapes) {
    await rest('POST /users', { userName: 'rest', password });
    await rest('POST /users', { userName: 'a:colon', password, pasword: password });
    await rest(`PATCH /users/${String(body['id'])}`, { password });
    await rest('PATCH /users/unknown', { password });
    await rest('POST /groups', { displayName: 'Secret', password });
    await rest('POST /organizations', { name: 'Secret', password });
  }
}

/** Logging in and out, and changing the password, rightly and wrongly; gives the new password. */
export async function visitLogin(
  visitor: Visitor,
  markers: Markers,
  { username, password }: { username: string; password: string },
): Promise<string> {
  const auth = (path: string, body: unknown, token?: string) =>
    visitor.send(`POST /api/v1/auth/${path}`, {
      body,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
  for (const wrong of [
    { a: markers.make('object login') },
    [markers.make('list login')],
    markers.make('wrong login'),
  ]) {
    await auth('login', { username, password: wrong });
    await auth('login', { username: 'nobody', password: wrong, pasword: wrong });
  }
  const { body } = await auth('login', { username, password });
  const token = visitor.handedOut('session token', body['accessToken']);
  const bearer = { authorization: `Bearer ${token}` };
  await visitor.send('GET /api/v1/auth/me', { headers: bearer });
  await visitor.send('GET /api/v1/auth/sessions', { headers: bearer });
  await visitor.send('GET /SCIM/v2/Users', { headers: bearer });
  const newPassword = markers.make('changed password');
  const wrongOnes: Body[] = [
    { currentPassword: markers.make('wrong current password'), newPassword },
    { currentPassword: password, newPassword: [markers.make('new password in a list')] },
    { currentPassword: password, newPassword: markers.make('new password, too long').repeat(60) },
    { currentPassword: password, newPassword, confirmation: newPassword },
  ];
  for (const wrong of wrongOnes) await auth('change-password', wrong, token);
  await auth('change-password', { currentPassword: password, newPassword }, token);
  await auth('logout', {}, token);
  await visitor.send('GET /api/v1/auth/me', { headers: bearer });
  return newPassword;
}

/** Makes an API key and uses it in right ways and wrong ones. */
export async function visitApiKeys(visitor: Visitor, authorization: string): Promise<void> {
  const headers = { authorization };
  const { body } = await visitor.send('POST /api/v1/api-keys', { headers, body: { name: 'Okta' } });
  const key = visitor.handedOut('API key', body['key']);
  for (const value of [
    `Bearer ${key}`,
    key,
    `Bearer ${key} x`,
    `Token ${key}`,
    `Basic ${key}`,
    `bearer  ${key}`,
  ]) {
    await visitor.send('GET /SCIM/v2/Users?count=1', { headers: { authorization: value } });
    await visitor.send('GET /api/v1/users', { headers: { authorization: value } });
  }
  await visitor.send(`GET /SCIM/v2/Users?access_token=${key}&api_key=${key}`);
  await visitor.send('GET /api/v1/users', { headers: { 'x-api-key': key, cookie: `key=${key}` } });
  await visitor.send('GET /api/v1/api-keys', { headers });
  await visitor.send(`DELETE /api/v1/api-keys/${String(body['id'])}`, { headers });
  await visitor.send('GET /SCIM/v2/Users', { headers: { authorization: `Bearer ${key}` } });
}

/** Accounts made by support, with a password and with one that is made up. */
export async function visitSupport(visitor: Visitor, markers: Markers, authorization: string): Promise<void> {
  const create = (body: Body) =>
    visitor.send('POST /api/v1/support/accounts', { headers: { authorization }, body });
  const account = (slug: string, password: unknown, more: Body = {}) =>
    create({ name: 'Given', slug, admin: { username: `admin@${slug}.example`, password, ...more } });
  await account('given', markers.make('password of a new admin'));
  await account('given', markers.make('password of an admin whose slug is taken'));
  await account('listed', [markers.make('password of a new admin in a list')]);
  await account('Un Fit', markers.make('password of an admin with an unfit slug'));
  await account('long', markers.make('password of a new admin, too long').repeat(60));
  await account('more', markers.make('password of an admin'), { secret: markers.make('unknown field') });
  const { body } = await create({ name: 'Made up', admin: { username: 'admin@made.example' } });
  visitor.handedOut('password made up for an admin', (body['admin'] as Body)['password']);
}
