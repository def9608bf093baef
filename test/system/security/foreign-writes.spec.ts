import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { restOf } from '../../rest/rest-client.js';
import { addAccount, makeApiKey, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { sendRaw } from '../../support/raw-http.js';
import { scimError } from '../../support/scim-client.js';

const FOREIGN = [
  { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' },
  { 'sec-fetch-site': 'same-site' },
  { origin: 'https://elsewhere.example' },
  { origin: 'null' },
];
const SCIM_TYPE = 'application/scim+json';

describe.each(sqliteAndOneServer())('a write that another site has a browser send, on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let number = 0;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  const send = (method: string, path: string, headers: Record<string, string>, body?: object) =>
    sendRaw(app.url, {
      method,
      path,
      headers: { authorization: acme.scim.authorization, ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
  const newUser = () => ({ userName: `person${(number += 1)}@acme.example` });
  const users = async () => (await restOf(app, acme).read('/users?limit=1')).total;

  it.each(FOREIGN)('with HTTP Basic and %j is refused, and changes nothing', async (headers) => {
    const before = await users();
    const own = `/${acme.admin.id}`;
    const typed = { ...headers, 'content-type': SCIM_TYPE };
    for (const [method, path, body] of [
      ['POST', '/SCIM/v2/Users', newUser()],
      ['PUT', `/SCIM/v2/Users${own}`, newUser()],
      ['PATCH', `/SCIM/v2/Users${own}`, { Operations: [] }],
      ['DELETE', '/SCIM/v2/Groups/4711', undefined],
      ['POST', '/SCIM/v2/Bulk', { Operations: [] }],
    ] as const) {
      const { status, text } = await send(method, path, typed, body);
      const detail = expect.stringContaining('for another site, so it was refused') as string;
      expect({ status, body: JSON.parse(text) as object }).toEqual({
        status: 403,
        body: scimError(403, { detail }),
      });
    }
    const rest = await send(
      'POST',
      '/api/v1/users',
      { ...headers, 'content-type': 'application/json' },
      newUser(),
    );
    expect({ status: rest.status, body: JSON.parse(rest.text) as object }).toMatchObject({
      status: 403,
      body: { code: 'foreign-request' },
    });
    expect(await users()).toBe(before);
    const { items } = await restOf(app, acme).read('/provisioning/events?outcome=failure&limit=1');
    expect(items).toMatchObject([{ status: 403, actor: acme.admin.userName }]);
  });

  it('asks for the credential first, and reads no body before', async () => {
    const headers = { ...FOREIGN[0], authorization: 'Basic eDp5', 'content-type': SCIM_TYPE };
    expect((await send('POST', '/SCIM/v2/Users', headers, newUser())).status).toBe(401);
  });

  it('is not refused if it only reads, or if the credential is a key, which browsers do not add', async () => {
    const authorization = `Bearer ${await makeApiKey(app, acme.scim.authorization)}`;
    for (const headers of FOREIGN) {
      expect((await send('GET', '/SCIM/v2/Users', headers)).status).toBe(200);
      const typed = { ...headers, authorization, 'content-type': SCIM_TYPE };
      expect((await send('POST', '/SCIM/v2/Users', typed, newUser())).status).toBe(201);
    }
  });

  it.each([undefined, 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    'as a body of type %s, which no site needs leave for, is refused by its type even from here',
    async (type) => {
      const before = await users();
      for (const said of [
        { 'sec-fetch-site': 'same-origin' },
        { 'sec-fetch-site': 'none' },
        { origin: app.url },
      ]) {
        const headers = { ...said, ...(type !== undefined && { 'content-type': type }) };
        expect((await send('POST', '/SCIM/v2/Users', headers, newUser())).status).toBe(415);
        expect((await send('POST', '/api/v1/users', headers, newUser())).status).toBe(415);
      }
      expect(await users()).toBe(before);
    },
  );

  it('is accepted from its own pages, as Swagger UI sends it', async () => {
    for (const said of [{ 'sec-fetch-site': 'same-origin', origin: app.url }, { origin: app.url }]) {
      const headers = { ...said, 'content-type': SCIM_TYPE };
      expect((await send('POST', '/SCIM/v2/Users', headers, newUser())).status).toBe(201);
    }
  });

  it('is accepted from a program, also without a Content-Type', async () => {
    expect((await send('POST', '/SCIM/v2/Users', {}, newUser())).status).toBe(201);
    // As Node's own fetch says it.
    const headers = { 'sec-fetch-mode': 'cors', 'content-type': SCIM_TYPE };
    expect((await send('POST', '/SCIM/v2/Users', headers, newUser())).status).toBe(201);
    expect((await send('DELETE', '/SCIM/v2/Users/4711', {})).status).toBe(404);
  });
});
