import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { until } from '../../support/condition.js';
import { withServer } from '../../support/lanes.js';
import { OwnServer, ownEngines, type Engine } from '../../support/own-server.js';
import { ScimClient } from '../../support/scim-client.js';
import { TcpProxy } from '../../support/tcp-proxy.js';

const DATABASE = 'declaree';
// Who administers a server may write to one that is read-only.
const USER = 'declaree:secret';

let first: OwnServer;
let second: OwnServer;
/** The servers that the host names lead to. */
let names: TcpProxy[];
let app: TestApp;
let authorization: string;

const admin = ({ url }: OwnServer, sql: string) => withServer(url, (query) => query(sql));
const setReadOnly = (server: OwnServer, value: 'ON' | 'OFF') =>
  admin(server, `SET GLOBAL read_only = ${value}`);

async function boot({ name }: Engine, hosts: readonly { port: number }[]): Promise<TestApp> {
  const places = hosts.map(({ port }) => `127.0.0.1:${port}`);
  const url = `mysql://${USER}@${places.join(',')}/${DATABASE}`;
  return bootApp({ name, create: () => Promise.resolve({ url, drop: () => Promise.resolve() }) });
}

const scim = () => new ScimClient(`${app.url}/SCIM/v2`, authorization);

const isIn = async (server: OwnServer, userName: string) => {
  const rows = await admin(server, `SELECT id FROM ${DATABASE}.users WHERE userName = '${userName}'`);
  return (rows as unknown[]).length === 1;
};

describe.each(ownEngines())('when another server takes over, of $name', (engine) => {
  beforeAll(async () => {
    first = await OwnServer.create({ engine });
    await admin(first, `CREATE DATABASE ${DATABASE} CHARACTER SET utf8mb4`);
    await admin(first, `CREATE USER declaree@'127.0.0.1' IDENTIFIED BY 'secret'`);
    await admin(first, `GRANT ALL ON ${DATABASE}.* TO declaree@'127.0.0.1'`);
    app = await boot(engine, [first]);
    ({ authorization } = (await addAccount(app)).scim);
    await app.close();
    second = await first.copy();
    names = [await TcpProxy.before(first.port), await TcpProxy.before(second.port)];
  });

  afterEach(async () => {
    await app?.close();
    await setReadOnly(first, 'OFF');
    await setReadOnly(second, 'OFF');
  });

  afterAll(async () => {
    for (const name of names ?? []) await name.close();
    await first?.remove();
    await second?.remove();
  });

  it('behind one host name while the old one still answers: changes go to the new one at once', async () => {
    const [name] = names as [TcpProxy];
    app = await boot(engine, [name]);
    const ten = (prefix: string) =>
      Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          scim().post('/Users', { userName: `${prefix}${index}@x.example` }),
        ),
      );
    expect((await ten('before')).map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201));
    await setReadOnly(first, 'ON');
    name.target = second.port;
    // Its old connections still lead to the old server, which is now a replica.
    const answers = await ten('after');
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201));
    expect(await isIn(second, 'after0@x.example')).toBe(true);
    name.target = first.port;
  });

  it('behind one host name, after a time without a writable server: 503 until then', async () => {
    const [name] = names as [TcpProxy];
    await setReadOnly(first, 'ON');
    await setReadOnly(second, 'ON');
    app = await boot(engine, [name]);
    expect((await scim().post('/Users', { userName: 'between@x.example' })).status).toBe(503);
    expect((await scim().get('/Users')).status).toBe(200);
    name.target = second.port;
    await setReadOnly(second, 'OFF');
    await until(
      'it takes changes',
      async () => {
        const { status } = await scim().post('/Users', { userName: 'between@x.example' });
        expect([201, 503]).toContain(status);
        return status === 201;
      },
      10,
    );
    expect(await isIn(second, 'between@x.example')).toBe(true);
    name.target = first.port;
  });

  it('by another of several host names: no request fails', async () => {
    app = await boot(engine, names);
    expect((await scim().post('/Users', { userName: 'at.first@x.example' })).status).toBe(201);
    await setReadOnly(first, 'ON');
    for (let index = 0; index < 5; index++) {
      expect((await scim().post('/Users', { userName: `moved${index}@x.example` })).status).toBe(201);
    }
    expect(await isIn(second, 'moved0@x.example')).toBe(true);
  });

  it('a reader that only shows it in innodb_read_only, like those of Aurora, is skipped', async () => {
    await first.stop();
    await first.start(['--innodb-read-only']);
    app = await boot(engine, names);
    expect((await scim().post('/Users', { userName: 'writer@x.example' })).status).toBe(201);
    expect(await isIn(second, 'writer@x.example')).toBe(true);
    await app.close();
    // Alone it is read, and refuses changes.
    app = await boot(engine, [first]);
    expect((await scim().get('/Users')).status).toBe(200);
    expect((await scim().post('/Users', { userName: 'reader@x.example' })).status).toBe(503);
    await first.stop();
    await first.start();
  });
});
