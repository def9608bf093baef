import { CORE, ENTERPRISE, EXPENSE } from '../../support/scim-client.js';
import type { Markers } from './markers.js';
import type { Visitor } from './visitor.js';

/** A number that stands nowhere else. */
const NUMBER = 7_318_264_905_173;

/** Passwords of every shape and in every place of a request that SCIM has, taken and refused. */
export async function visitScim(visitor: Visitor, markers: Markers, authorization: string): Promise<void> {
  markers.add('a number for a password', String(NUMBER));
  const scim = (line: `${string} /${string}`, body?: unknown, headers: Record<string, string> = {}) => {
    const [method = '', ...path] = line.split(' ');
    return visitor.send(`${method} /SCIM/v2${path.join(' ')}`, {
      headers: { authorization, ...headers },
      ...(body === undefined ? {} : { body }),
    });
  };
  const shapes = (name: string): unknown[] => [
    markers.make(`${name} as text`),
    NUMBER,
    { value: markers.make(`${name} in an object`) },
    [markers.make(`${name} in a list`)],
    [markers.make(`${name} in a longer list`), markers.make(`${name} in a longer list`)],
    markers.make(`${name}, too long`).repeat(60),
    `${markers.make(`${name} with NUL`)}\u0000`,
  ];
  const { body } = await scim('POST /Users', { userName: 'mira', password: markers.make('first password') });
  const user = `/Users/${String(body['id'])}` as const;

  for (const [index, password] of shapes('password of a POST').entries()) {
    await scim('POST /Users', { userName: `post${index}`, password });
    await scim('POST /Users', { userName: 'mira', PassWord: password });
    await scim('POST /Users', { userName: `core${index}`, [CORE]: { password } });
  }
  for (const password of shapes('password of a PUT'))
    await scim(`PUT ${user}`, { userName: 'mira', password });
  const stale = { 'if-match': 'W/"99"' };
  await scim(`PUT ${user}`, { userName: 'mira', password: markers.make('password of a stale PUT') }, stale);
  const patch = (operation: object) => scim(`PATCH ${user}`, { Operations: [operation] });
  for (const value of shapes('password of a PATCH')) {
    await patch({ op: 'replace', path: 'password', value });
    await patch({ op: 'Remove', path: 'password', value });
    await patch({ op: 'replace', value: { password: value } });
    await patch({ op: 'replace', value: { [`${CORE}:password`]: value } });
    await patch({ op: 'replace', path: `${CORE}:password`, value });
    await patch({ op: 'replace', path: 'pasword', value });
    await patch({ op: 'replace', path: 'password.value', value });
    await patch({ op: 'set', path: 'password', value });
    await patch({ op: 'replace', value });
    await patch({ op: 'replace', path: 'active', value });
  }
  for (const path of ['password[value eq "X"]', 'emails[password eq "X"].value', 'password eq "X"']) {
    await patch({ op: 'replace', path: path.replace('X', markers.make(`value path ${path}`)), value: 'x' });
    await patch({ op: 'replace', value: { [path.replace('X', markers.make(`key ${path}`))]: 'x' } });
  }
  const unknown = (name: string) => ({
    userName: `unknown-${name}`,
    passwd: markers.make('passwd'),
    userPassword: markers.make('userPassword'),
    name: { password: markers.make('name.password') },
    emails: [{ value: 'a@b.example', password: markers.make('emails.password') }],
    [ENTERPRISE]: { password: markers.make('enterprise password') },
    [EXPENSE]: { password: markers.make('expense password') },
    'urn:example:User': { password: markers.make('password of an unknown schema') },
  });
  await scim('POST /Users', unknown('post'));
  await scim(`PUT ${user}`, unknown('put'));
  await patch({ op: 'add', value: unknown('patch') });
  await scim('POST /Groups', { displayName: 'Secret', password: markers.make('password of a group') });

  for (const test of ['eq', 'co', 'xx', '']) {
    const filter = `password ${test} "${markers.make(`filter ${test}`)}"`;
    await scim(`GET /Users?filter=${encodeURIComponent(filter)}`);
    await scim('POST /Users/.search', { filter });
    await scim('POST /.search', { filter: `not (${filter})`, attributes: ['password'] });
  }
  const nested = encodeURIComponent(`emails[password eq "${markers.make('nested filter')}"]`);
  await scim(`GET /Users?filter=${nested}`);
  await scim('GET /Users?attributes=password&sortBy=password');
  await scim(`GET ${user}?attributes=password`);

  const operation = (method: string, path: string, data: unknown) => ({ method, path, bulkId: 'b', data });
  for (const password of shapes('password in bulk')) {
    const Operations = [
      operation('POST', '/Users', { userName: 'mira', password }),
      operation('PUT', user, { userName: 'mira', password }),
      operation('PATCH', user, { Operations: [{ op: 'replace', path: 'password', value: password }] }),
      operation('PATCH', user, { Operations: [{ op: 'replace', path: 'pasword', value: password }] }),
      operation('POST', '/Users/unknown', { password }),
      operation('FETCH', '/Users', password),
      { method: 'POST', path: '/Users', bulkId: 'b', data: password },
    ];
    await scim('POST /Bulk', { Operations });
  }
}
