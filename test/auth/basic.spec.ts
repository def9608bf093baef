import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootApp, type TestApp } from '../support/app.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { basic } from '../support/scim-client.js';
import { addAccount, addOperator, addUser, change, SCIM, send, type Person } from './people.js';

const ME = 'GET /api/v1/auth/me';

describe.each(sqliteAndOneServer())('HTTP Basic on $name', (lane) => {
  let app: TestApp;
  let acme: Person;
  let globex: Person;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app, 'acme');
    globex = await addAccount(app, 'globex');
  });

  afterAll(() => app.close());

  const knock = (userName: string, password: string, line: typeof SCIM | typeof ME = SCIM) =>
    send(app, line, { authorization: basic(userName, password) });

  it.each([
    ['a colon', 'a:b:c'],
    ['a colon first', ':secret'],
    ['letters beyond ASCII', 'pässwörd-密码-🔑'],
    ['a dollar and a percent sign', 'pa$$word%41'],
    ['blanks around it', ' secret '],
  ])('takes a password with %s, on SCIM and REST', async (name, password) => {
    const userName = `${name.replaceAll(' ', '.')}@acme.example`;
    await addUser(app, acme, { userName, password });
    expect((await knock(userName, password)).status).toBe(200);
    expect((await knock(userName, password, ME)).body).toMatchObject({ userName });
    expect((await knock(userName, `${password}x`)).status).toBe(401);
  });

  it('ignores the case of user names, also beyond ASCII', async () => {
    await addUser(app, acme, { userName: 'Jürgen@acme.example', password: 'secret' });
    expect((await knock('JÜRGEN@ACME.EXAMPLE', 'secret')).status).toBe(200);
  });

  it('lets the password decide between users of the same name in several accounts', async () => {
    const inAcme = await addUser(app, acme, { userName: 'twin@example.com', password: 'of acme' });
    const inGlobex = await addUser(app, globex, { userName: 'Twin@example.com', password: 'of globex' });
    expect((await knock('twin@example.com', 'of acme', ME)).body).toMatchObject({ id: inAcme.userId });
    expect((await knock('twin@example.com', 'of globex', ME)).body).toMatchObject({ id: inGlobex.userId });
    expect((await knock('twin@example.com', 'of nobody')).status).toBe(401);
  });

  it('refuses a password that matches several of them, unless the account is named', async () => {
    await addUser(app, acme, { userName: 'same@example.com', password: 'the same' });
    const inGlobex = await addUser(app, globex, { userName: 'same@example.com', password: 'the same' });
    expect((await knock('same@example.com', 'the same')).status).toBe(401);
    expect((await knock('globex/same@example.com', 'the same', ME)).body).toMatchObject({
      id: inGlobex.userId,
    });
  });

  it('takes the part before the first slash as the account if it is a slug, whatever user names exist', async () => {
    await addUser(app, acme, { userName: 'a/b', password: 'by slug' });
    await addUser(app, globex, { userName: 'acme/a/b', password: 'of globex' });
    expect((await knock('ACME/A/b', 'by slug')).status).toBe(200);
    expect((await knock('acme/a/b', 'of globex')).status).toBe(401);
    expect((await knock('Globex/acme/a/b', 'of globex')).status).toBe(200);
    expect((await knock('globex/a/b', 'by slug')).status).toBe(401);
    expect((await knock('a/b', 'by slug')).status).toBe(200);
  });

  it('accepts a user name that starts with the account’s slug after another slug', async () => {
    const own = await addUser(app, acme, { userName: 'acme/own', password: 'secret' });
    expect((await knock('acme/acme/own', 'secret', ME)).body).toMatchObject({ id: own.userId });
    expect((await knock('acme/own', 'secret')).status).toBe(401);
    await addOperator(app, 'acme/staff', 'secret');
    expect((await knock('acme/staff', 'secret', ME)).status).toBe(401);
  });

  it('answers an unknown name, a wrong password and a user without a password alike', async () => {
    await addUser(app, acme, { userName: 'no.password@acme.example', password: null });
    const answers = [
      await knock('nobody@acme.example', 'guess'),
      await knock(acme.userName, 'guess'),
      await knock('no.password@acme.example', 'guess'),
      await knock('nowhere/okta@acme.example', 'guess'),
    ];
    for (const { status, headers, body } of answers) {
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toBe('Basic realm="Declaree", Bearer realm="Declaree"');
      expect(body).toEqual({ ...answers[0]?.body, detail: 'The user name or password is wrong.' });
    }
  });

  it('answers 401 to no credential, and to one that cannot be read', async () => {
    const headers = [undefined, 'Basic %%%', basic('only-a-name', ''), 'Digest username="okta"'];
    for (const authorization of headers) {
      const { status, body } = await send(app, SCIM, authorization === undefined ? {} : { authorization });
      expect(status).toBe(401);
      expect(body).toMatchObject({
        schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
        status: '401',
        detail: expect.stringContaining('HTTP Basic') as string,
      });
    }
  });

  it('reports a repeated scheme, and challenges with both schemes', async () => {
    const authorization = `Basic ${basic(acme.userName, acme.password)}`;
    const { status, headers, body } = await send(app, SCIM, { authorization });
    expect(status).toBe(401);
    expect(body['detail']).toContain('contains "Basic" twice');
    expect(headers.get('www-authenticate')).toBe('Basic realm="Declaree", Bearer realm="Declaree"');
  });

  it.each(["' OR 1 = 1 -- ", 'a\0b', 'x'.repeat(5_000), '\\', '%', '/', 'acme/', '/okta@acme.example'])(
    'refuses the user name %j like any other that nobody has',
    async (userName) => {
      expect((await knock(userName, 'secret')).body['detail']).toBe('The user name or password is wrong.');
    },
  );

  it('queries the database once per request, and caches neither role nor state', async () => {
    const user = await addUser(app, acme, { userName: 'fast@acme.example', password: 'secret' });
    app.statements.clear();
    for (let request = 0; request < 200; request++) {
      expect((await knock(user.userName, 'secret')).status).toBe(200);
    }
    expect(app.statements.statements).toHaveLength(200);
    await change(app, user, { role: 'employee' });
    expect((await knock(user.userName, 'secret')).status).toBe(403);
    await change(app, user, { role: 'admin', active: false });
    expect((await knock(user.userName, 'secret')).status).toBe(403);
    expect((await knock(user.userName, 'secret', ME)).status).toBe(401);
    await change(app, user, { active: true, password: 'another' });
    expect((await knock(user.userName, 'secret')).status).toBe(401);
    expect((await knock(user.userName, 'another')).status).toBe(200);
  });
});
